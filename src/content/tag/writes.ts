import { desc, eq, lt } from 'drizzle-orm'
import type { Drizzle, WriteTransaction } from '../../db/index.ts'
import { tag } from '../../db/schema.ts'
import { audit } from '../audit.ts'
import { ContentError, namingDuplicates } from '../errors.ts'
import { checkSlug, slugify } from '../slug.ts'

export interface TagInput {
  readonly slug?: string | undefined
  readonly name: string
  readonly description?: string | undefined
}

export type TagRecord = typeof tag.$inferSelect

export async function createTag(tx: WriteTransaction, input: TagInput): Promise<TagRecord> {
  const slug = checkSlug(input.slug || slugify(input.name), 'tag')
  const [row] = await namingDuplicates('slug', slug, () =>
    tx
      .insert(tag)
      .values({ ...input, slug })
      .returning(),
  )
  if (!row) throw new Error('PostgreSQL returned no row.')
  await audit(tx, 'tag.create', `tag:${row.id}`, { slug })
  return row
}

export async function updateTag(tx: WriteTransaction, id: number, patch: Partial<TagInput>): Promise<TagRecord> {
  const slug = patch.slug === undefined ? undefined : checkSlug(patch.slug, 'tag')
  const changes = { ...patch, ...(slug && { slug }), updatedAt: new Date() }
  const [row] = await namingDuplicates('slug', slug ?? '', () =>
    tx.update(tag).set(changes).where(eq(tag.id, id)).returning(),
  )
  if (!row) throw new ContentError('not-found', `There is no tag ${id}.`)
  await audit(tx, 'tag.update', `tag:${id}`, { fields: Object.keys(patch) })
  return row
}

/** Posts lose it; its address answers 410. */
export async function deleteTag(tx: WriteTransaction, id: number): Promise<void> {
  const rows = await tx.delete(tag).where(eq(tag.id, id)).returning({ slug: tag.slug })
  if (!rows[0]) throw new ContentError('not-found', `There is no tag ${id}.`)
  await audit(tx, 'tag.delete', `tag:${id}`, rows[0])
}

export async function getTag(db: Drizzle | WriteTransaction, id: number): Promise<TagRecord> {
  const [row] = await db.select().from(tag).where(eq(tag.id, id))
  if (!row) throw new ContentError('not-found', `There is no tag ${id}.`)
  return row
}

export function listTags(db: Drizzle, page: { afterId?: number | undefined; limit: number }): Promise<TagRecord[]> {
  const where = page.afterId === undefined ? undefined : lt(tag.id, page.afterId)
  return db.select().from(tag).where(where).orderBy(desc(tag.id)).limit(page.limit)
}
