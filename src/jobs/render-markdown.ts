import type { Task } from 'graphile-worker'
import { z } from 'zod'
import { rerenderPost } from '../content/index.ts'
import { type Database, inWriteTransaction } from '../db/index.ts'
import { RENDERER_VERSION } from '../markdown/index.ts'
import type { JobDeps } from './deps.ts'

const payloadSchema = z.object({ id: z.number() })

/** Renders the Markdown of a post that plain SQL changed, or that an older renderer rendered. */
export function renderMarkdownTask({ db, siteUrl, reached }: JobDeps): Task {
  return async (payload) => {
    const { id } = payloadSchema.parse(payload)
    await inWriteTransaction(db, 'renderer', (tx) => rerenderPost(tx, id, siteUrl))
    await reached('markdown:rendered')
  }
}

/** After an update of the renderer: asks for every post that an older one rendered. Pages render them meanwhile. */
export async function requestOutdatedRenders(db: Database): Promise<number> {
  const rows = await db.sql`
    select graphile_worker.add_job('render_markdown', json_build_object('id', id), job_key => 'render_markdown:' || id, priority => 10)
    from post where renderer_version <> ${RENDERER_VERSION}`
  return rows.count
}
