/** Lines that somebody adds to robots.txt (RFC 9309): checked, as crawlers ignore silently what they do not understand. */

const FIELDS = ['user-agent', 'allow', 'disallow', 'crawl-delay', 'sitemap', 'host', 'content-signal', 'noindex']
const RULES = ['allow', 'disallow', 'crawl-delay', 'content-signal', 'noindex']

/** What is wrong with them, with the number of the line; undefined: nothing. */
export function problemInRobotsLines(text: string): string | undefined {
  let isInGroup = false
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const [rule = ''] = line.split('#', 1)
    if (rule.trim() === '') continue
    const at = `line ${i + 1}`
    const [, name = '', value = ''] = /^\s*([a-z-]+)\s*:\s*(.*?)\s*$/i.exec(rule) ?? []
    const field = name.toLowerCase()
    if (!FIELDS.includes(field)) return `${at}: must be a field such as "User-agent: …", "Disallow: /…" or "Sitemap: …"`
    if (field === 'user-agent') {
      if (!value) return `${at}: must name a crawler, or *`
      isInGroup = true
    }
    if (RULES.includes(field) && !isInGroup) return `${at}: must come after a line "User-agent: …", which says for whom`
    if ((field === 'allow' || field === 'disallow') && value && !/^[/*]/.test(value))
      return `${at}: must be a path that begins with /`
    if (field === 'sitemap' && !/^https?:\/\//.test(value)) return `${at}: must be a whole address, with https://`
  }
  return undefined
}
