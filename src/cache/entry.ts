/** One stored response, ready to be written to a socket. */
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Dependencies } from './dependencies.ts'
import type { Snapshot } from './epoch.ts'
import type { Encoding } from './negotiation.ts'

const compressBrotli = promisify(brotliCompress)
const compressGzip = promisify(gzip)

/** Quality 4: within a few per cent of the size of the slow ones, at a tenth of their time (a flush waits for it). */
const BROTLI_QUALITY = 4
const GZIP_LEVEL = 4
/** Below this compression saves less than its headers cost. */
const MIN_COMPRESSED_BYTES = 256
/** What an entry costs besides bodies, headers and dependencies: objects and map slots, as measured. */
const ENTRY_OVERHEAD_BYTES = 1200
const VARIANT_OVERHEAD_BYTES = 600
const DEPENDENCY_BYTES = 120

/** What a render gave. */
export interface Rendered {
  readonly status: number
  readonly contentType: string
  readonly body: string
  /** Further headers, such as Location. */
  readonly headers: Readonly<Record<string, string>>
  readonly dependencies: Dependencies
  /** False for answers that are never stored, such as search results. */
  readonly storable: boolean
  /** What of the content decided on this answer, for who tries an address: `redirect:12`. The engine only passes it on. */
  readonly answeredBy?: string
}

export interface Variant {
  readonly body: Buffer
  readonly etag: string
  /** Alternating names and values, as `ServerResponse.writeHead` takes them. */
  readonly headers: string[]
  /** The same, for when they come from the store: the array as it goes to the socket, made once. */
  readonly hitHeaders: string[]
}

export type Variants = Readonly<Partial<Record<Encoding, Variant>>> & { readonly identity: Variant }

/** Why an entry was rendered. */
export interface Cause {
  readonly kind: 'warm' | 'flush' | 'request' | 'audit'
  /** What was touched, and by whom. */
  readonly reason: string
  readonly actor?: string
  readonly eventIds?: readonly number[]
  /** The plan that asked for it. */
  readonly planId?: number
}

export interface Entry {
  readonly key: string
  readonly status: number
  /** As rendered, without the body. */
  readonly rendered: Rendered
  readonly variants: Variants
  readonly dependencies: Dependencies
  readonly snapshot: Snapshot
  /** When these bytes first appeared; milliseconds since 1970. */
  readonly modifiedAt: number
  readonly renderedAt: number
  readonly renderMs: number
  readonly cause: Cause
  /** Why these bytes were rendered the first time; later renders may have given the same. */
  readonly origin: Cause
  readonly bytes: number
  hits: number
  /** Set while a touching event waits for its flush: when that was written. */
  staleSince: number | undefined
}

export interface RenderRecord {
  readonly key: string
  readonly rendered: Rendered
  readonly snapshot: Snapshot
  readonly cause: Cause
  readonly renderMs: number
}

/**
 * Encodes a render in every variant. When `previous` has the same bytes, its variants and its dates are kept, so that a
 * reader's copy stays valid and nothing is compressed twice.
 */
export async function makeEntry(record: RenderRecord, previous: Entry | undefined, now: number): Promise<Entry> {
  const { key, rendered, snapshot, cause, renderMs } = record
  const identity = Buffer.from(rendered.body)
  const digest = createHash('sha256').update(`${rendered.status}\n`).update(identity).digest('base64url').slice(0, 22)
  const unchanged =
    previous?.variants.identity.etag === etagOf(digest, 'identity') && sameHeaders(previous.rendered, rendered)
      ? previous
      : undefined
  const variants = unchanged?.variants ?? (await encode(rendered, identity, digest, now))
  const bodyBytes = Object.values(variants).reduce((sum, v) => sum + v.body.length + VARIANT_OVERHEAD_BYTES, 0)
  return {
    key,
    status: rendered.status,
    // The body lives on in the identity variant; keeping the string too would double it.
    rendered: { ...rendered, body: '' },
    variants,
    dependencies: rendered.dependencies,
    snapshot,
    modifiedAt: unchanged?.modifiedAt ?? now,
    renderedAt: now,
    renderMs,
    cause,
    origin: unchanged?.origin ?? cause,
    bytes: bodyBytes + ENTRY_OVERHEAD_BYTES + rendered.dependencies.records * DEPENDENCY_BYTES,
    hits: previous?.hits ?? 0,
    staleSince: undefined,
  }
}

async function encode(rendered: Rendered, identity: Buffer, digest: string, now: number): Promise<Variants> {
  const variant = (body: Buffer, encoding: Encoding): Variant => {
    const etag = etagOf(digest, encoding)
    const headers = variantHeaders(rendered, body, etag, encoding, now)
    return { body, etag, headers, hitHeaders: [...headers, 'Cache-Status', 'hearth; hit'] }
  }
  if (identity.length < MIN_COMPRESSED_BYTES) return { identity: variant(identity, 'identity') }
  const [br, gz] = await Promise.all([
    compressBrotli(identity, {
      params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: identity.length },
    }),
    compressGzip(identity, { level: GZIP_LEVEL }),
  ])
  return { identity: variant(identity, 'identity'), gzip: variant(gz, 'gzip'), br: variant(br, 'br') }
}

function etagOf(digest: string, encoding: Encoding): string {
  return encoding === 'identity' ? `"${digest}"` : `"${digest}-${encoding}"`
}

/** Whether two entries are served as the same bytes under the same headers. */
export function sameBytes(a: Entry, b: Entry): boolean {
  return a.variants.identity.etag === b.variants.identity.etag && sameHeaders(a.rendered, b.rendered)
}

function sameHeaders(a: Rendered, b: Rendered): boolean {
  return a.contentType === b.contentType && JSON.stringify(a.headers) === JSON.stringify(b.headers)
}

function variantHeaders(rendered: Rendered, body: Buffer, etag: string, encoding: Encoding, now: number): string[] {
  return [
    ...Object.entries(rendered.headers).flat(),
    ...['Content-Type', rendered.contentType],
    ...['Content-Length', String(body.length)],
    ...(encoding === 'identity' ? [] : ['Content-Encoding', encoding]),
    ...['Vary', 'Accept-Encoding'],
    ...['ETag', etag],
    ...['Last-Modified', new Date(now).toUTCString()],
    ...['Cache-Control', 'public, max-age=0, must-revalidate'],
  ]
}
