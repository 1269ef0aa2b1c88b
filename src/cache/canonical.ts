/**
 * The one canonicaliser: reader, warmer and purger name a page by the same key.
 *
 * Lower case, Unicode NFC, percent-encoding only where RFC 3986 needs it, no dot segments, no empty segments, no
 * trailing slash, no query. (Search, the one route with a query parameter, is never stored.)
 */

const MAX_PATH_LENGTH = 2048

/**
 * The canonical form of a URL's path; undefined when it is none (broken percent-encoding, control characters, too
 * long). Idempotent. `/Über//Mich/?x=1` gives `/%C3%BCber/mich`.
 */
export function canonicalPath(url: string): string | undefined {
  const path = url.split(/[?#]/, 1)[0] ?? ''
  if (!path.startsWith('/') || path.length > MAX_PATH_LENGTH) return undefined
  const segments: string[] = []
  for (const raw of path.split('/')) {
    const segment = decode(raw)
    if (segment === undefined) return undefined
    if (segment === '' || segment === '.') continue
    if (segment === '..') segments.pop()
    else segments.push(encode(segment.toLowerCase().normalize('NFC')))
  }
  return `/${segments.join('/')}`
}

function decode(segment: string): string | undefined {
  if (!segment.includes('%')) return hasControlCharacters(segment) ? undefined : segment
  try {
    const text = decodeURIComponent(segment)
    return text.includes('/') || hasControlCharacters(text) ? undefined : text
  } catch {
    return undefined
  }
}

function hasControlCharacters(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x20 || code === 0x7f || code === 0x5c) return true
  }
  return false
}

/** As `encodeURIComponent`, but leaving the sub-delimiters, `:` and `@` that RFC 3986 allows in a segment. */
function encode(segment: string): string {
  return encodeURIComponent(segment).replace(/%(?:24|26|2B|2C|3A|3B|3D|40)/g, decodeURIComponent)
}
