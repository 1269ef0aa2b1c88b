import { eq } from 'drizzle-orm'
import type { Drizzle, WriteTransaction } from '../../db/index.ts'
import { author } from '../../db/schema.ts'
import { audit } from '../audit.ts'
import { ContentError, namingDuplicates } from '../errors.ts'
import { checkSlug, freeSlug, slugify } from '../slug.ts'

export interface AuthorInput {
  readonly slug?: string | undefined
  readonly name: string
  readonly bio?: string | undefined
  readonly avatarUrl?: string | null | undefined
  readonly websiteUrl?: string | null | undefined
}

export type AuthorRecord = typeof author.$inferSelect

export async function createAuthor(tx: WriteTransaction, input: AuthorInput): Promise<AuthorRecord> {
  const slug = checkSlug(input.slug || slugify(input.name), 'author')
  const [row] = await namingDuplicates('slug', slug, () =>
    tx
      .insert(author)
      .values({ ...input, slug })
      .returning(),
  )
  if (!row) throw new Error('PostgreSQL returned no row.')
  await audit(tx, 'author.create', `author:${row.id}`, { slug })
  return row
}

/** As `createAuthor`, under a slug that is free. Null when the name holds nothing that a slug could be made of. */
export async function createAuthorNamed(tx: WriteTransaction, name: string): Promise<AuthorRecord | null> {
  const slug = slugify(name)
  if (!slug) return null
  const rows = await tx.select({ slug: author.slug }).from(author)
  const taken = new Set(rows.map((row) => row.slug))
  return createAuthor(tx, { name: name.trim(), slug: freeSlug(slug, (candidate) => taken.has(candidate)) })
}

export async function updateAuthor(
  tx: WriteTransaction,
  id: number,
  patch: Partial<AuthorInput>,
): Promise<AuthorRecord> {
  const slug = patch.slug === undefined ? undefined : checkSlug(patch.slug, 'author')
  const changes = { ...patch, ...(slug && { slug }), updatedAt: new Date() }
  const [row] = await namingDuplicates('slug', slug ?? '', () =>
    tx.update(author).set(changes).where(eq(author.id, id)).returning(),
  )
  if (!row) throw new ContentError('not-found', `There is no author ${id}.`)
  await audit(tx, 'author.update', `author:${id}`, { fields: Object.keys(patch) })
  return row
}

/** Posts lose it; its address answers 410. */
export async function deleteAuthor(tx: WriteTransaction, id: number): Promise<void> {
  const rows = await tx.delete(author).where(eq(author.id, id)).returning({ slug: author.slug })
  if (!rows[0]) throw new ContentError('not-found', `There is no author ${id}.`)
  await audit(tx, 'author.delete', `author:${id}`, rows[0])
}

export async function getAuthor(db: Drizzle | WriteTransaction, id: number): Promise<AuthorRecord> {
  const [row] = await db.select().from(author).where(eq(author.id, id))
  if (!row) throw new ContentError('not-found', `There is no author ${id}.`)
  return row
}
