import type { Task } from 'graphile-worker'
import { z } from 'zod'
import { publishIfDue, scheduledAt } from '../content/index.ts'
import { inWriteTransaction } from '../db/index.ts'
import type { JobDeps } from './deps.ts'

const payloadSchema = z.object({ id: z.number(), version: z.number() })

/** Publishes a scheduled post at its hour, if it is still the version that was scheduled. */
export function publishScheduled({ db, log, reached }: JobDeps): Task {
  return async (payload, { addJob }) => {
    const { id, version } = payloadSchema.parse(payload)
    const { value } = await inWriteTransaction(db, 'schedule', async (tx) => {
      const published = await publishIfDue(tx, id, version)
      return { published, waitsUntil: published ? undefined : await scheduledAt(tx, id, version) }
    })
    await reached('schedule:published')
    const { published, waitsUntil } = value
    // Somebody ran it before its hour; this was the only job that would have done it then.
    if (waitsUntil) await addJob('publish_scheduled', { id, version }, { runAt: waitsUntil })
    const outcome = published ? 'published' : waitsUntil ? 'not due yet' : 'no longer valid'
    log.info({ postId: id, version, published }, `scheduled post: ${outcome}`)
  }
}
