/** The files of `static/`, and the scripts that the build makes, under addresses that hold a hash of their content and may be kept for ever. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { MiddlewareHandler } from 'hono'
import { type Encoding, isNotModified, negotiateEncoding } from '../cache/index.ts'

const compressBrotli = promisify(brotliCompress)
const compressGzip = promisify(gzip)

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}
/** The others are compressed already. */
const COMPRESSIBLE = new Set(['.css', '.js', '.svg'])
/** Asked for by name, whatever a page says. */
const WELL_KNOWN = ['favicon.ico', 'favicon.svg']

const FOR_EVER = 'public, max-age=31536000, immutable'
const FOR_A_DAY = 'public, max-age=86400'

/** A tenth larger than 11, in a twentieth of its time: the first reader waits for it. */
const BROTLI_QUALITY = 9

type Bytes = Uint8Array<ArrayBuffer>

interface Asset {
  readonly contentType: string
  readonly hash: string
  readonly identity: Bytes
  readonly isCompressible: boolean
  /** Made when they are first asked for, so that starting a server does not wait for them. */
  gzip?: Promise<Bytes>
  br?: Promise<Bytes>
}

export class Assets {
  readonly #byName = new Map<string, string>()
  readonly #byPath = new Map<string, Asset>()

  /** Reads the folders once. Names are unique, in whatever folder they lie. */
  constructor(folders = [folderAtRoot('static'), folderAtRoot('dist/browser')]) {
    for (const entry of folders.flatMap((folder) => readdirSync(folder, { withFileTypes: true, recursive: true }))) {
      const extension = path.extname(entry.name)
      const contentType = CONTENT_TYPES[extension]
      if (!entry.isFile() || !contentType) continue
      if (this.#byName.has(entry.name)) throw new Error(`There are two files named ${entry.name}; rename one.`)
      const asset = readAsset(path.join(entry.parentPath, entry.name), contentType, COMPRESSIBLE.has(extension))
      const address = `/assets/${path.basename(entry.name, extension)}.${asset.hash}${extension}`
      this.#byName.set(entry.name, address)
      this.#byPath.set(address, asset)
      if (WELL_KNOWN.includes(entry.name)) this.#byPath.set(`/${entry.name}`, asset)
    }
  }

  /** The address of a file by its name. Throws when there is none. */
  path(name: string): string {
    const address = this.#byName.get(name)
    if (!address) throw new Error(`There is no static file ${name}.`)
    return address
  }

  /** Serves them. */
  handler(): MiddlewareHandler {
    return async (c, next) => {
      const asset = this.#byPath.get(c.req.path)
      if (!asset) return next()
      const encoding = negotiateEncoding(c.req.header('accept-encoding'), () => asset.isCompressible)
      const etag = encoding === 'identity' ? `"${asset.hash}"` : `"${asset.hash}-${encoding}"`
      c.header('Cache-Control', c.req.path.startsWith('/assets/') ? FOR_EVER : FOR_A_DAY)
      c.header('ETag', etag)
      c.header('Vary', 'Accept-Encoding')
      if (isNotModified(c.req.header('if-none-match'), undefined, etag, 0)) return c.body(null, 304)
      c.header('Content-Type', asset.contentType)
      if (encoding !== 'identity') c.header('Content-Encoding', encoding)
      return c.body(await encoded(asset, encoding))
    }
  }
}

function readAsset(file: string, contentType: string, isCompressible: boolean): Asset {
  const identity = new Uint8Array(readFileSync(file))
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, 12)
  return { contentType, hash, identity, isCompressible }
}

function encoded(asset: Asset, encoding: Encoding): Promise<Bytes> | Bytes {
  if (encoding === 'identity') return asset.identity
  asset[encoding] ??= compress(asset.identity, encoding)
  return asset[encoding]
}

async function compress(bytes: Bytes, encoding: 'br' | 'gzip'): Promise<Bytes> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY }
  return new Uint8Array(
    await (encoding === 'br' ? compressBrotli(bytes, { params }) : compressGzip(bytes, { level: 9 })),
  )
}

/** A folder at the project's root, seen from the sources as well as from `dist/`. */
function folderAtRoot(name: string): string {
  const candidates = ['../..', '../../..'].map((up) => path.resolve(import.meta.dirname, up, name))
  const found = candidates.find((folder) => existsSync(folder))
  if (!found) throw new Error(`The folder ${name}/ is missing; run "npm start", which builds what is missing.`)
  return found
}
