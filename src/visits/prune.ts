/** Keeps the tables small for good: days become months, months end, and what nobody asks for any more is forgotten. */
import type { Database } from '../db/index.ts'
import { MAX_HOSTS_A_DAY, MAX_PAGES_A_DAY } from './write-batch.ts'

/** Days are kept for the month they are in and three whole ones before it; then there is one row a month. */
const KEEP_DAYS_MONTHS = 3
const KEEP_MONTHS = 60
const KEEP_MISSING_DAYS = 90

/** How many rows are left is at most (124 days + 60 months) × `MAX_PAGES_A_DAY`, and so for hosts. */
export async function pruneVisits({ sql }: Database): Promise<void> {
  const months = { kept: KEEP_MONTHS, inDays: KEEP_DAYS_MONTHS }
  await sql.begin(async (tx) => {
    await tx`delete from page_view where day < date_trunc('month', now()) - make_interval(months => ${months.kept}::int)`
    await tx`delete from referrer_view where day < date_trunc('month', now()) - make_interval(months => ${months.kept}::int)`
    // On its first day a month already stands, or will: the statement takes away only the others.
    await tx`
      with old as (
        delete from page_view where day < date_trunc('month', now()) - make_interval(months => ${months.inDays}::int)
          and day <> date_trunc('month', day) returning *
      )
      insert into page_view (day, path, post_id, views)
      select date_trunc('month', day)::date, path, max(post_id), sum(views) from old group by 1, 2 order by 1, 2
      on conflict (day, path) do update
        set views = page_view.views + excluded.views, post_id = coalesce(page_view.post_id, excluded.post_id)`
    await tx`
      with old as (
        delete from referrer_view where day < date_trunc('month', now()) - make_interval(months => ${months.inDays}::int)
          and day <> date_trunc('month', day) returning *
      )
      insert into referrer_view (day, host, views)
      select date_trunc('month', day)::date, host, sum(views) from old group by 1, 2 order by 1, 2
      on conflict (day, host) do update set views = referrer_view.views + excluded.views`
    // What was read least is put together once more, so that the sum stays.
    await tx`
      with surplus as (
        delete from page_view v using (
          select day, path, row_number() over (partition by day order by path <> '', views desc, path) as place
          from page_view where day < date_trunc('month', now()) - make_interval(months => ${months.inDays}::int)
        ) r where v.day = r.day and v.path = r.path and r.place > ${MAX_PAGES_A_DAY} returning v.day, v.views
      )
      insert into page_view (day, path, views) select day, '', sum(views) from surplus group by day
      on conflict (day, path) do update set views = page_view.views + excluded.views`
    await tx`
      with surplus as (
        delete from referrer_view v using (
          select day, host, row_number() over (partition by day order by host <> '', views desc, host) as place
          from referrer_view where day < date_trunc('month', now()) - make_interval(months => ${months.inDays}::int)
        ) r where v.day = r.day and v.host = r.host and r.place > ${MAX_HOSTS_A_DAY} returning v.day, v.views
      )
      insert into referrer_view (day, host, views) select day, '', sum(views) from surplus group by day
      on conflict (day, host) do update set views = referrer_view.views + excluded.views`
  })
  await sql`
    delete from not_found n where last_seen < now() - make_interval(days => ${KEEP_MISSING_DAYS}::int)
      or exists (select from redirect where source = n.path)`
}
