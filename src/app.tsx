/** The HTTP application behind the hit path: health, assets, media, API, admin, and the public site. */
import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import type { Logger } from 'pino'
import { ErrorPage, toHtml } from '../templates/index.ts'
import { createAdmin } from './admin/index.ts'
import { type ApiDeps, createApi } from './api/index.ts'
import { mediaUrl, readSettings, successorOfMedia } from './content/index.ts'
import { DATABASE_RETRY_S, isDatabaseAway } from './db/index.ts'
import { type Assets, mediaHandler, ownStylesheetHandler, publicHandler } from './site/index.ts'
import type { Metrics } from './telemetry/index.ts'

/** A database that does not answer for this long is not ready. */
const MAX_SILENCE_MS = 3000

export interface AppOptions extends ApiDeps {
  readonly assets: Assets
  readonly metrics: Metrics
  readonly log: Logger
  readonly mayBypass: (authorization: string | undefined) => Promise<boolean>
}

export function createApp(options: AppOptions) {
  const { db, cache, assets, files, metrics, log } = options
  const app = new Hono<{ Variables: { requestId: string } }>()

  app.use(async (c, next) => {
    const requestId = randomUUID()
    const startedAt = performance.now()
    c.set('requestId', requestId)
    await next()
    c.header('X-Request-Id', requestId)
    const { method, path } = c.req
    log.debug(
      { requestId, method, path, status: c.res.status, ms: Math.round(performance.now() - startedAt) },
      'request',
    )
  })
  app.onError((error, c) => {
    log.error({ err: error, path: c.req.path, requestId: c.get('requestId') }, 'request failed')
    const requestId = c.get('requestId')
    const page = toHtml(<ErrorPage requestId={requestId} stylesheet={assets.path('site.css')} />)
    const isAway = isDatabaseAway(error)
    if (isAway) c.header('Retry-After', String(DATABASE_RETRY_S))
    return c.html(page, isAway ? 503 : 500, { 'Cache-Control': 'no-store', 'X-Request-Id': requestId })
  })

  app.get('/healthz', (c) => c.text('ok\n'))
  app.get('/readyz', async (c) => {
    const silent = new Promise<false>((resolve) => setTimeout(resolve, MAX_SILENCE_MS, false).unref())
    const answers = db.sql`select 1`.then(
      () => true,
      () => false,
    )
    const database = await Promise.race([answers, silent])
    const ready = database && cache.isWarm
    return c.json({ ready, database, warm: cache.isWarm }, ready ? 200 : 503)
  })
  app.get('/metrics', async (c) =>
    c.body(await metrics.registry.metrics(), 200, { 'Content-Type': metrics.registry.contentType }),
  )

  app.get('/assets/*', assets.handler())
  app.get(
    '/assets/:file{own\\.[0-9a-f]{16}\\.css}',
    ownStylesheetHandler(() => readSettings(db.drizzle)),
  )
  app.get('/favicon.*', assets.handler())
  const mediaSuccessor = async (hash: string) => {
    const successor = await successorOfMedia(db.drizzle, hash)
    return successor && mediaUrl(successor)
  }
  app.get('/media/*', mediaHandler(files, mediaSuccessor))
  const api = createApi(options)
  app.route('/api/v1', api)
  app.route(
    '/admin',
    createAdmin({
      ...options,
      api,
      assetPath: (name) => assets.path(name),
      readSiteSettings: () => readSettings(db.drizzle),
      readRequests: () => metrics.requests,
    }),
  )
  app.all('*', publicHandler({ cache, mayBypass: options.mayBypass, served: options.visits.served }))
  return app
}
