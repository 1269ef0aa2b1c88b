import type { Task } from 'graphile-worker'
import { z } from 'zod'
import { publishIfDue } from '../content/index.ts'
import { inWriteTransaction } from '../db/index.ts'
import type { JobDeps } from './deps.ts'

const payloadSchema = z.object({ id: z.number(), version: z.number() })

/** Publishes a scheduled post at its hour, if it is still the version that was scheduled. */
export function publishScheduled({ db, log, reached }: JobDeps): Task {
  return async (payload) => {
    const { id, version } = payloadSchema.parse(payload)
    const { value: published } = await inWriteTransaction(db, 'schedule', (tx) => publishIfDue(tx, id, version))
    await reached('schedule:published')
    log.info({ postId: id, version, published }, published ? 'scheduled post published' : 'schedule no longer valid')
  }
}
