/** Lists of posts, each with the window it showed. */
import { type SQL, sql } from 'drizzle-orm'
import { FIRST_KEY, LAST_KEY } from '../../cache/index.ts'
import type { Query, Reading } from '../reading.ts'
import { dependOnRange, plainSettings, siteSettings } from '../settings/reads.ts'
import type { ListFront, ListPage, MonthCount, PostCard, PostDetail, PostList, SitemapItem } from '../types.ts'
import { LINK_COLUMNS, type LinkRow, pathMaker, selectCards, toCards } from './cards.ts'
import { listMembers, listName } from './list.ts'
import { DETAIL_COLUMNS, type DetailRow, dependOnDetail, toDetail, withFreshHtml } from './reads.ts'
import { keyFrom, parseSortKey, sortKey } from './sort-key.ts'

const keyOf = (row: { publishedAtMs: number; id: number }) => sortKey(row.publishedAtMs, row.id)

/** How many files of `perFile` posts the list fills, the last one partly. */
export function listFiles(reading: Reading, list: PostList, perFile: number): Promise<number> {
  return reading.read(`files/${listName(list)}/${perFile}`, async (query) => {
    const files = Math.ceil((await query.ranks.size(list)) / perFile)
    if (files > 0) query.dependencies.size(listName(list), (files - 1) * perFile + 1)
    query.dependencies.size(listName(list), files * perFile + 1)
    return files
  })
}

/** Page `number` of a list, counted from the oldest post: once full it never changes by publishing something newer. */
export async function listPage(reading: Reading, list: PostList, number: number): Promise<ListPage> {
  const { postsPerPage } = await plainSettings(reading)
  const { shown, hasNewer } = await reading.read(`page/${listName(list)}/${number}/${postsPerPage}`, async (query) => {
    const before = (number - 1) * postsPerPage
    const slice = await selectSlice(query, list, before, postsPerPage)
    const rows = slice ? await selectCards(query, slice, 'oldest first') : []
    dependOnSlice(query, list, before, postsPerPage, rows)
    const { dependencies, ranks } = query
    if (rows.length === postsPerPage) dependencies.size(listName(list), number * postsPerPage + 1)
    const hasNewer = rows.length === postsPerPage && (await ranks.keyAt(list, before + postsPerPage)) !== undefined
    // The first page is the same for every size that it fits into; others begin elsewhere.
    if (number === 1 && !hasNewer) dependOnRange(dependencies, 'postsPerPage', Math.max(1, rows.length))
    else dependOnRange(dependencies, 'postsPerPage', postsPerPage, postsPerPage)
    return { shown: rows.reverse(), hasNewer }
  })
  return { number, posts: await toCards(reading, shown), hasNewer }
}

/** What a slice of a list by rank, oldest first, depends on: its members, and that so many come before them. */
function dependOnSlice(
  { dependencies }: Query,
  list: PostList,
  before: number,
  length: number,
  rows: readonly { publishedAtMs: number; id: number }[],
): void {
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last) {
    dependencies.size(listName(list), before + 1)
    return
  }
  dependencies.window(listName(list), keyOf(first), rows.length === length ? keyOf(last) : LAST_KEY)
  dependencies.rank(listName(list), keyOf(first))
}

/** `limit` members of a list after the first `before`, oldest first; undefined: it is not that long. */
async function selectSlice({ ranks }: Query, list: PostList, before: number, limit: number): Promise<SQL | undefined> {
  const key = await ranks.keyAt(list, before)
  if (key === undefined) return undefined
  const { publishedAtMs, id } = parseSortKey(key)
  return sql`${listMembers(list)}
    and (p.published_at, p.id) >= (${new Date(publishedAtMs).toISOString()}::timestamptz, ${id}::bigint)
    order by p.published_at, p.id limit ${limit}`
}

/**
 * The newest posts of a list: its open page and the full one before it, so between one and two pages of posts. The
 * permanent pages hold the rest.
 */
export async function listFront(reading: Reading, list: PostList): Promise<ListFront> {
  const { postsPerPage } = await plainSettings(reading)
  const { shown, olderPage } = await reading.read(`front/${listName(list)}/${postsPerPage}`, async (query) => {
    const size = await query.ranks.size(list)
    const olderPage = Math.max(0, Math.floor(size / postsPerPage) - 1)
    const rows = await selectCards(
      query,
      sql`${listMembers(list)} order by p.published_at desc, p.id desc limit ${size - olderPage * postsPerPage}`,
      'newest first',
    )
    const oldest = rows.at(-1)
    query.dependencies.window(listName(list), olderPage > 0 && oldest ? keyOf(oldest) : FIRST_KEY, LAST_KEY)
    if (olderPage > 0) {
      query.dependencies.rank(listName(list), LAST_KEY)
      dependOnRange(query.dependencies, 'postsPerPage', postsPerPage, postsPerPage)
    } else {
      // All are shown as long as they do not fill two pages.
      dependOnRange(query.dependencies, 'postsPerPage', Math.floor(size / 2) + 1)
    }
    return { shown: rows, olderPage }
  })
  return { posts: await toCards(reading, shown), olderPage }
}

/** The newest posts of a list with their text, as many as feeds carry. */
export async function newestPosts(reading: Reading, list: PostList): Promise<PostDetail[]> {
  const { feedLength: count } = await plainSettings(reading)
  const rows = await reading.read(`newest/${listName(list)}/${count}`, async (query) => {
    const rows = await query.tx.execute<DetailRow>(
      sql`select ${DETAIL_COLUMNS} from ${listMembers(list)} order by p.published_at desc, p.id desc limit ${count}`,
    )
    for (const row of rows) dependOnDetail(query, row)
    const last = rows.at(-1)
    query.dependencies.window(listName(list), last && rows.length === count ? keyOf(last) : FIRST_KEY, LAST_KEY)
    if (rows.length === count) dependOnRange(query.dependencies, 'feedLength', count, count)
    else dependOnRange(query.dependencies, 'feedLength', rows.length + 1)
    return Promise.all(rows.map((row) => withFreshHtml(query, row)))
  })
  return Promise.all(rows.map((row) => toDetail(reading, row)))
}

/** Months that have posts, newest first, in the site's time zone. */
export async function monthCounts(reading: Reading): Promise<readonly MonthCount[]> {
  const { timeZone } = await siteSettings(reading)
  return reading.read(`months/${timeZone}`, async ({ tx, ranks, dependencies }) => {
    const isPublic = sql`kind = 'post' and status = 'published' and deleted_at is null`
    // From each month to the oldest post after it, so that the posts of a month need not be looked at.
    const months = await tx.execute<{ month: string; start: number; end: number }>(sql`
      with recursive months (start) as (
        select date_trunc('month', min(published_at) at time zone ${timeZone}) from post where ${isPublic}
        union all
        select (select date_trunc('month', published_at at time zone ${timeZone}) from post
          where ${isPublic} and published_at >= (start + interval '1 month') at time zone ${timeZone}
          order by published_at, id limit 1) from months where start is not null)
      select to_char(start, 'YYYY-MM') as month, epoch_ms(start at time zone ${timeZone})::float8 as start,
        epoch_ms((start + interval '1 month') at time zone ${timeZone})::float8 as end
      from months where start is not null`)
    const counts = await ranks.countsFrom(months.map(({ start }) => start))
    // The number in each month, and that there is none between.
    let from = FIRST_KEY
    for (const { start, end } of months) {
      dependencies.count('posts', from, keyFrom(start))
      dependencies.count('posts', keyFrom(start), keyFrom(end))
      from = keyFrom(end)
    }
    dependencies.count('posts', from, LAST_KEY)
    return months
      .map(({ month }, i) => ({
        ...{ yyyy: month.slice(0, -3), mm: month.slice(-2) },
        count: (counts[i] ?? 0) - (counts[i + 1] ?? 0),
      }))
      .reverse()
  })
}

/** The posts of a month in the site's time zone, newest first. */
export async function monthPosts(reading: Reading, yyyy: number, mm: number): Promise<PostCard[]> {
  const { timeZone } = await siteSettings(reading)
  const rows = await reading.read(`month/${yyyy}/${mm}/${timeZone}`, async (query) => {
    const start = sql`make_timestamptz(${yyyy}::int, ${mm}::int, 1, 0, 0, 0, ${timeZone})`
    const end = sql`((${start} at time zone ${timeZone}) + interval '1 month') at time zone ${timeZone}`
    const [bounds] = await query.tx.execute<{ start: number; end: number }>(
      sql`select epoch_ms(${start})::float8 as start, epoch_ms(${end})::float8 as end`,
    )
    if (!bounds) throw new Error('PostgreSQL gave no month.')
    query.dependencies.window('posts', keyFrom(bounds.start), keyFrom(bounds.end))
    return selectCards(
      query,
      sql`${listMembers({ of: 'posts' })} and p.published_at >= ${start} and p.published_at < ${end}`,
      'newest first',
    )
  })
  return toCards(reading, rows)
}

/** One sitemap file's posts: like `listPage`, oldest first, with links and dates only. */
export async function sitemapPosts(reading: Reading, file: number, perFile: number): Promise<SitemapItem[]> {
  const rows = await reading.read(`sitemap/${file}/${perFile}`, async (query) => {
    const before = (file - 1) * perFile
    const slice = await selectSlice(query, { of: 'posts' }, before, perFile)
    const rows = slice ? await query.tx.execute<SitemapRow>(sql`select ${SITEMAP_COLUMNS} from ${slice}`) : []
    dependOnSlice(query, { of: 'posts' }, before, perFile, rows)
    return dependOnSitemapRows(query, rows)
  })
  return toSitemapItems(reading, rows)
}

/** Every public page, for the sitemap. */
export async function publicPages(reading: Reading): Promise<SitemapItem[]> {
  const rows = await reading.read('pages', async (query) => {
    query.dependencies.value('pages')
    const rows = await query.tx.execute<SitemapRow>(sql`
      select ${SITEMAP_COLUMNS} from post p
      where p.kind = 'page' and p.status = 'published' and p.deleted_at is null order by p.slug`)
    return dependOnSitemapRows(query, rows)
  })
  return toSitemapItems(reading, rows)
}

const SITEMAP_COLUMNS = sql`${LINK_COLUMNS}, epoch_ms(greatest(p.updated_at, p.published_at))::float8 as "modifiedAtMs", p.no_index as "noIndex"`

type SitemapRow = LinkRow & { readonly modifiedAtMs: number; readonly noIndex: boolean } & Record<string, unknown>

function dependOnSitemapRows({ dependencies }: Query, rows: readonly SitemapRow[]): readonly SitemapRow[] {
  for (const { id } of rows) {
    dependencies.value(`post:${id}/place`)
    dependencies.value(`post:${id}/modified`)
    dependencies.value(`post:${id}/index`)
  }
  return rows
}

async function toSitemapItems(reading: Reading, rows: readonly SitemapRow[]): Promise<SitemapItem[]> {
  const path = await pathMaker(reading)
  return rows.map((row) => ({ path: path(row), modifiedAt: new Date(row.modifiedAtMs), noIndex: row.noIndex }))
}
