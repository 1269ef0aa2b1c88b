/** Uploads. */
import { z } from '@hono/zod-openapi'
import { deleteMedia, getMedia, listMedia, mediaUrl, storeMedia, updateMedia } from '../content/index.ts'
import {
  type Api,
  afterId,
  body,
  DryRun,
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
import { ProblemError } from './problem.ts'

const mediaSchema = z
  .object({
    id: z.int(),
    url: z.string(),
    hash: z.string(),
    contentType: z.string(),
    fileName: z.string(),
    byteSize: z.int(),
    width: z.int().nullable(),
    height: z.int().nullable(),
    alt: z.string(),
    createdAt: z.string(),
  })
  .openapi('Media')

type Row = Awaited<ReturnType<typeof getMedia>>
const present = ({ id, hash, extension, contentType, fileName, byteSize, width, height, alt, createdAt }: Row) => ({
  id,
  url: mediaUrl({ hash, extension }),
  hash,
  contentType,
  fileName,
  byteSize,
  width,
  height,
  alt,
  createdAt: createdAt.toISOString(),
})

const upload = z.object({
  file: z.any().openapi({ type: 'string', format: 'binary' }),
  alt: z.string().max(500).optional(),
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
      request: { query: pageQuery },
      responses: { 200: json(listOf(mediaSchema), 'A page of the list') },
    }),
    async (c) => {
      const { limit, cursor } = c.req.valid('query')
      return c.json(
        pageOf(await listMedia(c.var.deps.db.drizzle, { afterId: afterId(cursor), limit: limit + 1 }), limit, present),
        200,
      )
    },
  )
  api.openapi(
    operation('media:write', {
      method: 'post',
      path: '/',
      tags,
      summary: 'Upload a file',
      request: { body: { required: true, content: { 'multipart/form-data': { schema: upload } } } },
      responses: { 201: json(mediaSchema, 'The file; the same bytes are the same record') },
    }),
    async (c) => {
      const { file, alt } = c.req.valid('form')
      if (!(file instanceof File)) {
        throw new ProblemError(422, 'invalid', 'Send the file as the form field "file".', {
          errors: [{ field: 'file', message: 'is missing' }],
        })
      }
      // No page shows a file before something refers to it.
      if (c.req.query('dryRun') === 'true') throw new DryRun({ pages: [], unexamined: 0 })
      const bytes = new Uint8Array(await file.arrayBuffer())
      const record = await write(c, (tx) =>
        storeMedia(tx, c.var.deps.files, { bytes, fileName: file.name || 'file', alt }),
      )
      return c.json(present(record), 201)
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
    async (c) => c.json(present(await getMedia(c.var.deps.db.drizzle, c.req.valid('param').id)), 200),
  )
  api.openapi(
    operation('media:write', {
      method: 'patch',
      path: '/{id}',
      tags,
      summary: 'Change its description',
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
      return c.json(present(await write(c, (tx) => updateMedia(tx, id, patch))), 200)
    },
  )
  api.openapi(
    operation('media:write', {
      method: 'delete',
      path: '/{id}',
      tags,
      summary: 'Delete a file that no post shows',
      request: { params: idParam },
      responses: { 204: noContent },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const record = await write(c, (tx) => deleteMedia(tx, id))
      await c.var.deps.files.remove(record.hash, record.extension)
      return c.body(null, 204)
    },
  )
  return api
}
