/** Keeps the tables small for good: days become months, months end, and what nobody asks for any more is forgotten. */
import type { TransactionSql } from 'postgres'
import type { Database } from '../db/index.ts'
import { MAX_HOSTS_A_DAY, MAX_PAGES_A_DAY } from './write-batch.ts'

/** Days are kept for the month they are in and three whole ones before it; then there is one row a month. */
const KEEP_DAYS_MONTHS = 3
const KEEP_MONTHS = 60
const KEEP_MISSING_DAYS = 90

interface Counts {
  readonly table: 'page_view' | 'referrer_view'
  /** The column that says of what. */
  readonly name: 'path' | 'host'
  /** Names a day or month. */
  readonly most: number
}

const COUNTS: readonly Counts[] = [
  { table: 'page_view', name: 'path', most: MAX_PAGES_A_DAY },
  { table: 'referrer_view', name: 'host', most: MAX_HOSTS_A_DAY },
]

/** How many rows are left is at most (124 days + 60 months) × `most`. */
export async function pruneVisits({ sql }: Database): Promise<void> {
  await sql.begin(async (tx) => {
    for (const counts of COUNTS) {
      await tx`
        delete from ${tx(counts.table)} where day < date_trunc('month', now()) - make_interval(months => ${KEEP_MONTHS}::int)`
      await daysToMonths(tx, counts)
      await dropSurplus(tx, counts)
    }
  })
  await sql`
    delete from not_found n where last_seen < now() - make_interval(days => ${KEEP_MISSING_DAYS}::int)
      or exists (select from redirect where source = n.path)`
}

async function daysToMonths(tx: TransactionSql, counts: Counts): Promise<void> {
  const [table, name] = [tx(counts.table), tx(counts.name)]
  // Which post a page was stays with it.
  const isPages = counts.table === 'page_view'
  const [post, itsPost, keepPost] = isPages
    ? [tx`post_id,`, tx`max(post_id),`, tx`, post_id = coalesce(${table}.post_id, excluded.post_id)`]
    : [tx``, tx``, tx``]
  // On its first day a month already stands, or will: the statement takes away only the others.
  await tx`
    with old as (
      delete from ${table} where day < date_trunc('month', now()) - make_interval(months => ${KEEP_DAYS_MONTHS}::int)
        and day <> date_trunc('month', day) returning *
    )
    insert into ${table} (day, ${name}, ${post} views)
    select date_trunc('month', day)::date, ${name}, ${itsPost} sum(views) from old group by 1, 2 order by 1, 2
    on conflict (day, ${name}) do update set views = ${table}.views + excluded.views ${keepPost}`
}

/** What was read least is put together once more, so that the sum stays. */
async function dropSurplus(tx: TransactionSql, counts: Counts): Promise<void> {
  const [table, name] = [tx(counts.table), tx(counts.name)]
  await tx`
    with surplus as (
      delete from ${table} v using (
        select day, ${name}, row_number() over (partition by day order by ${name} <> '', views desc, ${name}) as place
        from ${table} where day < date_trunc('month', now()) - make_interval(months => ${KEEP_DAYS_MONTHS}::int)
      ) r where v.day = r.day and v.${name} = r.${name} and r.place > ${counts.most} returning v.day, v.views
    )
    insert into ${table} (day, ${name}, views) select day, '', sum(views) from surplus group by day
    on conflict (day, ${name}) do update set views = ${table}.views + excluded.views`
}
