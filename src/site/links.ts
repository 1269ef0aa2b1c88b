/** An address as seen from outside the site. */
export function absolute(siteUrl: string, address: string): string {
  try {
    return new URL(address, `${siteUrl}/`).href
  } catch {
    return siteUrl + address
  }
}

/** What someone entered as a link, unless following it would do something else than go somewhere. */
export function safeLink(address: string | null): string | undefined {
  const text = address?.trim()
  if (!text) return undefined
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase()
  return scheme === undefined || ['http', 'https', 'mailto', 'tel', 'xmpp', 'matrix', 'irc', 'ircs'].includes(scheme)
    ? text
    : undefined
}

/** A link without what readers need not see: `https://www.example.com/` is `example.com`. */
export function linkText(address: string): string {
  return address.replace(/^(?:https?:\/\/(?:www\.)?|mailto:)/i, '').replace(/\/$/, '')
}
