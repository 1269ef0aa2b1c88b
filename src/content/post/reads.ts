/** One post or page, by its address, and its neighbours. */
import { sql } from 'drizzle-orm'
import { FIRST_KEY, LAST_KEY } from '../../cache/index.ts'
import { RENDERER_VERSION, renderMarkdown } from '../../markdown/index.ts'
import { authorPath, isDated, tagPath } from '../permalink.ts'
import { type Query, type Reading, recordOnUse } from '../reading.ts'
import { siteSettings } from '../settings/reads.ts'
import type {
  AuthorLink,
  Found,
  PostDetail,
  PostKind,
  PostLink,
  PostTemplate,
  TableOfContentsItem,
  TagLink,
} from '../types.ts'
import { CARD_COLUMNS, type CardRow, LINK_COLUMNS, type LinkRow, toCard, toLink } from './cards.ts'
import { sortKey } from './sort-key.ts'

interface DetailRow extends CardRow, Record<string, unknown> {
  readonly state: 'public' | 'gone'
  readonly html: string
  readonly toc: readonly TableOfContentsItem[]
  readonly coverAlt: string | null
  readonly wordCount: number
  readonly authors: readonly { id: number; slug: string; name: string }[]
  readonly modifiedAtMs: number
  readonly canonicalUrl: string | null
  readonly seoTitle: string | null
  readonly seoDescription: string | null
  readonly template: PostTemplate
  readonly noIndex: boolean
  readonly socialImageUrl: string | null
  readonly socialTitle: string | null
  readonly socialDescription: string | null
  readonly staleMarkdown: string | null
}

/** Columns of a detail, from `post p`. */
export const DETAIL_COLUMNS = sql`${CARD_COLUMNS}, case when p.deleted_at is null then 'public' else 'gone' end as state,
  p.html, p.toc, p.cover_alt as "coverAlt", p.word_count as "wordCount",
  coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'slug', a.slug, 'name', a.name) order by m.position, a.name)
    from post_author m join author a on a.id = m.author_id where m.post_id = p.id), '[]') as authors,
  epoch_ms(greatest(p.updated_at, p.published_at))::float8 as "modifiedAtMs", p.canonical_url as "canonicalUrl", p.seo_title as "seoTitle",
  p.seo_description as "seoDescription", p.template, p.no_index as "noIndex", p.social_image_url as "socialImageUrl",
  p.social_title as "socialTitle", p.social_description as "socialDescription",
  case when p.rendered_from is distinct from md5(p.markdown) or p.renderer_version <> ${RENDERER_VERSION}::int then p.markdown end as "staleMarkdown"`

/** The post at its own address. The page it gives is withdrawn when that address changes. */
export async function postBySlug(reading: Reading, slug: string): Promise<Found<PostDetail>> {
  const { permalink } = await siteSettings(reading)
  return detailBySlug(reading, 'post', slug, isDated(permalink) ? 'dated-address' : 'address')
}

/** As `postBySlug`, for a page. */
export function pageBySlug(reading: Reading, slug: string): Promise<Found<PostDetail>> {
  return detailBySlug(reading, 'page', slug, 'address')
}

async function detailBySlug(
  reading: Reading,
  kind: PostKind,
  slug: string,
  address: string,
): Promise<Found<PostDetail>> {
  const row = await reading.read(`${kind}-by-slug/${address}/${slug}`, async (query) => {
    const { tx, dependencies } = query
    const [found] = await tx.execute<DetailRow>(
      sql`select ${DETAIL_COLUMNS} from post p where p.kind = ${kind} and p.slug = ${slug} and p.status = 'published'
        order by p.deleted_at desc nulls first limit 1`,
    )
    dependencies.absence(`lookup:${kind}/${slug}`)
    if (!found) return undefined
    dependencies.address(`post:${found.id}/${address}`)
    dependOnDetail(query, found)
    return withFreshHtml(query, found)
  })
  if (!row) return { state: 'absent' }
  return row.state === 'gone' ? { state: 'gone' } : { state: 'public', value: await toDetail(reading, row) }
}

/** All but what is depended on when it is looked at: see `toDetail`. */
export function dependOnDetail({ dependencies }: Query, { id }: DetailRow): void {
  for (const group of ['card', 'body', 'tags', 'authors', 'modified']) dependencies.value(`post:${id}/${group}`)
}

/** Plain SQL may have changed the Markdown alone: then the stored HTML is not of it, and a job has yet to come. */
export async function withFreshHtml({ siteUrl }: Query, row: DetailRow): Promise<DetailRow> {
  if (row.staleMarkdown === null) return row
  const { html, toc, excerpt, wordCount, readingMinutes } = await renderMarkdown(row.staleMarkdown, { siteUrl })
  return { ...row, html, toc, wordCount, readingMinutes, excerpt: row.excerpt || excerpt }
}

export async function toDetail(reading: Reading, row: DetailRow): Promise<PostDetail> {
  const { id, html, toc, coverAlt, wordCount, tags, authors, canonicalUrl, seoTitle, seoDescription } = row
  const { template, noIndex, socialImageUrl, socialTitle, socialDescription } = row
  const named = <T extends TagLink | AuthorLink>(kind: 'tag' | 'author', value: T): T =>
    recordOnUse<TagLink | AuthorLink>(reading, value, {
      name: `${kind}:${value.id}/name`,
      path: `${kind}:${value.id}/address`,
    }) as T
  const meta = `post:${id}/meta`
  const detail: PostDetail = {
    ...(await toCard(reading, row)),
    ...{ html, toc, coverAlt, wordCount, canonicalUrl, seoTitle, seoDescription },
    ...{ template, noIndex, socialImageUrl, socialTitle, socialDescription },
    tags: tags.map((tag) => named('tag', { ...tag, path: tagPath(tag) })),
    authors: authors.map((author) => named('author', { ...author, path: authorPath(author) })),
    modifiedAt: new Date(row.modifiedAtMs),
  }
  return recordOnUse(reading, detail, {
    ...{ canonicalUrl: meta, seoTitle: meta, seoDescription: meta, wordCount: meta, template: meta },
    ...{ socialImageUrl: meta, socialTitle: meta, socialDescription: meta, noIndex: `post:${id}/index` },
  })
}

export type { DetailRow }

export interface Neighbours {
  readonly older: PostLink | undefined
  readonly newer: PostLink | undefined
}

/** The posts published just before and after this one. */
export async function neighbours(reading: Reading, post: PostLink): Promise<Neighbours> {
  const { older, newer } = await reading.read(`neighbours/${post.id}`, async ({ tx, dependencies }) => {
    const at = post.publishedAt.toISOString()
    const isPublic = sql`p.kind = 'post' and p.status = 'published' and p.deleted_at is null`
    const rows = await tx.execute<LinkRow & Record<string, unknown> & { side: string }>(sql`
      (select 'older' as side, ${LINK_COLUMNS} from post p
        where ${isPublic} and (p.published_at, p.id) < (${at}::timestamptz, ${post.id}::bigint)
        order by p.published_at desc, p.id desc limit 1)
      union all
      (select 'newer' as side, ${LINK_COLUMNS} from post p
        where ${isPublic} and (p.published_at, p.id) > (${at}::timestamptz, ${post.id}::bigint)
        order by p.published_at, p.id limit 1)`)
    const older = rows.find(({ side }) => side === 'older')
    const newer = rows.find(({ side }) => side === 'newer')
    for (const row of rows) dependencies.value(`post:${row.id}/link`)
    dependencies.window(
      'posts',
      older ? sortKey(older.publishedAtMs, older.id) : FIRST_KEY,
      newer ? sortKey(newer.publishedAtMs, newer.id) : LAST_KEY,
    )
    return { older, newer }
  })
  return { older: older && (await toLink(reading, older)), newer: newer && (await toLink(reading, newer)) }
}
