/** The response cache, for operators. */
import { z } from '@hono/zod-openapi'
import { ContentError } from '../content/index.ts'
import { listEvents, outboxState } from '../db/index.ts'
import { type Api, afterId, json, listOf, newApi, operation, pageOf, pageQuery } from './operation.ts'

const flushReport = z
  .object({
    epoch: z.string(),
    events: z.int(),
    rendered: z.int(),
    withdrawn: z.int(),
    unchanged: z.int(),
    ms: z.int(),
  })
  .openapi('FlushReport')
const eventSchema = z
  .object({
    id: z.int(),
    epoch: z.string(),
    at: z.string(),
    actor: z.string(),
    relation: z.string(),
    rows: z.int().nullable(),
    consumedAt: z.string().nullable(),
  })
  .openapi('CacheEvent')

const explanationSchema = z
  .object({
    url: z.string(),
    status: z.int(),
    etag: z.string(),
    bytes: z.int(),
    hits: z.int(),
    cause: z.object({
      kind: z.string(),
      reason: z.string(),
      actor: z.string().optional(),
      eventIds: z.array(z.int()).optional(),
    }),
    snapshot: z.string(),
    renderedAt: z.string(),
    modifiedAt: z.string(),
    renderMs: z.number(),
    isStale: z.boolean(),
    dependencies: z.array(z.string()),
  })
  .openapi('Explanation')

export function cacheApi(): Api {
  const api = newApi()
  const tags = ['Cache']
  api.openapi(
    operation('cache:read', {
      method: 'get',
      path: '/',
      tags,
      summary: 'State of the response cache',
      responses: { 200: json(z.record(z.string(), z.unknown()), 'State') },
    }),
    async (c) => {
      const { cache, db, model } = c.var.deps
      const { pending, oldestAgeMs } = await outboxState(db)
      const { size: entries, bytes, evictions } = cache.store
      return c.json(
        {
          model,
          warm: cache.isWarm,
          entries,
          bytes,
          evictions,
          pendingEvents: pending,
          oldestEventAgeMs: Math.round(oldestAgeMs),
          dirtyKeys: cache.dirtyKeys.size,
          failing: cache.dirtyKeys.failing(),
          totals: { ...cache.flusher.totals },
        },
        200,
      )
    },
  )
  api.openapi(
    operation('cache:read', {
      method: 'get',
      path: '/explain',
      tags,
      summary: 'Why a page looks as it does',
      request: { query: z.object({ url: z.string().min(1).max(3000) }) },
      responses: { 200: json(explanationSchema, 'Explanation') },
    }),
    async (c) => {
      const { url } = c.req.valid('query')
      const explanation = c.var.deps.cache.explain(url)
      if (!explanation) throw new ContentError('not-found', `Nothing is stored for ${url}.`)
      return c.json(
        {
          ...explanation,
          cause: { ...explanation.cause, eventIds: [...(explanation.cause.eventIds ?? [])] },
          dependencies: [...explanation.dependencies],
        },
        200,
      )
    },
  )
  api.openapi(
    operation('cache:read', {
      method: 'get',
      path: '/events',
      tags,
      summary: 'Events, newest first',
      request: { query: pageQuery },
      responses: { 200: json(listOf(eventSchema), 'A page of the list') },
    }),
    async (c) => {
      const { limit, cursor } = c.req.valid('query')
      return c.json(
        pageOf(await listEvents(c.var.deps.db, afterId(cursor), limit + 1), limit, (row) => row),
        200,
      )
    },
  )
  api.openapi(
    operation('cache:write', {
      method: 'post',
      path: '/flush',
      tags,
      summary: 'Answers once everything committed before it is served',
      responses: { 200: json(flushReport, 'What was done') },
    }),
    async (c) => c.json(await c.var.deps.cache.flusher.flush(), 200),
  )
  api.openapi(
    operation('cache:write', {
      method: 'post',
      path: '/warm',
      tags,
      summary: 'Render every page anew',
      responses: { 200: json(flushReport, 'What was done') },
    }),
    async (c) => c.json(await c.var.deps.cache.warm({ kind: 'warm', reason: `key:${c.var.key.name}` }), 200),
  )
  api.openapi(
    operation('cache:write', {
      method: 'post',
      path: '/purge',
      tags,
      summary: 'Withdraw pages and render them anew',
      request: {
        body: {
          content: {
            'application/json': {
              schema: z.strictObject({ urls: z.array(z.string().max(3000)).max(1000).optional() }),
            },
          },
        },
      },
      responses: { 200: json(z.object({ withdrawn: z.int() }), 'What was done') },
    }),
    async (c) => c.json(await c.var.deps.cache.purge(c.req.valid('json')?.urls, `key:${c.var.key.name}`), 200),
  )
  api.openapi(
    operation('cache:write', {
      method: 'post',
      path: '/audit',
      tags,
      summary: 'Compare stored pages with fresh renders',
      request: { query: z.object({ sample: z.coerce.number().int().min(1).max(100_000).default(200) }) },
      responses: {
        200: json(
          z.object({
            checked: z.int(),
            wrong: z.array(z.object({ url: z.string(), dependencies: z.array(z.string()) })),
            ms: z.int(),
          }),
          'What was found; wrong pages are rendered anew',
        ),
      },
    }),
    async (c) => c.json(await c.var.deps.cache.audit(c.req.valid('query').sample), 200),
  )
  return api
}
