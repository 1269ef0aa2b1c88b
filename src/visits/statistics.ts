/** What was counted, to look at: by day, by page, by where readers came from. */
import type { Database } from '../db/index.ts'

export interface StatisticsFilter {
  /** The first and the last day, `2026-11-21`. */
  readonly from: string
  readonly to: string
  /** Only posts of this author; null: none; undefined: everything. */
  readonly onlyOf: number | null | undefined
  /** How many pages and hosts. */
  readonly limit: number
}

export interface PageViews {
  /** Where it is, or was when it was read last. */
  readonly path: string
  readonly postId: number | null
  readonly kind: 'post' | 'page' | null
  readonly title: string | null
  readonly views: number
}

/** All days, those without a view too. */
export async function viewsByDay(
  { sql }: Database,
  { from, to, onlyOf }: StatisticsFilter,
): Promise<{ day: string; views: number }[]> {
  const rows = await sql<{ day: string; views: number }[]>`
    select to_char(d.day, 'YYYY-MM-DD') as day, coalesce(sum(v.views), 0)::float8 as views
    from generate_series(${from}::date, ${to}::date, interval '1 day') as d (day)
    left join page_view v on v.day = d.day and ${ownPosts(sql, onlyOf)}
    group by d.day order by d.day`
  return [...rows]
}

/** Most read first. What had several addresses is one. */
export async function topPages({ sql }: Database, { from, to, onlyOf, limit }: StatisticsFilter): Promise<PageViews[]> {
  const rows = await sql<PageViews[]>`
    select v.path, v.post_id::float8 as "postId", p.kind, p.title, v.views::float8 as views
    from (
      select (array_agg(path order by day desc, views desc))[1] as path, max(post_id) as post_id, sum(views) as views
      from page_view v where day between ${from} and ${to} and path <> '' and ${ownPosts(sql, onlyOf)}
      group by coalesce(post_id::text, path)
      order by sum(views) desc, 1 limit ${limit}
    ) v left join post p on p.id = v.post_id
    order by v.views desc, v.path`
  return [...rows]
}

export async function topReferrers(
  { sql }: Database,
  { from, to, limit }: StatisticsFilter,
): Promise<{ host: string; views: number }[]> {
  const rows = await sql<{ host: string; views: number }[]>`
    select host, sum(views)::float8 as views from referrer_view
    where day between ${from} and ${to} and host <> ''
    group by host order by sum(views) desc, host limit ${limit}`
  return [...rows]
}

/** Of each post or page since it is counted; of those that were never read there is none. */
export async function viewsOfPosts(
  { sql }: Database,
  ids: readonly number[],
  onlyOf: number | null | undefined,
): Promise<{ id: number; views: number }[]> {
  const rows = await sql<{ id: number; views: number }[]>`
    select post_id::float8 as id, sum(views)::float8 as views from page_view v
    where post_id = any(${[...ids]}::bigint[]) and ${ownPosts(sql, onlyOf)} group by post_id order by post_id`
  return [...rows]
}

function ownPosts(sql: Database['sql'], onlyOf: number | null | undefined) {
  return onlyOf === undefined
    ? sql`true`
    : sql`v.post_id in (select post_id from post_author where author_id = ${onlyOf ?? -1}::bigint)`
}
