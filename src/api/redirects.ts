/** Redirects by path. */
import { z } from '@hono/zod-openapi'
import { createRedirect, deleteRedirect, getRedirect, listRedirects, updateRedirect } from '../content/index.ts'
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
  write,
} from './operation.ts'

const redirectFields = {
  source: z.string().min(1).max(2000),
  target: z.string().max(2000).nullable().optional(),
  postId: z.int().positive().nullable().optional(),
  status: z.union([z.literal(301), z.literal(302), z.literal(307), z.literal(308), z.literal(410)]).optional(),
}
const redirectInput = z.strictObject(redirectFields).openapi('RedirectInput')
const redirectSchema = z
  .object({
    id: z.int(),
    source: z.string(),
    target: z.string().nullable(),
    postId: z.int().nullable(),
    status: z.int(),
    createdAt: z.string(),
  })
  .openapi('Redirect')

export function redirectsApi(): Api {
  const api = newApi()
  const tags = ['Redirects']
  const present = (row: Awaited<ReturnType<typeof getRedirect>>) => ({ ...row, createdAt: row.createdAt.toISOString() })
  api.openapi(
    operation('redirects:read', {
      method: 'get',
      path: '/',
      tags,
      summary: 'List redirects',
      request: { query: pageQuery },
      responses: { 200: json(listOf(redirectSchema), 'A page of the list') },
    }),
    async (c) => {
      const { limit, cursor } = c.req.valid('query')
      return c.json(
        pageOf(
          await listRedirects(c.var.deps.db.drizzle, { afterId: afterId(cursor), limit: limit + 1 }),
          limit,
          present,
        ),
        200,
      )
    },
  )
  api.openapi(
    operation('redirects:write', {
      method: 'post',
      path: '/',
      tags,
      summary: 'Create a redirect',
      request: { body: body(redirectInput) },
      responses: { 201: json(redirectSchema, 'The redirect') },
    }),
    async (c) => {
      const input = c.req.valid('json')
      return c.json(present(await write(c, (tx) => createRedirect(tx, input))), 201)
    },
  )
  api.openapi(
    operation('redirects:read', {
      method: 'get',
      path: '/{id}',
      tags,
      summary: 'Read a redirect',
      request: { params: idParam },
      responses: { 200: json(redirectSchema, 'The redirect') },
    }),
    async (c) => c.json(present(await getRedirect(c.var.deps.db.drizzle, c.req.valid('param').id)), 200),
  )
  api.openapi(
    operation('redirects:write', {
      method: 'patch',
      path: '/{id}',
      tags,
      summary: 'Change a redirect',
      request: { params: idParam, body: body(redirectInput.partial()) },
      responses: { 200: json(redirectSchema, 'The redirect') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const patch = c.req.valid('json')
      return c.json(present(await write(c, (tx) => updateRedirect(tx, id, patch))), 200)
    },
  )
  api.openapi(
    operation('redirects:write', {
      method: 'delete',
      path: '/{id}',
      tags,
      summary: 'Delete a redirect',
      request: { params: idParam },
      responses: { 204: noContent },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      await write(c, (tx) => deleteRedirect(tx, id))
      return c.body(null, 204)
    },
  )
  return api
}
