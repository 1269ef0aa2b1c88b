/** Tags. */
import { z } from '@hono/zod-openapi'
import { createTag, deleteTag, getTag, listTags, mergeTag, tagPath, updateTag } from '../content/index.ts'
import { listOf, placedPageOf, placeOf } from './cursor.ts'
import type { Api } from './env.ts'
import { dates, name, namedQuery, slug } from './named.ts'
import { newApi, operation } from './operation.ts'
import { body, idParam, json, noContent } from './schemas.ts'
import { write } from './write.ts'

const tagInput = z.strictObject({ slug, name, description: z.string().max(2000).optional() }).openapi('TagInput')
const tagSchema = z
  .object({ id: z.int(), slug: z.string(), name: z.string(), url: z.string(), description: z.string(), ...dates })
  .openapi('Tag')

export function tagsApi(): Api {
  const api = newApi()
  const tags = ['Tags']
  type Row = Awaited<ReturnType<typeof getTag>>
  const present = (siteUrl: string) => (row: Row) => ({
    ...row,
    url: siteUrl + tagPath(row),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  })

  api.openapi(
    operation('tags:read', {
      method: 'get',
      path: '/',
      tags,
      summary: 'List tags',
      request: { query: namedQuery },
      responses: { 200: json(listOf(tagSchema.extend({ posts: z.int() }).openapi('ListedTag')), 'A page of the list') },
    }),
    async (c) => {
      const { limit, cursor, ...filter } = c.req.valid('query')
      const page = { after: placeOf(cursor), limit: limit + 1 }
      const rows = await listTags(c.var.deps.db.drizzle, { ...filter, ...page })
      return c.json(
        placedPageOf(rows, limit, ({ posts, place: _, ...row }) => ({ ...present(c.var.deps.siteUrl)(row), posts })),
        200,
      )
    },
  )
  api.openapi(
    operation('tags:write', {
      method: 'post',
      path: '/',
      tags,
      summary: 'Create a tag',
      request: { body: body(tagInput) },
      responses: { 201: json(tagSchema, 'The tag') },
    }),
    async (c) => {
      const input = c.req.valid('json')
      return c.json(present(c.var.deps.siteUrl)(await write(c, (tx) => createTag(tx, input))), 201)
    },
  )
  api.openapi(
    operation('tags:read', {
      method: 'get',
      path: '/{id}',
      tags,
      summary: 'Read a tag',
      request: { params: idParam },
      responses: { 200: json(tagSchema, 'The tag') },
    }),
    async (c) => c.json(present(c.var.deps.siteUrl)(await getTag(c.var.deps.db.drizzle, c.req.valid('param').id)), 200),
  )
  api.openapi(
    operation('tags:write', {
      method: 'patch',
      path: '/{id}',
      tags,
      summary: 'Change a tag',
      request: { params: idParam, body: body(tagInput.partial()) },
      responses: { 200: json(tagSchema, 'The tag') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const patch = c.req.valid('json')
      return c.json(present(c.var.deps.siteUrl)(await write(c, (tx) => updateTag(tx, id, patch))), 200)
    },
  )
  api.openapi(
    operation('tags:write', {
      method: 'delete',
      path: '/{id}',
      tags,
      summary: 'Delete a tag; posts lose it',
      request: { params: idParam },
      responses: { 204: noContent },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      await write(c, (tx) => deleteTag(tx, id))
      return c.body(null, 204)
    },
  )
  api.openapi(
    operation('tags:write', {
      method: 'post',
      path: '/{id}/merge',
      tags,
      summary: 'Give its posts another tag instead, and send its address there',
      request: { params: idParam, body: body(z.strictObject({ into: z.int().positive() })) },
      responses: { 200: json(tagSchema, 'The other tag') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const { into } = c.req.valid('json')
      return c.json(present(c.var.deps.siteUrl)(await write(c, (tx) => mergeTag(tx, id, into))), 200)
    },
  )
  return api
}
