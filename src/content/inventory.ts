/** Which addresses exist, and which may have come to exist. */
import { sql } from 'drizzle-orm'
import type { PendingEvent, Touches } from '../cache/index.ts'
import { calendarDate, pagePath, postPath } from './permalink.ts'
import type { SnapshotTransaction } from './reading.ts'
import { snapshotSettings } from './settings/reads.ts'
import { type Membership, postsIn, touchesOf } from './touches.ts'
import type { PostKind } from './types.ts'

/** How many posts each list has, and everything that has an address of its own. */
export interface Inventory {
  readonly posts: readonly { path: string; month: string }[]
  readonly pages: readonly { path: string }[]
  readonly tags: readonly { slug: string; count: number }[]
  readonly authors: readonly { slug: string; count: number }[]
  /** Former addresses and redirects: answers too, and as warm as pages. */
  readonly redirects: readonly string[]
  readonly postsPerPage: number
  readonly postCount: number
}

/** Reads the touches of events, looking up what they do not say. */
export async function readTouches(tx: SnapshotTransaction, events: readonly PendingEvent[]): Promise<Touches> {
  const postIds = postsIn(events)
  const memberships = postIds.length === 0 ? [] : await readMemberships(tx, postIds)
  return touchesOf(events, memberships)
}

async function readMemberships(tx: SnapshotTransaction, postIds: readonly number[]): Promise<Membership[]> {
  const rows = await tx.execute<Membership & Record<string, unknown>>(sql`
    select p.id::float8 as "postId", p.kind, epoch_ms(p.published_at)::float8 as at,
      coalesce((select jsonb_agg(tag_id) from post_tag where post_id = p.id), '[]') as tags,
      coalesce((select jsonb_agg(author_id) from post_author where post_id = p.id), '[]') as authors
    from post p where p.id = any(${idArray(postIds)}) and p.status = 'published' and p.deleted_at is null`)
  return [...rows]
}

/** The part of the inventory that these posts, tags and authors can have added to; everything when none are given. */
export async function readInventory(tx: SnapshotTransaction, only?: Touched): Promise<Inventory> {
  const settings = await snapshotSettings(tx)
  const { permalink, timeZone, postsPerPage } = settings
  const postFilter = only ? sql`and p.id = any(${idArray(only.posts)})` : sql``
  const tagFilter = only ? sql`where t.id = any(${idArray(only.tags)})` : sql``
  const authorFilter = only ? sql`where t.id = any(${idArray(only.authors)})` : sql``
  const isPublic = sql`p.status = 'published' and p.deleted_at is null`

  const [posts, tags, authors, counts, redirects] = await Promise.all([
    tx.execute<{ kind: PostKind; slug: string; at: number }>(sql`
      select p.kind, p.slug, epoch_ms(p.published_at)::float8 as at from post p where ${isPublic} ${postFilter}
      order by p.published_at desc, p.id desc`),
    tx.execute<{ slug: string; count: number }>(sql`
      select t.slug, (select count(*)::int from post_tag m join post p on p.id = m.post_id
        where m.tag_id = t.id and p.kind = 'post' and ${isPublic}) as count from tag t ${tagFilter}`),
    tx.execute<{ slug: string; count: number }>(sql`
      select t.slug, (select count(*)::int from post_author m join post p on p.id = m.post_id
        where m.author_id = t.id and p.kind = 'post' and ${isPublic}) as count from author t ${authorFilter}`),
    tx.execute<{ count: number }>(sql`select count(*)::int as count from post p where p.kind = 'post' and ${isPublic}`),
    readRedirects(tx, permalink, timeZone, only),
  ])
  const address = ({ slug, at }: { slug: string; at: number }) => {
    const publishedAt = new Date(at)
    const { yyyy, mm } = calendarDate(publishedAt, timeZone)
    return { path: postPath(permalink, timeZone, { slug, publishedAt }), month: `${yyyy}/${mm}` }
  }
  return {
    posts: posts.filter(({ kind }) => kind === 'post').map(address),
    pages: posts.filter(({ kind }) => kind === 'page').map(({ slug }) => ({ path: pagePath({ slug }) })),
    tags: [...tags],
    authors: [...authors],
    redirects,
    postsPerPage,
    postCount: counts[0]?.count ?? 0,
  }
}

/** What a change can have given an address to. */
export interface Touched {
  readonly posts: readonly number[]
  readonly tags: readonly number[]
  readonly authors: readonly number[]
  readonly redirectSources: readonly string[]
  readonly formerSlugs: readonly { kind: string; slug: string }[]
}

/** Reads from the names of touches which rows they are about. */
export function touchedRows(touches: Touches): Touched {
  const posts = new Set<number>()
  const tags = new Set<number>()
  const authors = new Set<number>()
  const redirectSources: string[] = []
  const formerSlugs: { kind: string; slug: string }[] = []
  const ids: Readonly<Record<string, Set<number>>> = { post: posts, tag: tags, author: authors }
  for (const name of touches.names) {
    const row = /^(post|tag|author):(\d+)\/(?:dated-)?address$/.exec(name)
    if (row?.[1]) ids[row[1]]?.add(Number(row[2]))
    if (name.startsWith('lookup:redirect/')) redirectSources.push(name.slice('lookup:redirect'.length))
    const former = /^lookup:history\/(\w+)\/(.+)$/.exec(name)
    if (former?.[1] && former[2]) formerSlugs.push({ kind: former[1], slug: former[2] })
  }
  for (const list of touches.points.keys()) {
    const row = /^(tag|author):(\d+)$/.exec(list)
    if (row?.[1]) ids[row[1]]?.add(Number(row[2]))
  }
  return { posts: [...posts], tags: [...tags], authors: [...authors], redirectSources, formerSlugs }
}

async function readRedirects(
  tx: SnapshotTransaction,
  permalink: string,
  timeZone: string,
  only?: Touched,
): Promise<string[]> {
  const sources = only
    ? only.redirectSources
    : (await tx.execute<{ source: string }>(sql`select source from redirect order by id`)).map(({ source }) => source)
  const former = only
    ? only.formerSlugs
    : await tx.execute<{ kind: string; slug: string }>(sql`select kind, slug from slug_history`)
  const path = ({ kind, slug }: { kind: string; slug: string }): string => {
    if (kind === 'page') return pagePath({ slug })
    if (kind === 'tag') return `/tags/${encodeURIComponent(slug)}`
    if (kind === 'author') return `/authors/${encodeURIComponent(slug)}`
    return postPath(permalink, timeZone, { slug, publishedAt: null })
  }
  return [...sources, ...[...former].map(path)]
}

function idArray(ids: readonly number[]) {
  return sql`${`{${ids.join(',')}}`}::bigint[]`
}
