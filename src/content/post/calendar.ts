/** Posts by the day on which they are, or will be, published, as writers see them. */
import { sql } from 'drizzle-orm'
import type { Drizzle } from '../../db/index.ts'
import type { PostStatus } from '../../db/schema.ts'

export interface CalendarPost {
  readonly id: number
  readonly title: string
  readonly status: PostStatus
  readonly publishedAt: string
  /** `2026-11-21` and `09:00`, in the time zone. */
  readonly day: string
  readonly time: string
}

/** More than a month can show. */
const MAX_POSTS = 1000

/**
 * The posts of a month (`2026-11`) as a time zone has it: with an hour less or more where the clocks are changed. Scheduled and
 * published ones, and others that have a date; of an author, or of all (undefined). Earliest first.
 */
export async function postsOfMonth(
  db: Drizzle,
  month: string,
  timeZone: string,
  onlyOf: number | null | undefined,
): Promise<CalendarPost[]> {
  const begin = sql`${`${month}-01`}::timestamp`
  const own =
    onlyOf === undefined ? sql`true` : sql`id in (select post_id from post_author where author_id = ${onlyOf ?? -1})`
  const rows = await db.execute<{ id: number; title: string; status: PostStatus; ms: number; local: string }>(sql`
    select id::float8 as id, title, status, epoch_ms(published_at)::float8 as ms,
      to_char(published_at at time zone ${timeZone}, 'YYYY-MM-DD HH24:MI') as local
    from post
    where kind = 'post' and deleted_at is null and ${own} and published_at >= ${begin} at time zone ${timeZone}
      and published_at < (${begin} + interval '1 month') at time zone ${timeZone}
    order by published_at, id limit ${MAX_POSTS}`)
  return rows.map(({ id, title, status, ms, local }) => {
    const [day = '', time = ''] = local.split(' ')
    return { id, title, status, publishedAt: new Date(ms).toISOString(), day, time }
  })
}
