/** Posts as lists show them, and the dependencies of showing them so. */
import { type SQL, sql } from 'drizzle-orm'
import type { Dependencies } from '../../cache/index.ts'
import { isDated, pagePath, postPath, tagPath } from '../permalink.ts'
import type { Query, Reading } from '../reading.ts'
import { siteSettings } from '../settings/reads.ts'
import type { PostCard, PostKind, PostLink, TagLink } from '../types.ts'

/** As the query gives it: everything but the path, which depends on settings. */
export interface CardRow {
  readonly id: number
  readonly kind: PostKind
  readonly slug: string
  readonly title: string
  readonly excerpt: string
  readonly coverUrl: string | null
  readonly featured: boolean
  readonly readingMinutes: number
  readonly publishedAtMs: number
  readonly tags: readonly { id: number; slug: string; name: string }[]
}

/** Columns of a card, from `post p`. */
export const CARD_COLUMNS = sql`
  p.id::float8 as id, p.kind, p.slug, p.title, coalesce(nullif(p.excerpt, ''), p.auto_excerpt) as excerpt,
  p.cover_url as "coverUrl", p.featured, p.reading_minutes as "readingMinutes",
  epoch_ms(p.published_at)::float8 as "publishedAtMs",
  coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'slug', t.slug, 'name', t.name) order by m.position, t.name)
    from post_tag m join tag t on t.id = m.tag_id where m.post_id = p.id), '[]') as tags`

/**
 * The cards of the posts that `ids` selects, by date. The ids come first, so that rows which a page skips cost nothing.
 */
export async function selectCards(
  { tx, dependencies }: Query,
  ids: SQL,
  direction: 'oldest first' | 'newest first',
): Promise<CardRow[]> {
  const order = direction === 'oldest first' ? sql`p.published_at, p.id` : sql`p.published_at desc, p.id desc`
  const rows = await tx.execute<CardRow & Record<string, unknown>>(sql`
    with page as materialized (select p.id from ${ids})
    select ${CARD_COLUMNS} from page join post p on p.id = page.id order by ${order}`)
  for (const row of rows) dependOnCard(dependencies, row)
  return rows
}

export function dependOnCard(dependencies: Dependencies, row: CardRow): void {
  dependencies.value(`post:${row.id}/card`)
  dependencies.value(`post:${row.id}/tags`)
  for (const { id } of row.tags) {
    dependencies.value(`tag:${id}/name`)
    dependencies.value(`tag:${id}/address`)
  }
}

/** Adds what depends on settings: the paths. */
export async function toCard(reading: Reading, row: CardRow): Promise<PostCard> {
  const { publishedAtMs: _, ...rest } = row
  return {
    ...rest,
    publishedAt: new Date(row.publishedAtMs),
    path: await pathOf(reading, row),
    tags: row.tags.map((tag): TagLink => ({ ...tag, path: tagPath(tag) })),
  }
}

export async function toCards(reading: Reading, rows: readonly CardRow[]): Promise<PostCard[]> {
  return Promise.all(rows.map((row) => toCard(reading, row)))
}

export interface LinkRow {
  readonly id: number
  readonly kind: PostKind
  readonly slug: string
  readonly title: string
  readonly publishedAtMs: number
}

/** Columns of a link, from `post p`. */
export const LINK_COLUMNS = sql`p.id::float8 as id, p.kind, p.slug, p.title, epoch_ms(p.published_at)::float8 as "publishedAtMs"`

export async function toLink(reading: Reading, row: LinkRow): Promise<PostLink> {
  const { publishedAtMs, ...rest } = row
  return { ...rest, publishedAt: new Date(publishedAtMs), path: await pathOf(reading, row) }
}

interface Placed {
  readonly id: number
  readonly kind: PostKind
  readonly slug: string
  readonly publishedAtMs: number
}

/** The canonical path of a post or page by the current settings. */
export async function pathOf(reading: Reading, row: Placed): Promise<string> {
  return row.kind === 'page' ? pagePath(row) : (await pathMaker(reading))(row)
}

/** As `pathOf`, for many. A path has the post's date in it only when the pattern says so; then it depends on that. */
export async function pathMaker(reading: Reading): Promise<(row: Placed) => string> {
  const settings = await siteSettings(reading)
  const { permalink } = settings
  if (!isDated(permalink)) {
    return (row) =>
      row.kind === 'page' ? pagePath(row) : postPath(permalink, 'UTC', { slug: row.slug, publishedAt: null })
  }
  const { timeZone } = settings
  return (row) => {
    if (row.kind === 'page') return pagePath(row)
    reading.dependencies.value(`post:${row.id}/date`)
    return postPath(permalink, timeZone, { slug: row.slug, publishedAt: new Date(row.publishedAtMs) })
  }
}
