/** Authors. */
import { z } from '@hono/zod-openapi'
import { authorPath, createAuthor, deleteAuthor, getAuthor, listAuthors, updateAuthor } from '../content/index.ts'
import { listOf, placedPageOf, placeOf } from './cursor.ts'
import type { Api } from './env.ts'
import { dates, name, namedQuery, slug } from './named.ts'
import { newApi, operation } from './operation.ts'
import { body, idParam, json, noContent, webAddress } from './schemas.ts'
import { write } from './write.ts'

const authorInput = z
  .strictObject({
    slug,
    name,
    bio: z.string().max(2000).optional(),
    avatarUrl: webAddress.nullable().optional(),
    websiteUrl: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .nullable()
      .optional(),
  })
  .openapi('AuthorInput')
const authorSchema = z
  .object({
    id: z.int(),
    slug: z.string(),
    name: z.string(),
    url: z.string(),
    bio: z.string(),
    avatarUrl: z.string().nullable(),
    websiteUrl: z.string().nullable(),
    ...dates,
  })
  .openapi('Author')

export function authorsApi(): Api {
  const api = newApi()
  const tags = ['Authors']
  type Row = Awaited<ReturnType<typeof getAuthor>>
  const present = (siteUrl: string) => (row: Row) => ({
    ...row,
    url: siteUrl + authorPath(row),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  })

  api.openapi(
    operation('authors:read', {
      method: 'get',
      path: '/',
      tags,
      summary: 'List authors',
      request: { query: namedQuery },
      responses: {
        200: json(listOf(authorSchema.extend({ posts: z.int() }).openapi('ListedAuthor')), 'A page of the list'),
      },
    }),
    async (c) => {
      const { limit, cursor, ...filter } = c.req.valid('query')
      const page = { after: placeOf(cursor), limit: limit + 1 }
      const rows = await listAuthors(c.var.deps.db.drizzle, { ...filter, ...page })
      return c.json(
        placedPageOf(rows, limit, ({ posts, place: _, ...row }) => ({ ...present(c.var.deps.siteUrl)(row), posts })),
        200,
      )
    },
  )
  api.openapi(
    operation('authors:write', {
      method: 'post',
      path: '/',
      tags,
      summary: 'Create an author',
      request: { body: body(authorInput) },
      responses: { 201: json(authorSchema, 'The author') },
    }),
    async (c) => {
      const input = c.req.valid('json')
      return c.json(present(c.var.deps.siteUrl)(await write(c, (tx) => createAuthor(tx, input))), 201)
    },
  )
  api.openapi(
    operation('authors:read', {
      method: 'get',
      path: '/{id}',
      tags,
      summary: 'Read an author',
      request: { params: idParam },
      responses: { 200: json(authorSchema, 'The author') },
    }),
    async (c) =>
      c.json(present(c.var.deps.siteUrl)(await getAuthor(c.var.deps.db.drizzle, c.req.valid('param').id)), 200),
  )
  api.openapi(
    operation('authors:write', {
      method: 'patch',
      path: '/{id}',
      tags,
      summary: 'Change an author',
      request: { params: idParam, body: body(authorInput.partial()) },
      responses: { 200: json(authorSchema, 'The author') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const patch = c.req.valid('json')
      return c.json(present(c.var.deps.siteUrl)(await write(c, (tx) => updateAuthor(tx, id, patch))), 200)
    },
  )
  api.openapi(
    operation('authors:write', {
      method: 'delete',
      path: '/{id}',
      tags,
      summary: 'Delete an author; posts lose them',
      request: { params: idParam },
      responses: { 204: noContent },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      await write(c, (tx) => deleteAuthor(tx, id))
      return c.body(null, 204)
    },
  )
  return api
}
