/** The files of `static/`, under addresses that hold a hash of their content and may be kept for ever. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { MiddlewareHandler } from 'hono'
import { negotiateEncoding } from '../cache/index.ts'

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

interface Asset {
  readonly contentType: string
  readonly etag: string
  readonly bodies: { readonly identity: Uint8Array; readonly gzip: Uint8Array; readonly br: Uint8Array }
}

export class Assets {
  readonly #byName = new Map<string, string>()
  readonly #byPath = new Map<string, Asset>()

  /** Reads the folder once. */
  constructor(folder = staticFolder()) {
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
      const extension = path.extname(entry.name)
      const contentType = CONTENT_TYPES[extension]
      if (!entry.isFile() || !contentType) continue
      const body = readFileSync(path.join(entry.parentPath, entry.name))
      const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
      const address = `/assets/${path.basename(entry.name, extension)}.${hash}${extension}`
      const bodies = { identity: body, gzip: gzipSync(body, { level: 9 }), br: brotliCompressSync(body) }
      const asset = { contentType, etag: `"${hash}"`, bodies }
      this.#byName.set(entry.name, address)
      this.#byPath.set(address, asset)
      if (entry.name === 'favicon.svg') {
        this.#byPath.set('/favicon.svg', asset)
        this.#byPath.set('/favicon.ico', asset)
      }
    }
  }

  /** The address of a file of `static/` by its name. Throws when there is none. */
  path(name: string): string {
    const address = this.#byName.get(name)
    if (!address) throw new Error(`static/ holds no ${name}.`)
    return address
  }

  /** Serves them. */
  handler(): MiddlewareHandler {
    return async (c, next) => {
      const asset = this.#byPath.get(c.req.path)
      if (!asset) return next()
      const encoding = negotiateEncoding(c.req.header('accept-encoding'), () => true)
      const isHashed = c.req.path.startsWith('/assets/')
      c.header('Content-Type', asset.contentType)
      c.header('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'public, max-age=86400')
      c.header('Vary', 'Accept-Encoding')
      c.header('ETag', asset.etag.replace(/"$/, encoding === 'identity' ? '"' : `-${encoding}"`))
      if (encoding !== 'identity') c.header('Content-Encoding', encoding)
      return c.body(new Uint8Array(asset.bodies[encoding]))
    }
  }
}

/** `static/` at the project's root, seen from the sources as well as from `dist/`. */
function staticFolder(): string {
  const candidates = ['../../static', '../../../static'].map((relative) => path.resolve(import.meta.dirname, relative))
  const found = candidates.find((folder) => existsSync(folder))
  if (!found) throw new Error('The folder static/ is missing; install Hearth again.')
  return found
}
