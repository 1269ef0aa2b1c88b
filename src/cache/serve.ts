/** Entries on the wire: the hit path, written straight to the socket ahead of any router. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Entry, Variant } from './entry.ts'
import { type Encoding, isNotModified, negotiateEncoding } from './negotiation.ts'
import type { ResponseCache } from './response-cache.ts'
import type { CacheObserver } from './site.ts'

const HIT = ['Cache-Status', 'hearth; hit']

/** Answers from the store when it can; false leaves the request untouched. No await, and nothing to clean up. */
export function serveStored(
  cache: ResponseCache,
  observer: CacheObserver,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const { method, headers } = request
  if (method !== 'GET' && method !== 'HEAD') return false
  // Asks for more than a stored copy: read-your-writes, or the oracle's door.
  if (headers['hearth-epoch'] !== undefined || headers.authorization !== undefined) return false
  const entry = cache.lookup(request.url ?? '')
  if (!entry) return false
  entry.hits++
  const result = writeEntry(entry, HIT, request, response)
  observer.request(result)
  return true
}

/** Writes an entry: the best encoding, 304 when the client has it, no body for HEAD. */
export function writeEntry(
  entry: Entry,
  extraHeaders: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
): 'hit' | 'not-modified' {
  const { headers } = request
  const variant = chooseVariant(entry, headers['accept-encoding'])
  if (
    entry.status === 200 &&
    isNotModified(headers['if-none-match'], headers['if-modified-since'], variant.etag, entry.modifiedAt)
  ) {
    response.writeHead(304, notModifiedHeaders(variant, extraHeaders))
    response.end()
    return 'not-modified'
  }
  response.writeHead(entry.status, variant.headers.concat(extraHeaders))
  response.end(request.method === 'HEAD' ? undefined : variant.body)
  return 'hit'
}

function chooseVariant(entry: Entry, acceptEncoding: string | undefined): Variant {
  const { variants } = entry
  const encoding = negotiateEncoding(acceptEncoding, (candidate: Encoding) => variants[candidate] !== undefined)
  return variants[encoding] ?? variants.identity
}

/** RFC 9110, 15.4.5: what would have been sent with a 200, without what describes the body. */
function notModifiedHeaders(variant: Variant, extraHeaders: readonly string[]): string[] {
  const kept: string[] = []
  for (let i = 0; i < variant.headers.length; i += 2) {
    const name = variant.headers[i] ?? ''
    if (!/^Content-/.test(name)) kept.push(name, variant.headers[i + 1] ?? '')
  }
  return kept.concat(extraHeaders)
}
