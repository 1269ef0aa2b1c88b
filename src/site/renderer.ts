/** What the cache engine needs of the site: snapshots in which every public address can be rendered. */
import type { Hono } from 'hono'
import type { Rendered, RenderSession, Site } from '../cache/index.ts'
import { Snapshot } from '../cache/index.ts'
import { Reading, readInventory, readTouches, SharedReads, touchedRows } from '../content/index.ts'
import { type Database, openSnapshot, readPendingEvents, type SnapshotTransaction } from '../db/index.ts'
import { fixedAddresses, inventoryAddresses } from './addresses.ts'
import type { SiteEnv } from './env.ts'

/** An origin that is never seen: pages are rendered by path, and say their origin from the configuration. */
const RENDER_ORIGIN = 'http://render.invalid'

export interface SiteRendererOptions {
  readonly db: Database
  readonly siteUrl: string
  /** Every public route; gets its `Reading` as a binding. */
  readonly routes: Hono<SiteEnv>
}

export function createSite({ db, siteUrl, routes }: SiteRendererOptions): Site {
  return {
    async openSession(): Promise<RenderSession> {
      const { tx, snapshot, close } = await openSnapshot(db)
      const shared = new SharedReads(tx, siteUrl)
      return {
        snapshot: Snapshot.parse(snapshot),
        pendingEvents: (taken) => readPendingEvents(tx, taken),
        touches: (events) => readTouches(tx, events),
        async appearing(touches) {
          if (ADDRESSING_SETTINGS.some((name) => touches.names.has(name))) return everything(tx)
          const rows = touchedRows(touches)
          const nothing = Object.values(rows).every((list) => list.length === 0)
          if (nothing && !touches.points.has('posts')) return []
          return inventoryAddresses(await readInventory(tx, rows))
        },
        inventory: () => everything(tx),
        render: (key) => renderKey(routes, new Reading(shared), siteUrl, key),
        close,
      }
    },
  }
}

/** Settings that give many pages another address at once. */
const ADDRESSING_SETTINGS = ['setting:permalink', 'setting:timeZone', 'setting:postsPerPage']

async function everything(tx: SnapshotTransaction): Promise<string[]> {
  return [...fixedAddresses, ...inventoryAddresses(await readInventory(tx))]
}

const NO_SNIFFING = { 'X-Content-Type-Options': 'nosniff' }

/** Pages run no script but the site's own, whatever their text holds. Pictures may be anywhere. */
const PAGE_HEADERS = {
  ...NO_SNIFFING,
  'Content-Security-Policy':
    "default-src 'self'; img-src * data:; media-src *; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'self'",
  'Referrer-Policy': 'strict-origin-when-cross-origin',
}

/** Headers that the cache decides on its own. */
const OWN_HEADERS = new Set(['content-type', 'content-length', 'vary', 'etag', 'last-modified'])

async function renderKey(routes: Hono<SiteEnv>, reading: Reading, siteUrl: string, key: string): Promise<Rendered> {
  const response = await routes.request(RENDER_ORIGIN + key, undefined, { reading, siteUrl })
  const contentType = response.headers.get('content-type') ?? 'text/plain; charset=utf-8'
  const headers: Record<string, string> = { ...(contentType.startsWith('text/html') ? PAGE_HEADERS : NO_SNIFFING) }
  let storable = true
  response.headers.forEach((value, name) => {
    // A page that is different for one reader must not be kept for all.
    if (name === 'set-cookie' || (name === 'cache-control' && value.includes('no-store'))) storable = false
    else if (!OWN_HEADERS.has(name)) headers[name] = value
  })
  return {
    status: response.status,
    contentType,
    body: await response.text(),
    headers,
    dependencies: reading.dependencies,
    storable,
  }
}
