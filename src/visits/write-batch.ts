/** A batch of counts as rows. Adds to what other processes wrote; a table never gets more rows a day than it may. */
import type { TransactionSql } from 'postgres'
import { matchPermalink, type Settings } from '../content/index.ts'
import type { Database } from '../db/index.ts'
import { isNoise, type Missing } from './missing.ts'
import type { Tally } from './tally.ts'

export interface Batch {
  readonly views: Tally
  readonly referrers: Tally
  readonly missing: Missing
}

/** A day may have this many rows, and so may a month when its days are put together. */
export const MAX_PAGES_A_DAY = 2000
export const MAX_HOSTS_A_DAY = 200
/** Rows that nobody ignores. */
export const MAX_MISSING = 1000

/** Waiting for a lock any longer than this, it is tried again later. */
const STATEMENT_LIMIT = '10s'

/** `day` is `2026-11-21`, of the site's time zone. All or nothing. */
export async function writeBatch(
  db: Database,
  day: string,
  { views, referrers, missing }: Batch,
  settings: Settings,
): Promise<void> {
  await db.sql.begin(async (tx) => {
    await tx.unsafe(`set local statement_timeout = '${STATEMENT_LIMIT}'`)
    if (views.size > 0) await addViews(tx, day, views, settings)
    if (referrers.size > 0) await addReferrers(tx, day, referrers)
    if (missing.size > 0) await addMissing(tx, missing)
  })
}

async function addViews(tx: TransactionSql, day: string, views: Tally, settings: Settings): Promise<void> {
  const rows = views.entries()
  const paths = rows.map(([path]) => path)
  const ids = await postsAt(tx, paths, settings)
  // Rows are written in the order of their paths, so that processes wait for each other and never in a circle.
  await tx`
    with given as (
      select * from unnest(${paths}::text[], ${rows.map(([path]) => ids.get(path) ?? null)}::bigint[], ${rows.map(([, n]) => n)}::int[]) as g (path, post_id, views)
    ), known as (select path from page_view where day = ${day} and path = any(${paths})),
    room as (select ${MAX_PAGES_A_DAY}::int - count(*) as rows from page_view where day = ${day}),
    placed as (
      select path, post_id, views, path = '' or path in (select path from known)
        or row_number() over (partition by path in (select path from known) order by views desc, path) <= (select rows from room) as fits
      from given
    )
    insert into page_view (day, path, post_id, views)
    select ${day}::date, case when fits then path else '' end, max(post_id) filter (where fits), sum(views) from placed group by 2 order by 2
    on conflict (day, path) do update
      set views = page_view.views + excluded.views, post_id = coalesce(excluded.post_id, page_view.post_id)`
}

async function addReferrers(tx: TransactionSql, day: string, referrers: Tally): Promise<void> {
  const rows = referrers.entries()
  const hosts = rows.map(([host]) => host)
  await tx`
    with given as (select * from unnest(${hosts}::text[], ${rows.map(([, n]) => n)}::int[]) as g (host, views)),
    known as (select host from referrer_view where day = ${day} and host = any(${hosts})),
    room as (select ${MAX_HOSTS_A_DAY}::int - count(*) as rows from referrer_view where day = ${day}),
    placed as (
      select host, views, host = '' or host in (select host from known)
        or row_number() over (partition by host in (select host from known) order by views desc, host) <= (select rows from room) as fits
      from given
    )
    insert into referrer_view (day, host, views)
    select ${day}::date, case when fits then host else '' end, sum(views) from placed group by 2 order by 2
    on conflict (day, host) do update set views = referrer_view.views + excluded.views`
}

/** What was redirected meanwhile is missing no more. */
async function addMissing(tx: TransactionSql, missing: Missing): Promise<void> {
  const rows = missing.all()
  await tx`
    insert into not_found (path, hits, first_seen, last_seen, referrer, noise)
    select path, hits, to_timestamp(seen / 1000), to_timestamp(seen / 1000), referrer, noise::boolean
    from unnest(${rows.map(({ path }) => path)}::text[], ${rows.map(({ hits }) => hits)}::int[], ${rows.map(({ lastSeen }) => lastSeen)}::float8[],
      ${rows.map(({ referrer }) => referrer ?? null)}::text[], ${rows.map(({ path }) => String(isNoise(path)))}::text[]) as g (path, hits, seen, referrer, noise)
    where not exists (select from redirect where source = path)
    order by path
    on conflict (path) do update
      set hits = not_found.hits + excluded.hits, last_seen = greatest(not_found.last_seen, excluded.last_seen),
        referrer = coalesce(excluded.referrer, not_found.referrer)`
}

/**
 * Machines' addresses leave first, then what was asked for least and longest ago: a flood pushes out only itself. Not in the
 * transaction of a batch: holding no other locks, it cannot wait in a circle with another process.
 */
export async function dropSurplus({ sql }: Database): Promise<void> {
  await sql`
    delete from not_found where id in (
      select id from not_found where not ignored order by noise, hits desc, last_seen desc offset ${MAX_MISSING} for update skip locked)`
}

/** Which of the paths are posts and pages, as addresses are now. */
async function postsAt(
  tx: TransactionSql,
  paths: readonly string[],
  { permalink }: Settings,
): Promise<Map<string, number>> {
  const candidates = paths.flatMap((path) => {
    const slug = matchPermalink(permalink, path)
    return slug === undefined ? [] : [{ path, kind: 'post', slug }]
  })
  const others = paths.filter((path) => path.length > 1).flatMap((path) => pageCandidate(path))
  const all = [...others, ...candidates]
  if (all.length === 0) return new Map()
  const rows = await tx<{ path: string; id: number }[]>`
    select g.path, p.id::float8 as id
    from unnest(${all.map(({ path }) => path)}::text[], ${all.map(({ kind }) => kind)}::text[], ${all.map(({ slug }) => slug)}::text[]) as g (path, kind, slug)
    join post p on p.kind = g.kind and p.slug = g.slug and p.deleted_at is null`
  return new Map(rows.map(({ path, id }) => [path, id]))
}

function pageCandidate(path: string): { path: string; kind: string; slug: string }[] {
  try {
    return [{ path, kind: 'page', slug: path.slice(1).split('/').map(decodeURIComponent).join('/') }]
  } catch {
    return []
  }
}
