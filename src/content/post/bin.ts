/** Deleting posts and pages, and taking that back. */
import { eq, sql } from 'drizzle-orm'
import type { WriteTransaction } from '../../db/index.ts'
import { post } from '../../db/schema.ts'
import { audit } from '../audit.ts'
import { namingDuplicates } from '../errors.ts'
import { lockForChange } from './lock.ts'
import { getPost, type PostRecord } from './record.ts'
import type { WriteContext } from './writes.ts'

/** Puts it into the bin: its address answers 410 if it was public. */
export async function deletePost(
  tx: WriteTransaction,
  context: WriteContext,
  id: number,
  expectedVersion?: number,
): Promise<void> {
  const current = await lockForChange(tx, id, expectedVersion)
  await tx.update(post).set({ deletedAt: context.now }).where(eq(post.id, id))
  await audit(tx, `${current.kind}.delete`, `${current.kind}:${id}`, { slug: current.slug })
}

/** Takes it out of the bin, as it was. */
export async function restorePost(tx: WriteTransaction, id: number): Promise<PostRecord> {
  const { slug } = await getPost(tx, id)
  await namingDuplicates('slug', slug, () => tx.update(post).set({ deletedAt: null }).where(eq(post.id, id)))
  const record = await getPost(tx, id)
  await audit(tx, `${record.kind}.restore`, `${record.kind}:${id}`)
  return record
}

const BIN_DAYS = 30

/** Deletes for good what has been in the bin for thirty days; its address goes on answering 410. How many that were. */
export async function emptyBin(tx: WriteTransaction): Promise<number> {
  const rows = await tx
    .delete(post)
    .where(sql`deleted_at < now() - make_interval(days => ${BIN_DAYS}::int)`)
    .returning({ id: post.id, kind: post.kind, slug: post.slug })
  for (const { id, kind, slug } of rows) await audit(tx, `${kind}.purge`, `${kind}:${id}`, { slug })
  return rows.length
}
