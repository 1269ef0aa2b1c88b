/** How often pages are read. Who may see only their own posts sees only how often those are read. */
import { z } from '@hono/zod-openapi'
import { readSettings } from '../content/index.ts'
import { dayAfter, dayOf, topPages, topReferrers, viewsByDay, viewsOfPosts } from '../visits/index.ts'
import type { Api } from './env.ts'
import { newApi, operation } from './operation.ts'
import { json } from './schemas.ts'

const statisticsSchema = z
  .object({
    counting: z.boolean().openapi({ description: 'False when PAGE_VIEWS is off: nothing new is counted.' }),
    of: z.enum(['site', 'own posts']),
    timeZone: z.string(),
    from: z.string(),
    to: z.string(),
    views: z.int(),
    before: z.int().openapi({ description: 'Views of as many days before these.' }),
    days: z.array(z.object({ day: z.string(), views: z.int() })),
    pages: z.array(
      z.object({
        path: z.string(),
        postId: z.int().nullable(),
        kind: z.enum(['post', 'page']).nullable(),
        title: z.string().nullable(),
        views: z.int(),
      }),
    ),
    referrers: z.array(z.object({ host: z.string(), views: z.int() })).openapi({ description: 'Of the whole site.' }),
  })
  .openapi('Statistics')

const statisticsQuery = z.object({
  days: z.coerce.number().int().min(1).max(90).default(30).openapi({ description: 'Up to today.' }),
  limit: z.coerce.number().int().min(1).max(100).default(10).openapi({ description: 'Of pages and of referrers.' }),
})

const MAX_IDS = 100
const idList = z
  .string()
  .regex(/^\d{1,15}(?:,\d{1,15})*$/, 'must be numbers with commas between')
  .transform((text) => text.split(',').map(Number))
  .refine((ids) => ids.length <= MAX_IDS, `may be at most ${MAX_IDS}`)
  .openapi({ type: 'string', example: '12,13' })

export function statisticsApi(): Api {
  const api = newApi()
  const tags = ['Statistics']
  api.openapi(
    operation('statistics:read', {
      method: 'get',
      path: '/',
      tags,
      summary: 'Views by day, the pages that are read most, and the sites that lead to them',
      request: { query: statisticsQuery },
      responses: { 200: json(statisticsSchema, 'The statistics') },
    }),
    async (c) => {
      const { db, visits } = c.var.deps
      const { days: count, limit } = c.req.valid('query')
      const { onlyOf } = c.var.principal.posts
      await visits.write()
      const { timeZone } = await readSettings(db.drizzle)
      const to = dayOf(new Date(), timeZone)
      const from = dayAfter(to, 1 - count)
      const filter = { from, to, onlyOf, limit }
      const [all, pages, referrers] = await Promise.all([
        viewsByDay(db, { ...filter, from: dayAfter(from, -count) }),
        topPages(db, filter),
        onlyOf === undefined ? topReferrers(db, filter) : [],
      ])
      const sum = (some: typeof all) => some.reduce((sum, { views }) => sum + views, 0)
      const days = all.slice(count)
      return c.json(
        {
          counting: visits.countsViews,
          of: onlyOf === undefined ? ('site' as const) : ('own posts' as const),
          ...{ timeZone, from, to, views: sum(days), before: sum(all.slice(0, count)) },
          ...{ days, pages, referrers },
        },
        200,
      )
    },
  )
  api.openapi(
    operation('statistics:read', {
      method: 'get',
      path: '/posts',
      tags,
      summary: 'All views of some posts and pages since they are counted',
      request: { query: z.object({ ids: idList }) },
      responses: {
        200: json(
          z.object({ items: z.array(z.object({ id: z.int(), views: z.int() })) }),
          'Those that were read at all',
        ),
      },
    }),
    async (c) => {
      const { db, visits } = c.var.deps
      await visits.write()
      return c.json({ items: await viewsOfPosts(db, c.req.valid('query').ids, c.var.principal.posts.onlyOf) }, 200)
    },
  )
  return api
}
