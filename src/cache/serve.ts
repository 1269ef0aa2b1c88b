/** Entries on the wire: the hit path, written straight to the socket ahead of any router. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Entry, Variant } from './entry.ts'
import { EPOCH_COOKIE } from './epoch.ts'
import { type Encoding, isNotModified, negotiateEncoding } from './negotiation.ts'
import type { ResponseCache } from './response-cache.ts'
import type { CacheObserver } from './site.ts'

/** Browsers send a handful of different Accept-Encoding headers; more than this many are parsed each time. */
const MAX_REMEMBERED_HEADERS = 100

/** Answers a request when it can, and says whether it did. Otherwise the request is untouched. */
export type StoredHandler = (request: IncomingMessage, response: ServerResponse) => boolean

/** Told of each GET that was answered from an entry, as 200, 304 or what it is, with its headers as they came. */
export type Served = (entry: Entry, rawHeaders: readonly string[]) => void

/** Makes the handler of hits: no await, and nothing to clean up. */
export function createStoredHandler(cache: ResponseCache, observer: CacheObserver, served: Served): StoredHandler {
  const whenAll = new Map<string, Encoding>()

  /** The choice for an entry with all encodings, by header. */
  function chooseVariant({ variants }: Entry, header: string | undefined): Variant {
    if (header === undefined || !variants.br || !variants.gzip) {
      return variants[negotiateEncoding(header, (encoding) => variants[encoding] !== undefined)] ?? variants.identity
    }
    let encoding = whenAll.get(header)
    if (encoding === undefined) {
      encoding = negotiateEncoding(header, () => true)
      if (whenAll.size < MAX_REMEMBERED_HEADERS) whenAll.set(header, encoding)
    }
    return variants[encoding] ?? variants.identity
  }

  return (request, response) => {
    const { method } = request
    if (method !== 'GET' && method !== 'HEAD') return false
    const wanted = readHeaders(request.rawHeaders)
    if (wanted.asksForMore) return false
    const entry = cache.lookup(request.url ?? '')
    if (!entry) return false
    entry.hits++

    const variant = chooseVariant(entry, wanted.acceptEncoding)
    const { ifNoneMatch, ifModifiedSince } = wanted
    const isConditional = ifNoneMatch !== undefined || ifModifiedSince !== undefined
    if (
      isConditional &&
      entry.status === 200 &&
      isNotModified(ifNoneMatch, ifModifiedSince, variant.etag, entry.modifiedAt)
    ) {
      response.writeHead(304, notModifiedHeaders(variant))
      response.end()
      observer.request('not-modified')
      if (method === 'GET') served(entry, request.rawHeaders)
      return true
    }
    response.writeHead(entry.status, variant.hitHeaders)
    response.end(method === 'HEAD' ? undefined : variant.body)
    observer.request('hit')
    if (method === 'GET') served(entry, request.rawHeaders)
    return true
  }
}

interface WantedHeaders {
  acceptEncoding: string | undefined
  ifNoneMatch: string | undefined
  ifModifiedSince: string | undefined
  /** More than a stored copy: read-your-writes, or the oracle's door. */
  asksForMore: boolean
}

/**
 * The headers that decide about a hit, from the list as it came: `request.headers` would make an object of all of them,
 * which costs more than the rest of a hit. Names are told apart by their lengths first.
 */
function readHeaders(raw: readonly string[]): WantedHeaders {
  const wanted: WantedHeaders = {
    acceptEncoding: undefined,
    ifNoneMatch: undefined,
    ifModifiedSince: undefined,
    asksForMore: false,
  }
  const join = (before: string | undefined, value: string) => (before === undefined ? value : `${before}, ${value}`)
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i] ?? ''
    if (name.length !== 6 && (name.length < 12 || name.length > 17)) continue
    const value = raw[i + 1] ?? ''
    switch (name.toLowerCase()) {
      case 'accept-encoding':
        wanted.acceptEncoding = join(wanted.acceptEncoding, value)
        break
      case 'if-none-match':
        wanted.ifNoneMatch = join(wanted.ifNoneMatch, value)
        break
      case 'if-modified-since':
        wanted.ifModifiedSince ??= value
        break
      case 'cookie':
        wanted.asksForMore ||= value.includes(EPOCH_COOKIE)
        break
      case 'hearth-epoch':
      case 'authorization':
        wanted.asksForMore = true
        break
    }
  }
  return wanted
}

/** RFC 9110, 15.4.5: what would have been sent with a 200, without what describes the body. */
function notModifiedHeaders({ hitHeaders }: Variant): string[] {
  const kept: string[] = []
  for (let i = 0; i < hitHeaders.length; i += 2) {
    const name = hitHeaders[i] ?? ''
    if (!/^Content-(?:Type|Length|Encoding)$/.test(name)) kept.push(name, hitHeaders[i + 1] ?? '')
  }
  return kept
}
