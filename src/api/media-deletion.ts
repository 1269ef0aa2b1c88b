/** Files that go: one, or several of which those that cannot go stay. */
import { z } from '@hono/zod-openapi'
import { ContentError, deleteMedia, lockMedia, type MediaRecord, removeBytes } from '../content/index.ts'
import type { Api } from './env.ts'
import { checkMediaWritable, mayChangeMedia } from './media-rights.ts'
import { operation } from './operation.ts'
import { body, idParam, json, noContent } from './schemas.ts'
import { write } from './write.ts'

/** Under `/media`. */
export function addMediaDeletions(api: Api, tags: string[]): void {
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
}

function ifThere(error: unknown): undefined {
  if (!(error instanceof ContentError) || error.code !== 'not-found') throw error
}
