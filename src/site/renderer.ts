/** What the cache engine needs of the site: snapshots in which every public address can be rendered. */
import type { Hono } from 'hono'
import type { Dependencies, Rendered, RenderSession, Site } from '../cache/index.ts'
import { Snapshot } from '../cache/index.ts'
import { ChangeReader, countedRanks, Reading, readInventory, SharedReads, touchedNames } from '../content/index.ts'
import {
  currentSnapshot,
  type Database,
  openSnapshot,
  readEventsSince,
  readPendingEvents,
  type SnapshotTransaction,
} from '../db/index.ts'
import { fixedAddresses, inventoryAddresses } from './addresses.ts'
import { PAGE_POLICY } from './content-policy.ts'
import type { SiteEnv } from './env.ts'

/** An origin that is never seen: pages are rendered by path, and say their origin from the configuration. */
const RENDER_ORIGIN = 'http://render.invalid'

export interface SiteRendererOptions {
  readonly db: Database
  readonly siteUrl: string
  /** Every public route; gets its `Reading` as a binding. */
  readonly routes: Hono<SiteEnv>
  /** Fail a page whose reads do not say what it depends on; otherwise it is served, and not kept. */
  readonly strictReads?: boolean
  /** Wraps what pages are read through; for tests, that stop a render at its queries. */
  readonly wrapReads?: (tx: SnapshotTransaction) => SnapshotTransaction
}

export interface SiteRenderer extends Site {
  /** As `openSession`, in a transaction of the caller's that has written something; to be rolled back. */
  sessionIn(tx: SnapshotTransaction): Promise<RenderSession>
}

export function createSite({
  db,
  siteUrl,
  routes,
  strictReads = false,
  wrapReads = (tx) => tx,
}: SiteRendererOptions): SiteRenderer {
  const changeReader = new ChangeReader()
  const makeSession = (
    tx: SnapshotTransaction,
    snapshot: Snapshot,
    fromScratch: boolean,
    close: () => Promise<void>,
  ): RenderSession => {
    const reads = wrapReads(tx)
    const ranks = fromScratch ? countedRanks(reads) : changeReader.ranks(reads, snapshot)
    const shared = new SharedReads({ tx: reads, ranks, siteUrl })
    return {
      snapshot,
      pendingEvents: (taken) => readPendingEvents(tx, taken),
      async changes(events) {
        const { appearing, ...changes } = await changeReader.read(tx, snapshot, events)
        return { ...changes, appearing: appearing ? inventoryAddresses(appearing) : [] }
      },
      async touchedSince(since, dependencies) {
        const names = touchedNames(await readEventsSince(tx, since))
        return mostSuspicious(names, dependencies).slice(0, MAX_SUSPECTS)
      },
      inventory: () => everything(tx),
      render: (key) => renderKey(routes, new Reading(shared, strictReads), siteUrl, key),
      close,
    }
  }
  return {
    async openSession({ fromScratch = false } = {}) {
      const { tx, snapshot, close } = await openSnapshot(db)
      return makeSession(tx, Snapshot.parse(snapshot), fromScratch, close)
    },
    doubt: () => changeReader.doubt(),
    async sessionIn(tx) {
      return makeSession(tx, Snapshot.parse(await currentSnapshot(tx)), true, async () => {})
    },
  }
}

async function everything(tx: SnapshotTransaction): Promise<string[]> {
  return [...fixedAddresses, ...inventoryAddresses(await readInventory(tx))]
}

/** More than this many names help nobody. */
const MAX_SUSPECTS = 50

/**
 * What was touched and is not depended on: first of rows that are depended on otherwise, then what is no row at all. A
 * list may be depended on and yet be the one, by another of its intervals.
 */
function mostSuspicious(touched: ReadonlySet<string>, dependencies: Dependencies): string[] {
  const { names } = dependencies
  const rows = new Set([...names].map(rowOf))
  const rank = (name: string) => (rows.has(rowOf(name)) ? 0 : /^(?:post|tag|author):\d/.test(name) ? 2 : 1)
  // A post that moved did so in all its lists.
  const lists = touched.has('list:posts') ? dependencies.lists() : []
  return [...new Set([...touched, ...lists])].filter((name) => !names.has(name)).sort((a, b) => rank(a) - rank(b))
}

function rowOf(name: string): string {
  return name.split('/', 1)[0] ?? name
}

const NO_SNIFFING = { 'X-Content-Type-Options': 'nosniff' }

const PAGE_HEADERS = {
  ...NO_SNIFFING,
  'Content-Security-Policy': PAGE_POLICY,
  'Referrer-Policy': 'strict-origin-when-cross-origin',
}

/** Headers that the cache decides on its own. */
const OWN_HEADERS = new Set(['content-type', 'content-length', 'vary', 'etag', 'last-modified'])

async function renderKey(routes: Hono<SiteEnv>, reading: Reading, siteUrl: string, key: string): Promise<Rendered> {
  const response = await routes.request(RENDER_ORIGIN + key, undefined, { reading, siteUrl })
  const body = await response.text()
  const contentType = response.headers.get('content-type') ?? 'text/plain; charset=utf-8'
  const headers: Record<string, string> = { ...(contentType.startsWith('text/html') ? PAGE_HEADERS : NO_SNIFFING) }
  let storable = true
  response.headers.forEach((value, name) => {
    // A page that is different for one reader must not be kept for all.
    if (name === 'set-cookie' || (name === 'cache-control' && value.includes('no-store'))) storable = false
    else if (name === 'content-security-policy') headers['Content-Security-Policy'] = value
    else if (!OWN_HEADERS.has(name)) headers[name] = value
  })
  return {
    status: response.status,
    contentType,
    body,
    headers,
    dependencies: reading.dependencies,
    storable: reading.end() && storable,
    ...(reading.answeredBy && { answeredBy: reading.answeredBy }),
  }
}
