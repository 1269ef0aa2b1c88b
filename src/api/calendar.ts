/** Posts by the day of their publication. */
import { z } from '@hono/zod-openapi'
import { postsOfMonth, readSettings } from '../content/index.ts'
import { dayOf } from '../visits/index.ts'
import type { Api } from './env.ts'
import { newApi, operation } from './operation.ts'
import { json } from './schemas.ts'

const calendarSchema = z
  .object({
    month: z.string(),
    previous: z.string(),
    next: z.string(),
    timeZone: z.string(),
    today: z.string(),
    items: z.array(
      z.object({
        id: z.int(),
        title: z.string(),
        status: z.enum(['draft', 'scheduled', 'published', 'unpublished']),
        publishedAt: z.string(),
        day: z.string(),
        time: z.string(),
      }),
    ),
  })
  .openapi('Calendar')

const month = z
  .string()
  .regex(/^(?:19[7-9]\d|2\d{3})-(?:0[1-9]|1[0-2])$/, 'must be a month such as 2026-11')
  .optional()
  .openapi({ example: '2026-11', description: 'This month when it is left out.' })

export function calendarApi(): Api {
  const api = newApi()
  api.openapi(
    operation('posts:read', {
      method: 'get',
      path: '/',
      tags: ['Posts'],
      summary: 'List the posts of a month by the day on which they are published, in the time zone of the site',
      request: { query: z.object({ month }) },
      responses: { 200: json(calendarSchema, 'The month') },
    }),
    async (c) => {
      const { drizzle } = c.var.deps.db
      const { timeZone } = await readSettings(drizzle)
      const today = dayOf(new Date(), timeZone)
      const month = c.req.valid('query').month ?? today.slice(0, 7)
      const items = await postsOfMonth(drizzle, month, timeZone, c.var.principal.posts.onlyOf)
      const neighbours = { previous: monthAfter(month, -1), next: monthAfter(month, 1) }
      return c.json({ month, ...neighbours, timeZone, today, items }, 200)
    },
  )
  return api
}

/** `months` later, or earlier. */
function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7)
}
