/** Writing posts and pages. Every function works in the caller's transaction, and only changes rows. */
import { isDeepStrictEqual } from 'node:util'
import { and, eq, isNull, like, or, sql } from 'drizzle-orm'
import type { WriteTransaction } from '../../db/index.ts'
import { author, autosave, type PostKind, type PostStatus, type PostTemplate, post, tag } from '../../db/schema.ts'
import { audit } from '../audit.ts'
import { ContentError, namingDuplicates } from '../errors.ts'
import { checkSlug, freeSlug, isReserved, slugify } from '../slug.ts'
import { lockForChange } from './lock.ts'
import { findOrCreate, setMembers } from './members.ts'
import { publication } from './publication.ts'
import { getPost, type PostRecord } from './record.ts'
import { renderColumns } from './rendering.ts'
import { keepRevision } from './revisions.ts'

/** What a writer gives. A patch has any part of it. */
export interface PostInput {
  readonly kind?: PostKind | undefined
  /** Empty: made from the title; of what is not a draft any more, as it is. */
  readonly slug?: string | undefined
  readonly title: string
  readonly markdown?: string | undefined
  readonly excerpt?: string | null | undefined
  readonly status?: PostStatus | undefined
  readonly publishedAt?: Date | null | undefined
  /** Slugs or names; unknown ones are created. */
  readonly tags?: readonly string[] | undefined
  readonly authors?: readonly string[] | undefined
  readonly coverUrl?: string | null | undefined
  readonly coverAlt?: string | null | undefined
  readonly canonicalUrl?: string | null | undefined
  readonly seoTitle?: string | null | undefined
  readonly seoDescription?: string | null | undefined
  readonly featured?: boolean | undefined
  readonly template?: PostTemplate | undefined
  readonly noIndex?: boolean | undefined
  readonly socialImageUrl?: string | null | undefined
  readonly socialTitle?: string | null | undefined
  readonly socialDescription?: string | null | undefined
  /** For importers. */
  readonly createdAt?: Date | undefined
  readonly updatedAt?: Date | undefined
  readonly importKey?: string | undefined
  readonly importHash?: string | undefined
}

export interface WriteContext {
  /** The site's origin, for telling internal links from external ones. */
  readonly siteUrl: string
  readonly now: Date
}

const PLAIN_COLUMNS = [
  'title',
  'markdown',
  'excerpt',
  'coverUrl',
  'coverAlt',
  'canonicalUrl',
  'seoTitle',
  'seoDescription',
  'featured',
  'template',
  'noIndex',
  'socialImageUrl',
  'socialTitle',
  'socialDescription',
  'createdAt',
  'updatedAt',
  'importKey',
  'importHash',
] as const

/** Creates a post or page; throws `ContentError`. */
export async function createPost(tx: WriteTransaction, context: WriteContext, input: PostInput): Promise<PostRecord> {
  const kind = input.kind ?? 'post'
  const title = checkTitle(input.title)
  const slug = input.slug ? checkSlug(input.slug, kind) : await automaticSlug(tx, kind, title)
  const { status, publishedAt } = publication(input.status ?? 'draft', input.publishedAt ?? null, context.now)
  const rendered = await renderColumns(tx, input.markdown ?? '', context.siteUrl)
  const tagIds = await findOrCreate(tx, tag, 'tags', input.tags ?? [])
  const authorIds = await findOrCreate(tx, author, 'authors', input.authors ?? [])
  const [row] = await namingDuplicates('slug', slug, () =>
    tx
      .insert(post)
      .values({ ...pick(input), kind, title, slug, status, publishedAt, ...rendered })
      .returning({ id: post.id }),
  )
  if (!row) throw new Error('PostgreSQL returned no row.')
  await setMembers(tx, row.id, 'tag', tagIds)
  await setMembers(tx, row.id, 'author', authorIds)
  const record = await getPost(tx, row.id)
  await keepRevision(tx, record)
  await audit(tx, `${kind}.create`, `${kind}:${row.id}`, { slug, status })
  return record
}

/**
 * Changes what the patch names. With `expectedVersion`, throws `version-conflict` (holding what is stored) when somebody
 * else was faster.
 */
export async function updatePost(
  tx: WriteTransaction,
  context: WriteContext,
  id: number,
  patch: Partial<PostInput>,
  expectedVersion?: number,
): Promise<PostRecord> {
  const current = await lockForChange(tx, id, expectedVersion)
  const kind = patch.kind ?? current.kind
  const changes: Partial<typeof post.$inferInsert> = { ...pick(patch) }
  if (patch.title !== undefined) changes.title = checkTitle(patch.title)
  if (patch.kind !== undefined) changes.kind = patch.kind
  if (patch.slug === '' && current.status === 'draft') {
    const title = changes.title ?? current.title
    // As it is, if that is what it would be made to anyway.
    if (!isMadeFrom(current.slug, title)) changes.slug = await automaticSlug(tx, kind, title)
  } else if (patch.slug !== undefined || patch.kind !== undefined) {
    changes.slug = checkSlug(patch.slug || current.slug, kind)
  }
  if (patch.status !== undefined || patch.publishedAt !== undefined) {
    const wanted = patch.publishedAt === undefined ? current.publishedAt : patch.publishedAt
    Object.assign(changes, publication(patch.status ?? current.status, wanted, context.now))
  }
  if (patch.markdown !== undefined && patch.markdown !== current.markdown) {
    Object.assign(changes, await renderColumns(tx, patch.markdown, context.siteUrl))
  }
  const tagIds = patch.tags && (await findOrCreate(tx, tag, 'tags', patch.tags))
  const authorIds = patch.authors && (await findOrCreate(tx, author, 'authors', patch.authors))

  if (Object.keys(changes).length > 0) {
    await namingDuplicates('slug', changes.slug ?? current.slug, () =>
      tx.update(post).set(changes).where(eq(post.id, id)),
    )
  }
  const tagsChanged = tagIds !== undefined && (await setMembers(tx, id, 'tag', tagIds))
  const authorsChanged = authorIds !== undefined && (await setMembers(tx, id, 'author', authorIds))
  if (tagsChanged || authorsChanged) {
    // Memberships are rows of their own: say on the post that it is another version now, unless the update did.
    const bump = { version: current.version + 1, updatedAt: patch.updatedAt ?? context.now }
    await tx
      .update(post)
      .set(bump)
      .where(and(eq(post.id, id), eq(post.version, current.version)))
  }
  const record = await getPost(tx, id)
  if (record.version !== current.version) {
    await keepRevision(tx, record)
    await audit(tx, `${record.kind}.update`, `${record.kind}:${id}`, {
      fields: changedFields(patch, current, record),
      status: record.status,
    })
  }
  return record
}

/** Rewrites the addresses in its text and cover, in the bin too; what somebody typed and did not save goes on from there. */
export async function rewritePost(
  tx: WriteTransaction,
  context: WriteContext,
  id: number,
  rewrite: (text: string) => string,
): Promise<void> {
  await tx.select({ id: post.id }).from(post).where(eq(post.id, id)).for('update')
  const { markdown, coverUrl, socialImageUrl, version } = await getPost(tx, id)
  const text = rewrite(markdown)
  const rendered = await renderColumns(tx, text, context.siteUrl)
  await tx
    .update(post)
    .set({
      ...{ ...rendered, markdown: text },
      coverUrl: coverUrl && rewrite(coverUrl),
      socialImageUrl: socialImageUrl && rewrite(socialImageUrl),
    })
    .where(eq(post.id, id))
  const record = await getPost(tx, id)
  if (record.version === version) return
  await keepRevision(tx, record)
  await tx
    .update(autosave)
    .set({ baseVersion: record.version })
    .where(and(eq(autosave.postId, id), eq(autosave.baseVersion, version)))
  await audit(tx, `${record.kind}.update`, `${record.kind}:${id}`, { fields: ['media'], status: record.status })
}

/** Editors send all there is; the audit log tells what differs. */
function changedFields(patch: Partial<PostInput>, before: PostRecord, after: PostRecord): string[] {
  const [was, is] = [before, after].map((record) => new Map<string, unknown>(Object.entries(record)))
  return Object.keys(patch).filter((key) => !was?.has(key) || !isDeepStrictEqual(was.get(key), is?.get(key)))
}

function checkTitle(title: string): string {
  const trimmed = title.trim()
  if (!trimmed) throw new ContentError('invalid', 'A title is needed.', { field: 'title' })
  return trimmed
}

/** Perhaps with a number, where the first choice was taken. */
function isMadeFrom(slug: string, title: string): boolean {
  const base = slugify(title)
  return base !== '' && slug.startsWith(base) && /^(?:-\d+)?$/.test(slug.slice(base.length))
}

async function automaticSlug(tx: WriteTransaction, kind: PostKind, title: string): Promise<string> {
  const base = slugify(title) || kind
  const slug = kind === 'page' && isReserved(base) ? `${base}-page` : base
  // Who wants the same one at this moment waits, and then sees that it is taken.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`slug/${kind}/${slug}`}, 0))`)
  const rows = await tx
    .select({ slug: post.slug })
    .from(post)
    .where(and(eq(post.kind, kind), isNull(post.deletedAt), or(eq(post.slug, slug), like(post.slug, `${slug}-%`))))
  const taken = new Set(rows.map((row) => row.slug))
  return freeSlug(slug, (candidate) => taken.has(candidate))
}

function pick(input: Partial<PostInput>): Partial<typeof post.$inferInsert> {
  const given = PLAIN_COLUMNS.filter((column) => input[column] !== undefined).map((column) => [column, input[column]])
  return Object.fromEntries(given)
}
