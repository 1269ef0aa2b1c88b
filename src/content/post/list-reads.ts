/** Lists of posts, each with the window it showed. */
import { sql } from 'drizzle-orm'
import { FIRST_KEY, LAST_KEY } from '../../cache/index.ts'
import type { Query, Reading } from '../reading.ts'
import { siteSettings } from '../settings/reads.ts'
import type { ListFront, ListPage, MonthCount, PostCard, PostDetail, PostList, SitemapItem } from '../types.ts'
import { type CardRow, LINK_COLUMNS, type LinkRow, pathMaker, selectCards, toCards } from './cards.ts'
import { listMembers, listName } from './list.ts'
import { DETAIL_COLUMNS, type DetailRow, dependOnDetail, toDetail, withFreshHtml } from './reads.ts'
import { keyFrom, sortKey } from './sort-key.ts'

const keyOf = (row: { publishedAtMs: number; id: number }) => sortKey(row.publishedAtMs, row.id)

/** How many posts a list has. */
export function listSize(reading: Reading, list: PostList): Promise<number> {
  return reading.read(`size/${listName(list)}`, (query) => countMembers(query, list))
}

async function countMembers({ tx, dependencies }: Query, list: PostList): Promise<number> {
  const [row] = await tx.execute<{ size: number }>(sql`select count(*)::int as size from ${listMembers(list)}`)
  // Nothing is shown of the list but its length: a window that holds no post, and counts all below it.
  dependencies.window(listName(list), LAST_KEY, LAST_KEY, { ranked: true })
  return row?.size ?? 0
}

/** Page `number` of a list, counted from the oldest post: once full it never changes by publishing something newer. */
export async function listPage(reading: Reading, list: PostList, number: number): Promise<ListPage> {
  const { postsPerPage } = await siteSettings(reading)
  const { shown, hasNewer } = await reading.read(`page/${listName(list)}/${number}/${postsPerPage}`, async (query) => {
    const rows = await selectCards(
      query,
      sql`${listMembers(list)} order by p.published_at, p.id offset ${(number - 1) * postsPerPage} limit ${postsPerPage}`,
      'oldest first',
    )
    const first = rows[0]
    const last = rows.at(-1)
    if (!first || !last) {
      query.dependencies.window(listName(list), LAST_KEY, LAST_KEY, { ranked: true })
      return { shown: rows, hasNewer: false }
    }
    const next = rows.length < postsPerPage ? undefined : await keyAfter(query, list, last)
    query.dependencies.window(listName(list), keyOf(first), next ?? LAST_KEY, { ranked: true })
    return { shown: rows.reverse(), hasNewer: next !== undefined }
  })
  return { number, posts: await toCards(reading, shown), hasNewer }
}

async function keyAfter({ tx }: Query, list: PostList, row: CardRow): Promise<string | undefined> {
  const at = new Date(row.publishedAtMs).toISOString()
  const [next] = await tx.execute<LinkRow & Record<string, unknown>>(sql`
    select ${LINK_COLUMNS} from ${listMembers(list)} and (p.published_at, p.id) > (${at}::timestamptz, ${row.id}::bigint)
    order by p.published_at, p.id limit 1`)
  return next && keyOf(next)
}

/**
 * The newest posts of a list: its open page and the full one before it, so between one and two pages of posts. The
 * permanent pages hold the rest.
 */
export async function listFront(reading: Reading, list: PostList): Promise<ListFront> {
  const { postsPerPage } = await siteSettings(reading)
  const { shown, olderPage } = await reading.read(`front/${listName(list)}/${postsPerPage}`, async (query) => {
    const size = await countMembers(query, list)
    const olderPage = Math.max(0, Math.floor(size / postsPerPage) - 1)
    const rows = await selectCards(
      query,
      sql`${listMembers(list)} order by p.published_at desc, p.id desc limit ${size - olderPage * postsPerPage}`,
      'newest first',
    )
    return { shown: rows, olderPage }
  })
  return { posts: await toCards(reading, shown), olderPage }
}

/** The newest `count` posts of a list with their text, for feeds. */
export async function newestPosts(reading: Reading, list: PostList, count: number): Promise<PostDetail[]> {
  const rows = await reading.read(`newest/${listName(list)}/${count}`, async (query) => {
    const rows = await query.tx.execute<DetailRow>(
      sql`select ${DETAIL_COLUMNS} from ${listMembers(list)} order by p.published_at desc, p.id desc limit ${count}`,
    )
    for (const row of rows) dependOnDetail(query, row)
    const last = rows.at(-1)
    query.dependencies.window(listName(list), last && rows.length === count ? keyOf(last) : FIRST_KEY, LAST_KEY)
    return Promise.all(rows.map((row) => withFreshHtml(query, row)))
  })
  return Promise.all(rows.map((row) => toDetail(reading, row)))
}

/** Months that have posts, newest first, in the site's time zone. */
export async function monthCounts(reading: Reading): Promise<readonly MonthCount[]> {
  const { timeZone } = await siteSettings(reading)
  return reading.read(`months/${timeZone}`, async ({ tx, dependencies }) => {
    dependencies.window('posts', FIRST_KEY, LAST_KEY)
    const rows = await tx.execute<{ month: string; count: number }>(sql`
      select to_char(p.published_at at time zone ${timeZone}, 'YYYY-MM') as month, count(*)::int as count
      from ${listMembers({ of: 'posts' })} group by 1 order by 1 desc`)
    return rows.map(({ month, count }) => ({ yyyy: month.slice(0, -3), mm: month.slice(-2), count }))
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
  const rows = await reading.read(`sitemap/${file}/${perFile}`, async ({ tx, dependencies }) => {
    const rows = await tx.execute<SitemapRow>(sql`
      select ${LINK_COLUMNS}, epoch_ms(p.updated_at)::float8 as "updatedAtMs" from ${listMembers({ of: 'posts' })}
      order by p.published_at, p.id offset ${(file - 1) * perFile} limit ${perFile}`)
    const [first, last] = [rows[0], rows.at(-1)]
    const to = last && rows.length === perFile ? keyOf(last) : LAST_KEY
    dependencies.window('posts', first ? keyOf(first) : LAST_KEY, to, { ranked: true })
    return dependOnSitemapRows(dependencies, rows)
  })
  return toSitemapItems(reading, rows)
}

/** Every public page, for the sitemap. */
export async function publicPages(reading: Reading): Promise<SitemapItem[]> {
  const rows = await reading.read('pages', async ({ tx, dependencies }) => {
    dependencies.window('pages', FIRST_KEY, LAST_KEY)
    const rows = await tx.execute<SitemapRow>(sql`
      select ${LINK_COLUMNS}, epoch_ms(p.updated_at)::float8 as "updatedAtMs" from post p
      where p.kind = 'page' and p.status = 'published' and p.deleted_at is null order by p.slug`)
    return dependOnSitemapRows(dependencies, rows)
  })
  return toSitemapItems(reading, rows)
}

type SitemapRow = LinkRow & { readonly updatedAtMs: number } & Record<string, unknown>

function dependOnSitemapRows(dependencies: Query['dependencies'], rows: readonly SitemapRow[]): readonly SitemapRow[] {
  for (const { id } of rows) {
    dependencies.value(`post:${id}/place`)
    dependencies.value(`post:${id}/lastmod`)
  }
  return rows
}

async function toSitemapItems(reading: Reading, rows: readonly SitemapRow[]): Promise<SitemapItem[]> {
  const path = await pathMaker(reading)
  return rows.map((row) => ({ path: path(row), updatedAt: new Date(row.updatedAtMs) }))
}
