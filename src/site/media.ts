/** Media files: immutable by their hash, with ranges, and never as something a browser would run. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { MiddlewareHandler } from 'hono'
import { CONTENT_TYPES, type MediaFiles } from '../content/index.ts'

const NAME = /^\/media\/([0-9a-f]{64})\.([a-z0-9]{2,5})$/

/** `successorOf` says where a file went that another took the place of. */
export function mediaHandler(
  files: MediaFiles,
  successorOf: (hash: string) => Promise<string | undefined>,
): MiddlewareHandler {
  return async (c, next) => {
    const [, hash, extension = ''] = NAME.exec(c.req.path) ?? []
    const contentType = CONTENT_TYPES[extension]
    if (!hash || !contentType) return next()
    const file = files.pathOf(hash, extension)
    const info = await stat(file).catch(() => undefined)
    if (!info) {
      const location = await successorOf(hash)
      if (location === undefined) return next()
      // Not for good: it may be replaced again.
      c.header('Cache-Control', 'public, max-age=300')
      return c.redirect(location, 301)
    }
    const etag = `"${hash.slice(0, 22)}"`
    c.header('Content-Type', contentType)
    c.header('Cache-Control', 'public, max-age=31536000, immutable')
    c.header('ETag', etag)
    c.header('Accept-Ranges', 'bytes')
    // An SVG or PDF that is opened on its own can neither run scripts nor reach the site.
    c.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
    c.header('X-Content-Type-Options', 'nosniff')
    if (c.req.header('if-none-match')?.includes(etag)) return c.body(null, 304)

    const range = parseRange(c.req.header('range'), info.size)
    if (range === 'unsatisfiable') {
      c.header('Content-Range', `bytes */${info.size}`)
      return c.body(null, 416)
    }
    const { start, end } = range ?? { start: 0, end: info.size - 1 }
    c.header('Content-Length', String(end - start + 1))
    if (range) c.header('Content-Range', `bytes ${start}-${end}/${info.size}`)
    if (c.req.method === 'HEAD') return c.body(null, range ? 206 : 200)
    const stream = Readable.toWeb(createReadStream(file, { start, end })) as ReadableStream<Uint8Array>
    return c.body(stream, range ? 206 : 200)
  }
}

/** One range of RFC 9110, section 14; several, or another unit, are answered with the whole. */
function parseRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return start > end || start >= size ? 'unsatisfiable' : { start, end }
}
