import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Drizzle, WriteTransaction } from '../../db/index.ts'
import { slugHistory, tag } from '../../db/schema.ts'
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

/**
 * Gives the posts of one tag the other instead, and removes it. Its addresses, those that it had before too, lead to the
 * other. Posts that had both keep their order.
 */
export async function mergeTag(tx: WriteTransaction, id: number, intoId: number): Promise<TagRecord> {
  if (id === intoId) throw new ContentError('invalid', 'A tag cannot be merged into itself.', { field: 'into' })
  await tx
    .select({ id: tag.id })
    .from(tag)
    .where(inArray(tag.id, [id, intoId]))
    .orderBy(asc(tag.id))
    .for('update')
  const from = await getTag(tx, id)
  const into = await getTag(tx, intoId).catch(() => undefined)
  if (!into) throw new ContentError('invalid', `There is no tag ${intoId}.`, { field: 'into' })
  await tx.execute(sql`
    insert into post_tag (post_id, tag_id, position) select post_id, ${intoId}::bigint, position from post_tag where tag_id = ${id}
    on conflict do nothing`)
  await tx.delete(tag).where(eq(tag.id, id))
  // The triggers noted that its addresses are gone; they are not.
  await tx
    .update(slugHistory)
    .set({ ownerId: intoId, gone: false })
    .where(and(eq(slugHistory.kind, 'tag'), eq(slugHistory.ownerId, id)))
  await audit(tx, 'tag.merge', `tag:${id}`, { slug: from.slug, into: into.slug })
  return into
}

export async function getTag(db: Drizzle | WriteTransaction, id: number): Promise<TagRecord> {
  const [row] = await db.select().from(tag).where(eq(tag.id, id))
  if (!row) throw new ContentError('not-found', `There is no tag ${id}.`)
  return row
}
