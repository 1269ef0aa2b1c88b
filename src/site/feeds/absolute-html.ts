/** A post's HTML as it can be shown anywhere: feed readers put it on pages of their own. */

/**
 * A start tag as the sanitiser writes it: every attribute value in double quotes, every `<` of the text escaped. So a
 * pattern is enough here, where for HTML in general it would not be.
 */
const START_TAG = /<[a-z][a-z0-9-]*(?:\s+[^\s"<>/=]+(?:="[^"]*")?)*\s*\/?>/gi
const ADDRESS = /(\s(?:href|src|poster|cite))="([^"]*)"/gi
const SOURCE_SET = /(\ssrcset)="([^"]*)"/gi
/** The link beside a heading: only of use on the page itself. */
const HEADING_LINK = /<a class="anchor"[^>]*><\/a>/g

export function absoluteHtml(html: string, pageUrl: string): string {
  return html
    .replace(HEADING_LINK, '')
    .replace(START_TAG, (tag) =>
      tag
        .replace(ADDRESS, (_, name: string, address: string) => `${name}="${resolve(address, pageUrl)}"`)
        .replace(SOURCE_SET, (_, name: string, set: string) => `${name}="${resolveSet(set, pageUrl)}"`),
    )
}

function resolve(address: string, pageUrl: string): string {
  try {
    return encodeValue(new URL(decodeValue(address), pageUrl).href)
  } catch {
    return address
  }
}

/** HTML, 4.8.4.2.1: addresses with an optional width or density, between commas that white space follows. */
function resolveSet(set: string, pageUrl: string): string {
  return set
    .split(/,\s+/)
    .map((candidate) => candidate.trim().replace(/^\S+/, (address) => resolve(address, pageUrl)))
    .join(', ')
}

function decodeValue(value: string): string {
  return value
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
}

function encodeValue(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
