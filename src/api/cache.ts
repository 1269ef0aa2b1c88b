/** The response cache, for operators. */
import { z } from '@hono/zod-openapi'
import { audit, ContentError } from '../content/index.ts'
import {
  inWriteTransaction,
  listEvents,
  listFindings,
  listPlans,
  outboxState,
  plansOf,
  plansOfEvents,
  pruneEvents,
  readEvents,
} from '../db/index.ts'
import {
  type Api,
  afterId,
  body,
  idParam,
  json,
  listOf,
  newApi,
  noContent,
  operation,
  pageOf,
  pageQuery,
} from './operation.ts'
import { ProblemError } from './problem.ts'

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
    plan: z
      .object({ id: z.int(), rendered: z.int(), changed: z.int(), ms: z.int(), pages: z.array(z.string()) })
      .nullable()
      .openapi({ description: 'What took it, with the first of its pages. Null: it is pending, or touched no page.' }),
  })
  .openapi('CacheEvent')
const eventQuery = pageQuery.extend({
  state: z.enum(['pending', 'consumed']).optional(),
  relation: z.string().max(100).optional().openapi({ description: 'The table: post, tag, setting …' }),
  actor: z.string().max(200).optional().openapi({ description: 'A part of who wrote it.' }),
})
const eventId = z.int().positive().max(Number.MAX_SAFE_INTEGER)
const replayInput = z.strictObject({
  from: eventId,
  to: eventId.optional().openapi({ description: 'The last one; `from` alone unless said.' }),
})
const MAX_REPLAYED = 1000
const PAGES_OF_EVENT = 20

const causeSchema = z
  .object({
    kind: z.string(),
    reason: z.string(),
    actor: z.string().optional(),
    eventIds: z.array(z.int()).readonly().optional(),
    planId: z.int().optional(),
  })
  .openapi('Cause')

const planSchema = z
  .object({
    id: z.int(),
    at: z.string(),
    actors: z.array(z.string()),
    eventIds: z.array(z.int()),
    withdrawn: z.array(z.string()),
    renders: z.array(z.object({ url: z.string(), why: z.string(), outcome: z.string().nullable() })),
    rendered: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    failed: z.int(),
    ms: z.int(),
  })
  .openapi('CachePlan')

const explanationSchema = z
  .object({
    url: z.string(),
    status: z.int(),
    etag: z.string(),
    bytes: z.int(),
    hits: z.int(),
    cause: causeSchema.openapi({ description: 'What led to these bytes.' }),
    modifiedAt: z.string(),
    lastRender: z.object({ cause: causeSchema, at: z.string(), ms: z.number(), snapshot: z.string() }),
    isStale: z.boolean(),
    dependencies: z.array(z.string()).readonly(),
    plans: z.array(planSchema).openapi({ description: 'The last plans that rendered this page.' }),
  })
  .openapi('Explanation')

const findingSchema = z
  .object({
    url: z.string(),
    difference: z.string(),
    cause: causeSchema,
    dependencies: z.array(z.string()).readonly(),
    suspects: z.array(z.string()).readonly(),
  })
  .openapi('AuditFinding')

const actionHead = z.object({
  id: z.int(),
  kind: z.enum(['flush', 'warm', 'purge', 'audit', 'replay']),
  actor: z.string(),
  startedAt: z.string(),
})
const stateSchema = z
  .object({
    model: z.string(),
    warm: z.boolean(),
    entries: z.int(),
    bytes: z.int(),
    evictions: z.int(),
    pendingEvents: z.int(),
    oldestEventAgeMs: z.int(),
    dirtyKeys: z.int(),
    failing: z.array(z.object({ key: z.string(), failures: z.int() })),
    totals: z.object({
      events: z.int(),
      rendered: z.int(),
      withdrawn: z.int(),
      unchanged: z.int(),
      failed: z.int(),
    }),
    audited: z.object({ checked: z.int(), wrong: z.int() }),
    actions: z
      .array(actionHead.extend({ done: z.int(), total: z.int(), mayCancel: z.boolean() }))
      .openapi({ description: 'What somebody set going, and how many of its pages are done.' }),
    lastActions: z.array(
      actionHead.extend({
        ms: z.int(),
        outcome: z.enum(['done', 'cancelled', 'failed']),
        counts: z.record(z.string(), z.int()),
      }),
    ),
  })
  .openapi('CacheState')

const EXPLAINED_PLANS = 5

export function cacheApi(): Api {
  const api = newApi()
  const tags = ['Cache']
  api.openapi(
    operation('cache:read', {
      method: 'get',
      path: '/',
      tags,
      summary: 'State of the response cache',
      responses: { 200: json(stateSchema, 'State') },
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
          audited: { checked: cache.auditor.checked, wrong: cache.auditor.wrong },
          actions: cache.actions.running().map(withIsoStart),
          lastActions: cache.actions.finished().map(withIsoStart),
        },
        200,
      )
    },
  )
  api.openapi(
    operation('cache:read', {
      method: 'get',
      path: '/settings',
      tags,
      summary: 'How the cache is set, by the environment',
      responses: {
        200: json(
          z.object({
            settings: z.array(
              z.object({ name: z.string(), value: z.string(), isDefault: z.boolean(), meaning: z.string() }),
            ),
          }),
          'Settings, which cannot be changed here',
        ),
      },
    }),
    async (c) => c.json({ settings: [...c.var.deps.cacheSettings] }, 200),
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
      return c.json({ ...explanation, plans: await plansOf(c.var.deps.db, explanation.url, EXPLAINED_PLANS) }, 200)
    },
  )
  api.openapi(
    operation('cache:read', {
      method: 'get',
      path: '/events',
      tags,
      summary: 'Events, newest first, with what was done for each',
      request: { query: eventQuery },
      responses: { 200: json(listOf(eventSchema), 'A page of the list') },
    }),
    async (c) => {
      const { limit, cursor, ...filter } = c.req.valid('query')
      const { db } = c.var.deps
      const rows = await listEvents(db, filter, afterId(cursor), limit + 1)
      const plans = await plansOfEvents(
        db,
        rows.map(({ id }) => id),
      )
      const planOf = (id: number) => {
        const plan = plans.find(({ eventIds }) => eventIds.includes(id))
        if (!plan) return null
        const { rendered, changed, ms, renders } = plan
        return { id: plan.id, rendered, changed, ms, pages: renders.slice(0, PAGES_OF_EVENT).map(({ url }) => url) }
      }
      return c.json(
        pageOf(rows, limit, (row) => ({ ...row, plan: planOf(row.id) })),
        200,
      )
    },
  )
  api.openapi(
    operation('cache:write', {
      method: 'delete',
      path: '/events',
      tags,
      summary: 'Delete events that were done long ago, and the plans that did them',
      request: {
        query: z.object({
          olderThanHours: z.coerce.number().int().min(1).max(100_000).openapi({ type: 'integer', example: 24 }),
        }),
      },
      responses: { 200: json(z.object({ deleted: z.int() }), 'Pending ones stay') },
    }),
    async (c) => {
      const { olderThanHours } = c.req.valid('query')
      const deleted = await pruneEvents(c.var.deps.db, olderThanHours)
      const { actor } = c.var.principal
      await inWriteTransaction(c.var.deps.db, actor, (tx) =>
        audit(tx, 'cache.prune', 'cache:events', { olderThanHours, deleted }),
      )
      return c.json({ deleted }, 200)
    },
  )
  api.openapi(
    operation('cache:write', {
      method: 'post',
      path: '/replays',
      tags,
      summary: 'Plan events once more, and render all that they reach; what is right stays as it is',
      request: { body: body(replayInput) },
      responses: {
        200: json(
          z.object({ events: z.int(), rendered: z.int(), changed: z.array(z.string()).readonly(), ms: z.int() }),
          '`changed` names the pages that were not as they should have been',
        ),
      },
    }),
    async (c) => {
      const { from, to = from } = c.req.valid('json')
      const { db, cache } = c.var.deps
      const events = await readEvents(db, from, to, MAX_REPLAYED + 1)
      if (events.length === 0) throw new ContentError('not-found', `No event from ${from} to ${to} is kept.`)
      if (events.length > MAX_REPLAYED)
        throw new ContentError('invalid', `These are more than ${MAX_REPLAYED} events; rather warm the cache.`, {
          field: 'to',
        })
      const plans = await plansOfEvents(
        db,
        events.map(({ id }) => id),
      )
      const urls = plans.flatMap(({ renders, withdrawn }) => [...renders.map(({ url }) => url), ...withdrawn])
      const { actor } = c.var.principal
      const report = await cache.replay(events, urls, actor)
      const details = { events: report.events, rendered: report.rendered, changed: report.changed.slice(0, 100) }
      await inWriteTransaction(db, actor, (tx) => audit(tx, 'cache.replay', `cache:events ${from}–${to}`, details))
      return c.json(report, 200)
    },
  )
  api.openapi(
    operation('cache:read', {
      method: 'get',
      path: '/plans',
      tags,
      summary: 'What was decided for events, and what came of it, newest first',
      request: { query: pageQuery },
      responses: { 200: json(listOf(planSchema), 'A page of the list') },
    }),
    async (c) => {
      const { limit, cursor } = c.req.valid('query')
      return c.json(
        pageOf(await listPlans(c.var.deps.db, afterId(cursor), limit + 1), limit, (row) => row),
        200,
      )
    },
  )
  api.openapi(
    operation('cache:read', {
      method: 'get',
      path: '/findings',
      tags,
      summary: 'Pages that were found to be wrong, newest first',
      request: { query: pageQuery },
      responses: { 200: json(listOf(findingSchema.extend({ id: z.int(), at: z.string() })), 'A page of the list') },
    }),
    async (c) => {
      const { limit, cursor } = c.req.valid('query')
      return c.json(
        pageOf(await listFindings(c.var.deps.db, afterId(cursor), limit + 1), limit, (row) => row),
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
    async (c) => c.json(await c.var.deps.cache.flush(c.var.principal.actor), 200),
  )
  api.openapi(
    operation('cache:write', {
      method: 'post',
      path: '/warm',
      tags,
      summary: 'Render every page anew',
      responses: { 200: json(flushReport, 'What was done') },
    }),
    async (c) => c.json(await c.var.deps.cache.warm(c.var.principal.actor), 200),
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
    async (c) => c.json(await c.var.deps.cache.purge(c.req.valid('json')?.urls, c.var.principal.actor), 200),
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
          z.object({ checked: z.int(), wrong: z.array(findingSchema).readonly(), ms: z.int() }),
          'What was found; wrong pages are rendered anew',
        ),
      },
    }),
    async (c) => c.json(await c.var.deps.cache.audit(c.req.valid('query').sample, c.var.principal.actor), 200),
  )
  api.openapi(
    operation('cache:write', {
      method: 'delete',
      path: '/actions/{id}',
      tags,
      summary: 'Stop what somebody set going; what is done of it stays',
      request: { params: idParam },
      responses: { 204: noContent },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const outcome = c.var.deps.cache.actions.cancel(id)
      if (outcome === 'unknown') throw new ContentError('not-found', `No action ${id} is under way.`)
      if (outcome === 'fixed')
        throw new ProblemError(409, 'not-cancellable', 'This has to come to its end: pages are missing meanwhile.')
      return c.body(null, 204)
    },
  )
  return api
}

function withIsoStart<T extends { readonly startedAt: number }>({ startedAt, ...action }: T) {
  return { ...action, startedAt: new Date(startedAt).toISOString() }
}
