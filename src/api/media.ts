/** The library of files. */
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import {
  ContentError,
  deleteMedia,
  getMedia,
  keepBytes,
  listMedia,
  lockMedia,
  lookAtUpload,
  MEDIA_KINDS,
  MEDIA_ORDERS,
  type MediaRecord,
  mediaKind,
  mediaUrl,
  mediaUses,
  removeBytes,
  replaceMedia,
  storeMedia,
  type Upload,
  updateMedia,
} from '../content/index.ts'
import { placedPageOf, placedQuery, placeOf } from './cursor.ts'
import { checkMediaWritable, checkUsesWritable, mayChangeMedia, visibleUses } from './media-rights.ts'
import {
  type Api,
  type ApiEnv,
  body,
  DryRun,
  idParam,
  isDryRun,
  json,
  listOf,
  newApi,
  noContent,
  operation,
  write,
} from './operation.ts'
import { ProblemError } from './problem.ts'

const mediaSchema = z
  .object({
    id: z.int(),
    url: z.string(),
    hash: z.string(),
    kind: z.enum(MEDIA_KINDS),
    contentType: z.string(),
    fileName: z.string(),
    byteSize: z.int(),
    width: z.int().nullable(),
    height: z.int().nullable(),
    alt: z.string(),
    uses: z.int().openapi({ description: 'In how many places it stands.' }),
    uploadedBy: z.string().openapi({ description: 'Name of the account, or what uploaded it: key:…, cli, import.' }),
    mayChange: z.boolean().openapi({ description: 'Whether who asks may change, replace or delete it.' }),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('Media')

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

const file = z.any().openapi({ type: 'string', format: 'binary' })
const formOf = (schema: z.ZodObject) => ({ required: true, content: { 'multipart/form-data': { schema } } })

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
      return c.json(placedPageOf(rows, limit, present(c)), 200)
    },
  )
  api.openapi(
    operation('media:write', {
      method: 'post',
      path: '/',
      tags,
      summary: 'Upload a file',
      request: { body: formOf(z.object({ file, alt: z.string().max(500).optional() })) },
      responses: { 201: json(mediaSchema, 'The file; the same bytes are the same record') },
    }),
    async (c) => {
      const { file, alt } = c.req.valid('form') as { file: unknown; alt?: string }
      const upload = await received(file)
      // No page shows a file before something refers to it.
      if (isDryRun(c)) throw new DryRun({ pages: [], unexamined: 0 })
      const { accountId } = c.var.principal
      const record = await write(c, (tx) => storeMedia(tx, c.var.deps.files, upload, { alt, accountId }))
      return c.json(present(c)(record), 201)
    },
  )
  api.openapi(
    operation('media:write', {
      method: 'post',
      path: '/deletions',
      tags,
      summary: 'Delete several files; those in use, and those of others, stay',
      request: { body: body(z.strictObject({ ids: z.array(z.int().positive()).min(1).max(1000) })) },
      responses: {
        200: json(
          z.object({
            deleted: z.int(),
            kept: z.array(z.object({ id: z.int(), fileName: z.string(), reason: z.string() })),
          }),
          'What was done',
        ),
      },
    }),
    async (c) => {
      const ids = [...new Set(c.req.valid('json').ids)].sort((a, b) => a - b)
      const { principal, deps } = c.var
      const { gone, kept } = await write(
        c,
        async (tx) => {
          const gone: MediaRecord[] = []
          const kept: { id: number; fileName: string; reason: string }[] = []
          for (const id of ids) {
            const record = await lockMedia(tx, id).catch(ifThere)
            if (!record) continue
            const { fileName } = record
            if (!mayChangeMedia(principal, record)) kept.push({ id, fileName, reason: 'Somebody else uploaded it.' })
            else if (record.uses > 0) kept.push({ id, fileName, reason: 'It is in use.' })
            else gone.push(await deleteMedia(tx, id))
          }
          return { gone, kept }
        },
        ({ gone, kept }) => ({ deleted: gone.length, kept }),
      )
      for (const record of gone) await removeBytes(deps.db, deps.files, record)
      return c.json({ deleted: gone.length, kept }, 200)
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
    async (c) => c.json(present(c)(await getMedia(c.var.deps.db.drizzle, c.req.valid('param').id)), 200),
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
      return c.json(present(c)(record), 200)
    },
  )
  api.openapi(
    operation('media:write', {
      method: 'put',
      path: '/{id}/file',
      tags,
      summary: 'Put another file in its place, wherever it is shown',
      description:
        'Addresses of files are made of their content and kept by browsers for a year, so the new file gets one of its own, and everything that holds the old one is rewritten in the same transaction. The old address leads to the new one.',
      request: { params: idParam, body: formOf(z.object({ file })) },
      responses: { 200: json(mediaSchema, 'The file') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const { principal, deps } = c.var
      const { file } = c.req.valid('form') as { file: unknown }
      const upload = await received(file)
      const context = { siteUrl: deps.siteUrl, now: new Date() }
      const { old, record } = await write(c, async (tx) => {
        const current = await lockMedia(tx, id)
        checkMediaWritable(principal, current)
        const { items, more } = await mediaUses(tx, current)
        if (more > 0 && principal.media.onlyOf !== undefined)
          throw new ProblemError(403, 'not-yours', 'It is shown in too many places; an editor can replace it.')
        checkUsesWritable(principal, items)
        if (!isDryRun(c)) await keepBytes(tx, deps.files, upload)
        const old = await replaceMedia(tx, context, id, upload)
        return { old, record: await getMedia(tx, id) }
      })
      if (old.hash !== record.hash) await removeBytes(deps.db, deps.files, old)
      return c.json(present(c)(record), 200)
    },
  )
  api.openapi(
    operation('media:write', {
      method: 'delete',
      path: '/{id}',
      tags,
      summary: 'Delete a file that nothing shows',
      request: { params: idParam },
      responses: { 204: noContent },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const { principal, deps } = c.var
      const record = await write(c, async (tx) => {
        checkMediaWritable(principal, await lockMedia(tx, id))
        return deleteMedia(tx, id)
      })
      await removeBytes(deps.db, deps.files, record)
      return c.body(null, 204)
    },
  )
  return api
}

function present({ var: { principal } }: Context<ApiEnv>) {
  return (record: MediaRecord): z.infer<typeof mediaSchema> => {
    const { id, hash, contentType, fileName, byteSize, width, height, alt, uses, uploaderName, uploader } = record
    return {
      ...{
        id,
        url: mediaUrl(record),
        hash,
        kind: mediaKind(contentType),
        contentType,
        fileName,
        byteSize,
        width,
        height,
      },
      ...{ alt, uses, uploadedBy: uploaderName ?? uploader, mayChange: mayChangeMedia(principal, record) },
      createdAt: record.createdAt.toISOString(),
      updatedAt: record.updatedAt.toISOString(),
    }
  }
}

async function received(file: unknown): Promise<Upload> {
  if (!(file instanceof File)) {
    throw new ProblemError(422, 'invalid', 'Send the file as the form field "file".', {
      errors: [{ field: 'file', message: 'is missing' }],
    })
  }
  return lookAtUpload(new Uint8Array(await file.arrayBuffer()), file.name || 'file')
}

function ifThere(error: unknown): undefined {
  if (!(error instanceof ContentError) || error.code !== 'not-found') throw error
}
