/** Which addresses exist. */
import { sql } from 'drizzle-orm'
import { authorPath, calendarDate, pagePath, postPath, tagPath } from './permalink.ts'
import type { SnapshotTransaction } from './reading.ts'
import { snapshotSettings } from './settings/reads.ts'
import type { PostKind, SlugOwner } from './types.ts'

/** Pages of a numbered list, `from` to `to`; none when `from` is the greater. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** The pages of a list of posts: its front and feeds when `isNew`, and its permanent pages. */
export interface ListAddresses {
  readonly path: string
  readonly isNew: boolean
  readonly pages: Span
}

/** Everything that has an address of its own; or of that what a change may have added. */
export interface Inventory {
  readonly posts: readonly string[]
  readonly pages: readonly string[]
  readonly archivePages: Span
  /** `2024/05` */
  readonly months: readonly string[]
  readonly tags: readonly ListAddresses[]
  readonly authors: readonly ListAddresses[]
  /** How many posts there are, and were. */
  readonly postCount: Span
  /** Former addresses and redirects: answers too, and as warm as pages. */
  readonly redirects: readonly string[]
}

/** What the snapshot has, most important first. */
export async function readInventory(tx: SnapshotTransaction): Promise<Inventory> {
  const { permalink, timeZone, postsPerPage } = await snapshotSettings(tx)
  const isPublic = sql`p.status = 'published' and p.deleted_at is null`
  const [rows, tags, authors, sources, former] = await Promise.all([
    tx.execute<{ kind: PostKind; slug: string; at: number }>(sql`
      select p.kind, p.slug, epoch_ms(p.published_at)::float8 as at from post p where ${isPublic}
      order by p.published_at desc, p.id desc`),
    tx.execute<{ slug: string; count: number }>(sql`
      select t.slug, count(*)::int as count from tag t join post_tag m on m.tag_id = t.id join post p on p.id = m.post_id
      where p.kind = 'post' and ${isPublic} group by t.id order by count(*) desc`),
    tx.execute<{ slug: string; count: number }>(sql`
      select t.slug, count(*)::int as count from author t join post_author m on m.author_id = t.id join post p on p.id = m.post_id
      where p.kind = 'post' and ${isPublic} group by t.id order by count(*) desc`),
    tx.execute<{ source: string }>(sql`select source from redirect order by id`),
    tx.execute<FormerSlug & Record<string, unknown>>(sql`select kind, slug from slug_history`),
  ])
  const posts = rows.filter(({ kind }) => kind === 'post')
  const pagesOf = (count: number): Span => ({ from: 1, to: Math.ceil(count / postsPerPage) })
  return {
    posts: posts.map(({ slug, at }) => postPath(permalink, timeZone, { slug, publishedAt: new Date(at) })),
    pages: rows.filter(({ kind }) => kind === 'page').map(pagePath),
    archivePages: pagesOf(posts.length),
    months: monthsOf(
      posts.map(({ at }) => at),
      timeZone,
    ),
    tags: tags.map((tag) => ({ path: tagPath(tag), isNew: true, pages: pagesOf(tag.count) })),
    authors: authors.map((author) => ({ path: authorPath(author), isNew: true, pages: pagesOf(author.count) })),
    postCount: { from: 0, to: posts.length },
    redirects: [...sources.map(({ source }) => source), ...former.map((slug) => formerPath(slug, permalink))],
  }
}

export interface FormerSlug {
  readonly kind: SlugOwner
  readonly slug: string
}

/** The address that something had under this slug. One with a date in it is not known any more, and made on request. */
export function formerPath({ kind, slug }: FormerSlug, permalink: string): string {
  if (kind === 'page') return pagePath({ slug })
  if (kind === 'tag') return tagPath({ slug })
  if (kind === 'author') return authorPath({ slug })
  return postPath(permalink, 'UTC', { slug, publishedAt: null })
}

/** The months of these instants, each once. */
export function monthsOf(instants: Iterable<number>, timeZone: string): string[] {
  const months = new Set<string>()
  for (const at of instants) {
    const { yyyy, mm } = calendarDate(new Date(at), timeZone)
    months.add(`${yyyy}/${mm}`)
  }
  return [...months]
}
