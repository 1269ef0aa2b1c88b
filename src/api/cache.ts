/** The response cache, for operators: how it is, and why a page looks as it does. */
import { z } from '@hono/zod-openapi'
import { ContentError } from '../content/index.ts'
import { outboxState, plansOf } from '../db/index.ts'
import { addCacheActions } from './cache-actions.ts'
import { addCacheHistory } from './cache-history.ts'
import { causeSchema, planSchema } from './cache-schemas.ts'
import type { Api } from './env.ts'
import { newApi, operation } from './operation.ts'
import { json } from './schemas.ts'

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

const actionHead = z.object({
  id: z.int(),
  kind: z.enum(['flush', 'warm', 'purge', 'audit', 'replay']),
  actor: z.string(),
  startedAt: z.string(),
})

const runningAction = actionHead
  .extend({ done: z.int(), total: z.int(), mayCancel: z.boolean() })
  .openapi('RunningAction')
const finishedAction = actionHead
  .extend({
    ms: z.int(),
    outcome: z.enum(['done', 'cancelled', 'failed']),
    counts: z.record(z.string(), z.int()),
  })
  .openapi('FinishedAction')

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
      .array(runningAction)
      .openapi({ description: 'What somebody set going, and how many of its pages are done.' }),
    lastActions: z.array(finishedAction),
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
          actions: cache.actions.log.running().map(withIsoStart),
          lastActions: cache.actions.log.finished().map(withIsoStart),
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
              z
                .object({ name: z.string(), value: z.string(), isDefault: z.boolean(), meaning: z.string() })
                .openapi('CacheSetting'),
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
  addCacheHistory(api)
  addCacheActions(api)
  return api
}

function withIsoStart<T extends { readonly startedAt: number }>({ startedAt, ...action }: T) {
  return { ...action, startedAt: new Date(startedAt).toISOString() }
}
