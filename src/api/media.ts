/** The library of files. */
import { z } from '@hono/zod-openapi'
import { getMedia, listMedia, lockMedia, MEDIA_KINDS, MEDIA_ORDERS, mediaUses, updateMedia } from '../content/index.ts'
import { listOf, placedPageOf, placedQuery, placeOf } from './cursor.ts'
import type { Api } from './env.ts'
import { addMediaDeletions } from './media-deletion.ts'
import { mediaSchema, presentMedia } from './media-document.ts'
import { checkMediaWritable, visibleUses } from './media-rights.ts'
import { addMediaUploads } from './media-upload.ts'
import { newApi, operation } from './operation.ts'
import { body, idParam, json } from './schemas.ts'
import { write } from './write.ts'

const useSchema = z
  .object({
    kind: z.enum(['post', 'page', 'author', 'setting', 'menu', 'redirect']),
    id: z.union([z.int(), z.string()]),
    title: z.string(),
    places: z.array(z.string()),
    status: z.enum(['draft', 'scheduled', 'published', 'unpublished']).nullable(),
    isInBin: z.boolean(),
  })
  .openapi('MediaUse')

const filterQuery = placedQuery.extend({
  q: z.string().max(200).optional().openapi({ description: 'A part of the name or of what it shows.' }),
  kind: z.enum(MEDIA_KINDS).optional(),
  used: z.enum(['true', 'false']).optional().openapi({ description: 'Whether anything shows it.' }),
  mine: z.enum(['true', 'false']).optional().openapi({ description: 'Only what the account uploaded that asks.' }),
  sort: z.enum(MEDIA_ORDERS).optional(),
})

export function mediaApi(): Api {
  const api = newApi()
  const tags = ['Media']
  api.openapi(
    operation('media:read', {
      method: 'get',
      path: '/',
      tags,
      summary: 'List media',
      request: { query: filterQuery },
      responses: { 200: json(listOf(mediaSchema), 'A page of the list') },
    }),
    async (c) => {
      const { limit, cursor, used, mine, ...filter } = c.req.valid('query')
      const rows = await listMedia(c.var.deps.db.drizzle, {
        ...filter,
        isUsed: used === undefined ? undefined : used === 'true',
        uploadedBy: mine === 'true' ? (c.var.principal.accountId ?? -1) : undefined,
        after: placeOf(cursor),
        limit: limit + 1,
      })
      return c.json(placedPageOf(rows, limit, presentMedia(c)), 200)
    },
  )
  api.openapi(
    operation('media:read', {
      method: 'get',
      path: '/{id}',
      tags,
      summary: 'Read about a file',
      request: { params: idParam },
      responses: { 200: json(mediaSchema, 'The file') },
    }),
    async (c) => c.json(presentMedia(c)(await getMedia(c.var.deps.db.drizzle, c.req.valid('param').id)), 200),
  )
  api.openapi(
    operation('media:read', {
      method: 'get',
      path: '/{id}/uses',
      tags,
      summary: 'Where a file is shown or linked to',
      request: { params: idParam },
      responses: {
        200: json(
          z.object({
            items: z.array(useSchema),
            hidden: z.int().openapi({ description: 'How many more there are, that are others’ or too many to name.' }),
          }),
          'Posts and pages (also what is typed and not saved), authors, settings, menus, redirects',
        ),
      },
    }),
    async (c) => {
      const { db } = c.var.deps
      const { items, more } = await mediaUses(db.drizzle, await getMedia(db.drizzle, c.req.valid('param').id))
      const visible = visibleUses(c.var.principal, items)
      return c.json(
        {
          items: visible.map(({ authorIds: _, places, ...use }) => ({ ...use, places: [...places] })),
          hidden: items.length - visible.length + more,
        },
        200,
      )
    },
  )
  api.openapi(
    operation('media:write', {
      method: 'patch',
      path: '/{id}',
      tags,
      summary: 'Change its name or description',
      request: {
        params: idParam,
        body: body(
          z.strictObject({ alt: z.string().max(500).optional(), fileName: z.string().min(1).max(200).optional() }),
        ),
      },
      responses: { 200: json(mediaSchema, 'The file') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const patch = c.req.valid('json')
      const record = await write(c, async (tx) => {
        checkMediaWritable(c.var.principal, await lockMedia(tx, id))
        return updateMedia(tx, id, patch)
      })
      return c.json(presentMedia(c)(record), 200)
    },
  )
  addMediaUploads(api, tags)
  addMediaDeletions(api, tags)
  return api
}
