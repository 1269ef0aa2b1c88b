/** Posts that are about to be changed. */
import { eq } from 'drizzle-orm'
import type { WriteTransaction } from '../../db/index.ts'
import { post } from '../../db/schema.ts'
import { ContentError } from '../errors.ts'
import { getPost, type PostRecord } from './record.ts'

/** Reads it, and lets nobody else change it before the transaction ends: for checks that are to hold when it is written. */
export async function lockPost(tx: WriteTransaction, id: number): Promise<PostRecord> {
  await tx.select({ id: post.id }).from(post).where(eq(post.id, id)).for('update')
  return getPost(tx, id)
}

/** As `lockPost`; throws for one in the bin, and `version-conflict` when it is not the version that was expected. */
export async function lockForChange(tx: WriteTransaction, id: number, expectedVersion?: number): Promise<PostRecord> {
  const current = await lockPost(tx, id)
  if (current.deletedAt) throw new ContentError('not-found', `Post ${id} is in the bin; restore it first.`)
  if (expectedVersion !== undefined && current.version !== expectedVersion) {
    throw new ContentError(
      'version-conflict',
      `Somebody saved version ${current.version} meanwhile; yours began from version ${expectedVersion}.`,
      { field: 'version', current },
    )
  }
  return current
}
