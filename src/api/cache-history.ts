/** What the response cache was told, decided and found: events, plans, findings; and events once more. */
import { z } from '@hono/zod-openapi'
import { audit, ContentError } from '../content/index.ts'
import {
  inWriteTransaction,
  listEvents,
  listFindings,
  listPlans,
  plansOfEvents,
  pruneEvents,
  readEvents,
} from '../db/index.ts'
import { findingSchema, planSchema } from './cache-schemas.ts'
import { afterId, listOf, pageOf, pageQuery } from './cursor.ts'
import type { Api } from './env.ts'
import { operation } from './operation.ts'
import { body, json } from './schemas.ts'

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

/** Under `/cache`. */
export function addCacheHistory(api: Api): void {
  const tags = ['Cache']
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
          z
            .object({ events: z.int(), rendered: z.int(), changed: z.array(z.string()).readonly(), ms: z.int() })
            .openapi('CacheReplay'),
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
      const report = await cache.actions.replay(events, urls, actor)
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
}
