/** All parts of a server, wired together: database, cache, jobs, HTTP. */

import { mkdirSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Logger } from 'pino'
import { createApp } from './app.tsx'
import { createSetupLink, keyAllows } from './auth/index.ts'
import { createStoredHandler, passFailpoints, type ReachedFailpoint, ResponseCache, type Site } from './cache/index.ts'
import { type Config, describeCache } from './config.ts'
import { Connections } from './connections.ts'
import { MediaFiles, writeWelcome } from './content/index.ts'
import {
  connect,
  createAuditLog,
  createOutbox,
  type Database,
  type EmbeddedPostgres,
  migrate,
  type SnapshotTransaction,
  startEmbeddedPostgres,
} from './db/index.ts'
import { announceNode, startJobs } from './jobs/index.ts'
import { Assets, createSite, createSiteRoutes } from './site/index.ts'
import { createMetrics } from './telemetry/index.ts'
import { VisitCounter } from './visits/index.ts'

export interface RunningServer {
  /** As readers see it. */
  readonly siteUrl: string
  /** On this machine. */
  readonly localUrl: string
  /** Where the owner's account is made, while there is none. */
  readonly setupUrl: string | undefined
  readonly cache: ResponseCache
  readonly db: Database
  readonly visits: VisitCounter
  /** Resolves when every page has been rendered. */
  readonly warm: Promise<void>
  /** Finishes what is under way, then stops everything. */
  stop(): Promise<void>
}

/** Requests that are still open after this long are cut off. */
const DRAIN_LIMIT_MS = 10_000
/** How long a request may take to arrive: the largest upload over a line of 3 Mbit/s. */
const REQUEST_LIMIT_MS = 10 * 60_000
const API_REQUESTS_PER_MINUTE = 1200

/** For tests; a server that is started the usual way has none of it. */
export interface Testing {
  /** Called at failpoints; may stop or kill the process there. */
  readonly reached?: ReachedFailpoint
  readonly strictReads?: boolean
  readonly requestsPerMinute?: number
  /** See `SiteRendererOptions`. */
  readonly wrapReads?: (tx: SnapshotTransaction) => SnapshotTransaction
  /** Wraps what renders pages, to see or disturb it. */
  readonly wrapSite?: (site: Site) => Site
}

export async function startServer(config: Config, log: Logger, testing: Testing = {}): Promise<RunningServer> {
  const {
    reached = passFailpoints,
    strictReads = false,
    requestsPerMinute = API_REQUESTS_PER_MINUTE,
    wrapReads,
    wrapSite = (site) => site,
  } = testing
  mkdirSync(config.dataDir, { recursive: true })
  // Listening comes first: a port that is taken should cost nothing, and the address is part of what is rendered.
  const http = createServer({ keepAliveTimeout: 65_000, headersTimeout: 20_000, requestTimeout: REQUEST_LIMIT_MS })
  const connections = new Connections(http)
  let handle: (request: IncomingMessage, response: ServerResponse) => void = notReady
  http.on('request', (request, response) => handle(request, response))
  await listen(http, config.port, config.host)
  const { port } = http.address() as AddressInfo
  const localUrl = `http://${config.host.includes(':') ? `[${config.host}]` : config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${port}`
  const siteUrl = config.siteUrl ?? localUrl.replace('//127.0.0.1:', '//localhost:')

  let embedded: EmbeddedPostgres | undefined
  try {
    embedded = config.databaseUrl
      ? undefined
      : await startEmbeddedPostgres({ dataDir: config.dataDir, log: (message) => log.info(message) })
    const databaseUrl = config.databaseUrl ?? embedded?.url ?? ''
    await migrate(databaseUrl)
    const db = connect(databaseUrl)
    // Few connections of their own, so that the plans of the pages' queries are at hand on each.
    const renderDb = connect(databaseUrl, { max: 3 })
    const node = await announceNode(db, log)
    await writeWelcome(db, siteUrl)

    const metrics = createMetrics(log)
    const assets = new Assets()
    const files = new MediaFiles(config.dataDir)
    const { quietMs, maxWaitMs, autoFlushMs, maxStalenessMs, maxBytes, auditPerMinute, model } = config.cache
    const site = createSite({
      db: renderDb,
      siteUrl,
      routes: createSiteRoutes(assets),
      strictReads,
      ...(wrapReads && { wrapReads }),
    })
    const cache = new ResponseCache({
      site: wrapSite(site),
      outbox: createOutbox(db),
      observer: metrics.observer,
      model,
      timing: { quietMs, maxWaitMs, autoFlushMs },
      maxBytes,
      maxStalenessMs,
      auditLog: createAuditLog(db),
      auditPerMinute,
      reached,
    })
    metrics.watch(cache, db)
    const { allowPrivateWebhooks } = config
    const jobs = await startJobs(db, node, {
      ...{ db, log, siteUrl, reached, allowPrivateWebhooks },
      ring: () => cache.flusher.ring(),
      served: async () => {
        await cache.flusher.flush()
      },
    })
    const visits = new VisitCounter({ db, siteUrl, log, countsViews: config.pageViews })
    await visits.start()
    const app = createApp({
      config,
      db,
      cache,
      assets,
      files,
      metrics,
      log,
      siteUrl,
      model,
      cacheSettings: describeCache(config.cache),
      reached,
      visits,
      sessionIn: site.sessionIn,
      requestsPerMinute,
      allowPrivateWebhooks,
      mayBypass: (authorization) => keyAllows(db, authorization, 'cache:read'),
    })
    const listener = getRequestListener(app.fetch, { hostname: 'localhost' })
    completeResponse()
    const serveStored = createStoredHandler(cache, metrics.observer, visits.served)
    handle = (request, response) => {
      if (!serveStored(request, response)) void listener(request, response)
    }
    const warm = cache.start()
    warm
      .then(() => log.info({ entries: cache.store.size }, 'every page is warm'))
      .catch((error) => log.error({ err: error }, 'warming failed'))
    const setupUrl = await createSetupLink(db, siteUrl)

    return {
      siteUrl,
      localUrl,
      setupUrl,
      cache,
      db,
      visits,
      warm,
      async stop() {
        await connections.drain(DRAIN_LIMIT_MS)
        await cache.stop()
        await jobs.stop()
        await visits.stop()
        await warm.catch(() => {})
        await renderDb.close()
        await db.close()
        await embedded?.stop()
      },
    }
  } catch (error) {
    http.close()
    await embedded?.stop()
    throw error
  }
}

/**
 * The listener puts its own Response in the place of Node's, and that one has no working `bytes`, which the highlighter's
 * engine needs when it is loaded.
 */
function completeResponse(): void {
  Object.defineProperty(Response.prototype, 'bytes', {
    configurable: true,
    value: async function bytes(this: Response) {
      return new Uint8Array(await this.arrayBuffer())
    },
  })
}

function notReady(_: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { 'Content-Type': 'text/plain; charset=utf-8', 'Retry-After': '1' })
  response.end('Hearth is starting.\n')
}

function listen(http: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, host, () => {
      http.off('error', reject)
      resolve()
    })
  })
}
