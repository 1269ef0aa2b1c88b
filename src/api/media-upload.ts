/** Files that come in: new ones, and those that take the place of another. */
import { z } from '@hono/zod-openapi'
import {
  getMedia,
  keepBytes,
  lockMedia,
  lookAtUpload,
  mediaUses,
  removeBytes,
  replaceMedia,
  storeMedia,
  type Upload,
} from '../content/index.ts'
import type { Api } from './env.ts'
import { mediaSchema, presentMedia } from './media-document.ts'
import { checkMediaWritable, checkUsesWritable } from './media-rights.ts'
import { operation } from './operation.ts'
import { ProblemError } from './problem.ts'
import { idParam, json } from './schemas.ts'
import { DryRun, isDryRun, write } from './write.ts'

const file = z.any().openapi({ type: 'string', format: 'binary' })
const formOf = (schema: z.ZodObject) => ({ required: true, content: { 'multipart/form-data': { schema } } })

/** Under `/media`. */
export function addMediaUploads(api: Api, tags: string[]): void {
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
      return c.json(presentMedia(c)(record), 201)
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
      return c.json(presentMedia(c)(record), 200)
    },
  )
}

async function received(file: unknown): Promise<Upload> {
  if (!(file instanceof File)) {
    throw new ProblemError(422, 'invalid', 'Send the file as the form field "file".', {
      errors: [{ field: 'file', message: 'is missing' }],
    })
  }
  return lookAtUpload(new Uint8Array(await file.arrayBuffer()), file.name || 'file')
}
