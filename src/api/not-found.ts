/** Addresses that were asked for, and at which there is nothing. A redirect from one takes it off the list. */
import { z } from '@hono/zod-openapi'
import { readSettings } from '../content/index.ts'
import { clearNotFound, deleteNotFound, ignoreNotFound, listNotFound, suggestPages } from '../visits/index.ts'
import type { Api } from './env.ts'
import { newApi, operation } from './operation.ts'
import { idParam, json, noContent } from './schemas.ts'
import { write } from './write.ts'

const notFoundSchema = z
  .object({
    id: z.int(),
    path: z.string(),
    hits: z.int(),
    firstSeen: z.string(),
    lastSeen: z.string(),
    referrer: z.string().nullable().openapi({ description: 'The host of a page that links to it.' }),
    noise: z.boolean().openapi({ description: 'Only machines ask for such an address.' }),
    ignored: z.boolean(),
    suggestion: z
      .object({ path: z.string(), title: z.string(), postId: z.int().nullable() })
      .nullable()
      .openapi({ description: 'The page that is most like it.' }),
  })
  .openapi('NotFound')

const flag = z.enum(['true', 'false']).default('false')
const notFoundQuery = z.object({
  noise: flag.openapi({ description: 'Those too that only machines ask for.' }),
  ignored: flag.openapi({ description: 'Those that are ignored, instead of the others.' }),
  suggest: z.enum(['true', 'false']).default('true').openapi({ description: 'Whether to look for pages like them.' }),
  order: z.enum(['hits', 'recent']).default('hits'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export function notFoundApi(): Api {
  const api = newApi()
  const tags = ['Redirects']
  api.openapi(
    operation('redirects:read', {
      method: 'get',
      path: '/',
      tags,
      summary: 'List addresses that are not found',
      request: { query: notFoundQuery },
      responses: { 200: json(z.object({ items: z.array(notFoundSchema) }), 'The log') },
    }),
    async (c) => {
      const { db, visits, cache } = c.var.deps
      const { noise, ignored, suggest, ...rest } = c.req.valid('query')
      await visits.write()
      const rows = await listNotFound(db.drizzle, { noise: noise === 'true', ignored: ignored === 'true', ...rest })
      // Something stands there now: every page that exists is in the store.
      const missing = rows.filter(({ path }) => (cache.store.peek(path)?.status ?? 404) === 404)
      const suggestions = await suggestPages(
        db,
        suggest === 'true' ? missing.filter(({ noise }) => !noise).map(({ path }) => path) : [],
        await readSettings(db.drizzle),
      )
      const items = missing.map(({ firstSeen, lastSeen, ...row }) => ({
        ...row,
        ...{ firstSeen: firstSeen.toISOString(), lastSeen: lastSeen.toISOString() },
        suggestion: suggestions.get(row.path) ?? null,
      }))
      return c.json({ items }, 200)
    },
  )
  api.openapi(
    operation('redirects:write', {
      method: 'delete',
      path: '/',
      tags,
      summary: 'Empty the log; what is ignored stays so',
      responses: { 204: noContent },
    }),
    async (c) => {
      await c.var.deps.visits.write()
      await write(c, (tx) => clearNotFound(tx))
      return c.body(null, 204)
    },
  )
  api.openapi(
    operation('redirects:write', {
      method: 'delete',
      path: '/{id}',
      tags,
      summary: 'Take an address off the log; it comes back when somebody asks for it again',
      request: { params: idParam },
      responses: { 204: noContent },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      await write(c, (tx) => deleteNotFound(tx, id))
      return c.body(null, 204)
    },
  )
  for (const [method, summary] of [
    ['put', 'Never list an address again'],
    ['delete', 'List an address again'],
  ] as const) {
    api.openapi(
      operation('redirects:write', {
        method,
        path: '/{id}/ignored',
        tags,
        summary,
        request: { params: idParam },
        responses: { 204: noContent },
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        await write(c, (tx) => ignoreNotFound(tx, id, method === 'put'))
        return c.body(null, 204)
      },
    )
  }
  return api
}
