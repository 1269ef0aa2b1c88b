/** Posts as writers see them: every column, whatever the status. Records no dependencies; not for public pages. */
import { and, asc, eq, ilike, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Drizzle, WriteTransaction } from '../../db/index.ts'
import { author, type PostKind, type PostStatus, post, postAuthor, postTag, tag } from '../../db/schema.ts'
import { ContentError } from '../errors.ts'
import { afterPlace, containing, inOrder, type Order, type Place, placeValue } from '../keyset.ts'

type Row = Omit<typeof post.$inferSelect, 'search'>

export interface Named {
  readonly id: number
  readonly slug: string
  readonly name: string
}

export interface PostRecord extends Row {
  readonly tags: readonly Named[]
  readonly authors: readonly Named[]
}

export interface PlacedPost extends PostRecord {
  readonly place: Place
}

export interface PostFilter {
  readonly kind?: PostKind | undefined
  readonly status?: PostStatus | undefined
  readonly tag?: string | undefined
  readonly author?: string | undefined
  /** Only posts of this author; null: none. */
  readonly authorId?: number | null | undefined
  readonly slug?: string | undefined
  readonly q?: string | undefined
  /** Only those in the bin; otherwise only those that are not. */
  readonly deleted?: boolean | undefined
  readonly sort?: PostOrder | undefined
  readonly after?: Place | undefined
  readonly limit: number
}

export const POST_ORDERS = [
  ...(['-created', 'created', '-changed', 'changed'] as const),
  ...(['-published', 'published', 'title', '-title'] as const),
] as const
export type PostOrder = (typeof POST_ORDERS)[number]

const { search: _, ...COLUMNS } = { ...columnsOf(post) }

function columnsOf(table: typeof post) {
  const {
    id,
    kind,
    slug,
    status,
    title,
    markdown,
    html,
    toc,
    plainText,
    wordCount,
    readingMinutes,
    rendererVersion,
    renderedFrom,
    excerpt,
    search,
  } = table
  const { autoExcerpt, coverUrl, coverAlt, canonicalUrl, seoTitle, seoDescription, featured, publishedAt, version } =
    table
  const { template, noIndex, socialImageUrl, socialTitle, socialDescription } = table
  const { importKey, importHash, createdAt, updatedAt, deletedAt } = table
  return {
    id,
    kind,
    slug,
    status,
    title,
    markdown,
    html,
    toc,
    plainText,
    wordCount,
    readingMinutes,
    rendererVersion,
    renderedFrom,
    excerpt,
    search,
    autoExcerpt,
    coverUrl,
    coverAlt,
    canonicalUrl,
    seoTitle,
    seoDescription,
    featured,
    template,
    noIndex,
    socialImageUrl,
    socialTitle,
    socialDescription,
    publishedAt,
    version,
    importKey,
    importHash,
    createdAt,
    updatedAt,
    deletedAt,
  }
}

/** Newest first unless another order is asked for; page on with the last place. */
export async function listPosts(db: Drizzle | WriteTransaction, filter: PostFilter): Promise<PlacedPost[]> {
  const order = orderOf(filter.sort ?? '-created')
  const conditions: (SQL | undefined)[] = [
    filter.kind && eq(post.kind, filter.kind),
    filter.status && eq(post.status, filter.status),
    filter.slug && eq(post.slug, filter.slug),
    filter.deleted ? isNotNull(post.deletedAt) : isNull(post.deletedAt),
    afterPlace(order, post.id, filter.after),
    filter.tag &&
      inArray(
        post.id,
        db
          .select({ id: postTag.postId })
          .from(postTag)
          .innerJoin(tag, eq(tag.id, postTag.tagId))
          .where(eq(tag.slug, filter.tag)),
      ),
    filter.author &&
      inArray(
        post.id,
        db
          .select({ id: postAuthor.postId })
          .from(postAuthor)
          .innerJoin(author, eq(author.id, postAuthor.authorId))
          .where(eq(author.slug, filter.author)),
      ),
    filter.authorId === undefined
      ? undefined
      : inArray(
          post.id,
          db
            .select({ id: postAuthor.postId })
            .from(postAuthor)
            .where(eq(postAuthor.authorId, filter.authorId ?? -1)),
        ),
    filter.q &&
      or(sql`${post.search} @@ websearch_to_tsquery('simple', ${filter.q})`, ilike(post.title, containing(filter.q))),
  ].map((condition) => condition || undefined)
  const rows = await db
    .select({ ...COLUMNS, value: placeValue(order) })
    .from(post)
    .where(and(...conditions))
    .orderBy(inOrder(order, post.id))
    .limit(filter.limit)
  const records = await withMembers(
    db,
    rows.map(({ value: _, ...row }) => row),
  )
  return records.map((record, i) => ({ ...record, place: { value: rows[i]?.value ?? '', id: record.id } }))
}

function orderOf(sort: PostOrder): Order {
  const isDescending = sort.startsWith('-')
  switch (sort) {
    case 'changed':
    case '-changed':
      return { by: post.updatedAt, type: 'timestamptz', isDescending }
    case 'published':
    case '-published':
      // What has no date yet stands at the end of the newest first.
      return { by: sql`coalesce(${post.publishedAt}, '-infinity')`, type: 'timestamptz', isDescending }
    case 'title':
    case '-title':
      return { by: sql`lower(${post.title})`, type: 'text', isDescending }
    default:
      return { by: post.id, type: 'bigint', isDescending }
  }
}

/** Throws `not-found`. */
export async function getPost(db: Drizzle | WriteTransaction, id: number): Promise<PostRecord> {
  const rows = await db.select(COLUMNS).from(post).where(eq(post.id, id))
  const [record] = await withMembers(db, rows)
  if (!record) throw new ContentError('not-found', `There is no post or page ${id}.`)
  return record
}

async function withMembers(db: Drizzle | WriteTransaction, rows: readonly Row[]): Promise<PostRecord[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const [tags, authors] = await Promise.all([
    db
      .select({ postId: postTag.postId, id: tag.id, slug: tag.slug, name: tag.name })
      .from(postTag)
      .innerJoin(tag, eq(tag.id, postTag.tagId))
      .where(inArray(postTag.postId, ids))
      .orderBy(asc(postTag.position), asc(tag.name)),
    db
      .select({ postId: postAuthor.postId, id: author.id, slug: author.slug, name: author.name })
      .from(postAuthor)
      .innerJoin(author, eq(author.id, postAuthor.authorId))
      .where(inArray(postAuthor.postId, ids))
      .orderBy(asc(postAuthor.position), asc(author.name)),
  ])
  const of = (members: readonly (Named & { postId: number })[], id: number) =>
    members.filter(({ postId }) => postId === id).map(({ id, slug, name }) => ({ id, slug, name }))
  return rows.map((row) => ({ ...row, tags: of(tags, row.id), authors: of(authors, row.id) }))
}
