/** Content negotiation and conditional requests: RFC 9110, sections 12.5.3 and 13. */

export type Encoding = 'br' | 'gzip' | 'identity'

const PREFERENCE: readonly Encoding[] = ['br', 'gzip', 'identity']

/**
 * The best encoding among `available` for an `Accept-Encoding` header: highest q-value first, ours on a tie.
 * Identity is always acceptable to us even when refused, as the RFC allows instead of a 406.
 */
export function negotiateEncoding(header: string | undefined, available: (encoding: Encoding) => boolean): Encoding {
  if (!header) return 'identity'
  const weights = parseWeights(header)
  let best: Encoding = 'identity'
  let bestWeight = 0
  for (const encoding of PREFERENCE) {
    if (!available(encoding)) continue
    // Identity needs no mention (12.5.3, rule 2), but whatever the client names comes before it.
    const weight = weights.get(encoding) ?? weights.get('*') ?? (encoding === 'identity' ? 0.0001 : 0)
    if (weight > bestWeight) {
      best = encoding
      bestWeight = weight
    }
  }
  return best
}

function parseWeights(header: string): Map<string, number> {
  const weights = new Map<string, number>()
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim())
    const q = parameters.find((parameter) => /^q\s*=/.test(parameter))
    const weight = q ? Number(q.slice(q.indexOf('=') + 1)) : 1
    if (name) weights.set(name === 'x-gzip' ? 'gzip' : name, weight >= 0 && weight <= 1 ? weight : 0)
  }
  return weights
}

/**
 * Whether the client already holds this representation: `If-None-Match` (lists, weak comparison, `*`) decides, and
 * only without it `If-Modified-Since`, to the second.
 */
export function isNotModified(
  ifNoneMatch: string | undefined,
  ifModifiedSince: string | undefined,
  etag: string,
  modifiedAt: number,
): boolean {
  if (ifNoneMatch !== undefined) {
    return ifNoneMatch.trim() === '*' || (ifNoneMatch.match(/"[^"]*"/g)?.includes(etag) ?? false)
  }
  if (ifModifiedSince !== undefined) {
    const since = Date.parse(ifModifiedSince)
    return Number.isFinite(since) && Math.floor(modifiedAt / 1000) * 1000 <= since
  }
  return false
}
