/** Requests that the store had no answer for: through the cache to the routes, and back as a response. */
import type { Context } from 'hono'
import {
  type Entry,
  epochIn,
  isNotModified,
  negotiateEncoding,
  type ResponseCache,
  type Served,
  type Variant,
} from '../cache/index.ts'

export interface PublicOptions {
  readonly cache: ResponseCache
  /** Whether the request may have a page rendered anew (the oracle's door): `Cache-Control: no-cache` with such a key. */
  readonly mayBypass: (authorization: string | undefined) => Promise<boolean>
  readonly served: Served
}

export function publicHandler({ cache, mayBypass, served }: PublicOptions) {
  return async (c: Context): Promise<Response> => {
    const { method } = c.req
    if (method !== 'GET' && method !== 'HEAD') {
      return new Response('Method not allowed\n', {
        status: 405,
        headers: { Allow: 'GET, HEAD', 'Content-Type': 'text/plain; charset=utf-8' },
      })
    }
    const url = new URL(c.req.url)
    const wantsFresh = /\bno-cache\b/.test(c.req.header('cache-control') ?? '')
    const fresh = wantsFresh && (await mayBypass(c.req.header('authorization')))
    // The request target as it came: `new URL` would already have resolved dot segments.
    const incoming = (c.env as { incoming?: { url?: string; rawHeaders?: string[] } } | undefined)?.incoming
    const target = incoming?.url ?? url.pathname + url.search
    const answer = await cache.answer({
      url: target,
      epoch: epochIn(c.req.header('hearth-epoch'), c.req.header('cookie')),
      fresh,
    })
    if (answer.kind === 'redirect') {
      return new Response(null, {
        status: 301,
        headers: { Location: answer.location, 'Cache-Status': answer.cacheStatus },
      })
    }
    if (method === 'GET' && !fresh) served(answer.entry, incoming?.rawHeaders ?? [])
    return respond(c, answer.entry, answer.cacheStatus)
  }
}

function respond(c: Context, entry: Entry, cacheStatus: string): Response {
  const encoding = negotiateEncoding(
    c.req.header('accept-encoding'),
    (candidate) => entry.variants[candidate] !== undefined,
  )
  const variant = entry.variants[encoding] ?? entry.variants.identity
  const headers = toHeaders(variant, cacheStatus)
  if (!entry.rendered.storable) headers.set('Cache-Control', 'no-store')
  const { etag } = variant
  if (
    entry.status === 200 &&
    isNotModified(c.req.header('if-none-match'), c.req.header('if-modified-since'), etag, entry.modifiedAt)
  ) {
    for (const name of [...headers.keys()]) if (/^content-(?:type|length|encoding)$/.test(name)) headers.delete(name)
    return new Response(null, { status: 304, headers })
  }
  return new Response(c.req.method === 'HEAD' ? null : new Uint8Array(variant.body), { status: entry.status, headers })
}

function toHeaders(variant: Variant, cacheStatus: string): Headers {
  const headers = new Headers({ 'Cache-Status': cacheStatus })
  for (let i = 0; i < variant.headers.length; i += 2)
    headers.set(variant.headers[i] ?? '', variant.headers[i + 1] ?? '')
  return headers
}
