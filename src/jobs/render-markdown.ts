import type { Task } from 'graphile-worker'
import { z } from 'zod'
import { rerenderPost } from '../content/index.ts'
import { inWriteTransaction } from '../db/index.ts'
import type { JobDeps } from './deps.ts'

const payloadSchema = z.object({ id: z.number() })

/** Renders the Markdown of a post that plain SQL changed, or that an older renderer rendered. */
export function renderMarkdownTask({ db, siteUrl }: JobDeps): Task {
  return async (payload) => {
    const { id } = payloadSchema.parse(payload)
    await inWriteTransaction(db, 'renderer', (tx) => rerenderPost(tx, id, siteUrl))
  }
}
