/** What operators look at: keys, jobs and the cache. */
import { z } from '@hono/zod-openapi'
import { type ApiKey, createApiKey, listApiKeys, revokeApiKey } from '../auth/index.ts'
import { ContentError } from '../content/index.ts'
import { cancelJob, listEvents, listJobs, outboxState, retryJob } from '../db/index.ts'
import {
  type Api,
  afterId,
  body,
  idParam,
  instant,
  json,
  listOf,
  newApi,
  noContent,
  operation,
  pageOf,
  pageQuery,
  write,
} from './operation.ts'

const keySchema = z
  .object({
    id: z.int(),
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(z.string()),
    expiresAt: z.string().nullable(),
    lastUsedAt: z.string().nullable(),
    revokedAt: z.string().nullable(),
    createdAt: z.string(),
  })
  .openapi('ApiKey')
const keyInput = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    scopes: z.array(z.string()).min(1).max(50),
    expiresAt: instant.nullable().optional(),
  })
  .openapi('ApiKeyInput')

const presentKey = (key: ApiKey) => ({
  ...key,
  scopes: [...key.scopes],
  expiresAt: key.expiresAt?.toISOString() ?? null,
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  revokedAt: key.revokedAt?.toISOString() ?? null,
  createdAt: key.createdAt.toISOString(),
})

export function keysApi(): Api {
  const api = newApi()
  const tags = ['Keys']
  api.openapi(
    operation('keys:read', {
      method: 'get',
      path: '/',
      tags,
      summary: 'List API keys',
      responses: { 200: json(z.object({ items: z.array(keySchema) }), 'Keys without their secrets') },
    }),
    async (c) => c.json({ items: (await listApiKeys(c.var.deps.db)).map(presentKey) }, 200),
  )
  api.openapi(
    operation('keys:write', {
      method: 'post',
      path: '/',
      tags,
      summary: 'Create an API key',
      request: { body: body(keyInput) },
      responses: { 201: json(keySchema.extend({ key: z.string() }), 'The key, shown this once') },
    }),
    async (c) => {
      const input = c.req.valid('json')
      const { key, record } = await write(c, (tx) => createApiKey(tx, input))
      return c.json({ ...presentKey(record), key }, 201)
    },
  )
  api.openapi(
    operation('keys:write', {
      method: 'delete',
      path: '/{id}',
      tags,
      summary: 'Revoke an API key',
      request: { params: idParam },
      responses: { 204: noContent },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const record = await write(c, (tx) => revokeApiKey(tx, id))
      if (!record) throw new ContentError('not-found', `There is no key ${id}.`)
      return c.body(null, 204)
    },
  )
  return api
}

const jobSchema = z
  .object({
    id: z.string(),
    task: z.string(),
    state: z.enum(['waiting', 'running', 'failed']),
    runAt: z.string(),
    attempts: z.int(),
    maxAttempts: z.int(),
    lastError: z.string().nullable(),
  })
  .openapi('Job')
const jobParam = z.object({ id: z.string().regex(/^\d{1,19}$/) })

export function jobsApi(): Api {
  const api = newApi()
  const tags = ['Jobs']
  api.openapi(
    operation('jobs:read', {
      method: 'get',
      path: '/',
      tags,
      summary: 'List jobs',
      request: { query: z.object({ state: jobSchema.shape.state.optional() }) },
      responses: { 200: json(z.object({ items: z.array(jobSchema) }), 'Jobs, soonest first') },
    }),
    async (c) => c.json({ items: await listJobs(c.var.deps.db, c.req.valid('query').state) }, 200),
  )
  api.openapi(
    operation('jobs:write', {
      method: 'put',
      path: '/{id}/retry',
      tags,
      summary: 'Run a job again now',
      request: { params: jobParam },
      responses: { 204: noContent },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      if (!(await retryJob(c.var.deps.db, id)))
        throw new ContentError('not-found', `There is no job ${id} that could be run again.`)
      return c.body(null, 204)
    },
  )
  api.openapi(
    operation('jobs:write', {
      method: 'delete',
      path: '/{id}',
      tags,
      summary: 'Cancel a job',
      request: { params: jobParam },
      responses: { 204: noContent },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      if (!(await cancelJob(c.var.deps.db, id)))
        throw new ContentError('not-found', `There is no job ${id} that could be cancelled.`)
      return c.body(null, 204)
    },
  )
  return api
}

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
