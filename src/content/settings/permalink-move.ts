/** What another pattern of addresses would do, told before it is done. */
import { sql } from 'drizzle-orm'
import type { Drizzle } from '../../db/index.ts'
import { isDated, postPath } from '../permalink.ts'
import { checkPermalinkPlace } from '../slug.ts'
import { readSettings } from './writes.ts'

export interface PermalinkMove {
  /** Public posts that would get another address. */
  readonly posts: number
  /** Of the newest. */
  readonly examples: { from: string; to: string }[]
}

const EXAMPLES = 5

export async function movedByPermalink(db: Drizzle, pattern: string): Promise<PermalinkMove> {
  const { permalink, timeZone } = await readSettings(db)
  if (permalink === pattern) return { posts: 0, examples: [] }
  checkPermalinkPlace(pattern)
  const isPublic = sql`kind = 'post' and status = 'published' and deleted_at is null`
  const rows = await db.execute<{ slug: string; at: number; total: number }>(sql`
    select slug, epoch_ms(published_at)::float8 as at, count(*) over ()::int as total from post
    where ${isPublic} order by published_at desc, id desc limit ${EXAMPLES}::int`)
  const path = (of: string, { slug, at }: { slug: string; at: number }) =>
    postPath(of, isDated(of) ? timeZone : 'UTC', { slug, publishedAt: new Date(at) })
  return {
    posts: rows[0]?.total ?? 0,
    examples: [...rows].map((row) => ({ from: path(permalink, row), to: path(pattern, row) })),
  }
}
