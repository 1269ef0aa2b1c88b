/** What a message says of a post or tag. */
import { asc, eq, inArray } from 'drizzle-orm'
import { authorPath, pagePath, postPath, type Settings, tagPath } from '../content/index.ts'
import type { WriteTransaction } from '../db/index.ts'
import { author, post, postAuthor, postTag, tag } from '../db/schema.ts'
import type { NetChange, SeenPost } from './net-changes.ts'

export interface NamedSummary {
  readonly slug: string
  readonly name: string
  readonly url: string
}

export interface PostSummary {
  readonly id: number
  readonly kind: 'post' | 'page'
  readonly title: string
  readonly slug: string
  readonly url: string
  readonly status: string
  readonly publishedAt: string | null
  readonly updatedAt: string | null
  readonly excerpt: string
  readonly coverUrl: string | null
  readonly featured: boolean
  readonly tags: readonly NamedSummary[]
  readonly authors: readonly NamedSummary[]
}

export interface SummaryContext {
  readonly siteUrl: string
  readonly settings: Settings
}

const COLUMNS = {
  id: post.id,
  kind: post.kind,
  title: post.title,
  slug: post.slug,
  status: post.status,
  publishedAt: post.publishedAt,
  updatedAt: post.updatedAt,
  deletedAt: post.deletedAt,
  excerpt: post.excerpt,
  autoExcerpt: post.autoExcerpt,
  coverUrl: post.coverUrl,
  featured: post.featured,
}

interface PostRow {
  readonly id: number
  readonly kind: 'post' | 'page'
  readonly title: string
  readonly slug: string
  readonly status: string
  readonly publishedAt: Date | null
  readonly updatedAt: Date
  readonly deletedAt: Date | null
  readonly excerpt: string | null
  readonly autoExcerpt: string
  readonly coverUrl: string | null
  readonly featured: boolean
}

interface Member {
  readonly postId: number
  readonly slug: string
  readonly name: string
}

/** What summaries are made of: the rows as they are now. What an image says of the moment of the change goes before it. */
export interface PostFacts {
  readonly rows: ReadonlyMap<number, PostRow>
  readonly tags: ReadonlyMap<number, readonly Member[]>
  readonly authors: ReadonlyMap<number, readonly Member[]>
}

export async function readPostFacts(tx: WriteTransaction, ids: readonly number[]): Promise<PostFacts> {
  if (ids.length === 0) return { rows: new Map(), tags: new Map(), authors: new Map() }
  const wanted = [...new Set(ids)]
  const rows = await tx.select(COLUMNS).from(post).where(inArray(post.id, wanted))
  const tags = await tx
    .select({ postId: postTag.postId, slug: tag.slug, name: tag.name })
    .from(postTag)
    .innerJoin(tag, eq(tag.id, postTag.tagId))
    .where(inArray(postTag.postId, wanted))
    .orderBy(asc(postTag.position), asc(tag.name))
  const authors = await tx
    .select({ postId: postAuthor.postId, slug: author.slug, name: author.name })
    .from(postAuthor)
    .innerJoin(author, eq(author.id, postAuthor.authorId))
    .where(inArray(postAuthor.postId, wanted))
    .orderBy(asc(postAuthor.position), asc(author.name))
  return {
    rows: new Map(rows.map((row) => [row.id, row])),
    tags: Map.groupBy(tags, ({ postId }) => postId),
    authors: Map.groupBy(authors, ({ postId }) => postId),
  }
}

type PostChange = Extract<NetChange, { subject: 'post' }>

/** Undefined when nothing is known of it any more: its tags were changed, and then it was deleted for good. */
export function postSummary(change: PostChange, facts: PostFacts, context: SummaryContext): PostSummary | undefined {
  const { id, type } = change
  const row = facts.rows.get(id)
  const image = change.after ?? change.before
  const known = image ? { ...image, publishedAt: image.at === null ? null : new Date(image.at) } : row
  if (!known) return undefined
  const { siteUrl } = context
  const named = (members: readonly Member[] | undefined, pathOf: (member: Member) => string) =>
    (members ?? []).map((member) => ({ slug: member.slug, name: member.name, url: siteUrl + pathOf(member) }))
  return {
    id,
    kind: known.kind,
    title: known.title,
    slug: known.slug,
    url: siteUrl + pathOf(known, context.settings),
    status: type.endsWith('.deleted')
      ? 'deleted'
      : type.endsWith('.unpublished')
        ? (row?.status ?? 'draft')
        : 'published',
    publishedAt: known.publishedAt?.toISOString() ?? null,
    updatedAt: row?.updatedAt.toISOString() ?? null,
    excerpt: row?.excerpt || row?.autoExcerpt || '',
    coverUrl: row?.coverUrl ? absolute(siteUrl, row.coverUrl) : null,
    featured: row?.featured ?? false,
    tags: named(facts.tags.get(id), tagPath),
    authors: named(facts.authors.get(id), authorPath),
  }
}

/** Where a post that was public was found before, if that is another place. */
export function formerAddress(
  { before, after }: PostChange,
  { siteUrl, settings }: SummaryContext,
): { slug: string; url: string } | undefined {
  if (before?.state !== 'public' || after?.state !== 'public') return undefined
  const path = pathOfImage(before, settings)
  return path === pathOfImage(after, settings) ? undefined : { slug: before.slug, url: siteUrl + path }
}

function pathOfImage(image: SeenPost, settings: Settings): string {
  return pathOf({ ...image, publishedAt: image.at === null ? null : new Date(image.at) }, settings)
}

function pathOf(
  known: { kind: 'post' | 'page'; slug: string; publishedAt: Date | null },
  { permalink, timeZone }: Settings,
): string {
  return known.kind === 'page' ? pagePath(known) : postPath(permalink, timeZone, known)
}

function absolute(siteUrl: string, address: string): string {
  return URL.canParse(address, `${siteUrl}/`) ? new URL(address, `${siteUrl}/`).href : address
}
