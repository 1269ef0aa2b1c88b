/** When a post is published: status and date, and the hour of what is scheduled. */
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { WriteTransaction } from '../../db/index.ts'
import { type PostStatus, post } from '../../db/schema.ts'
import { audit } from '../audit.ts'
import { ContentError } from '../errors.ts'

/** Status and date that fit each other: a date to come means scheduled, none means now. */
export function publication(
  status: PostStatus,
  publishedAt: Date | null,
  now: Date,
): { status: PostStatus; publishedAt: Date | null } {
  if (status === 'published' && publishedAt && publishedAt > now) return { status: 'scheduled', publishedAt }
  if (status === 'published') return { status, publishedAt: publishedAt ?? now }
  if (status === 'scheduled') {
    if (!publishedAt)
      throw new ContentError('invalid', 'A scheduled post needs the date when it is to be published.', {
        field: 'publishedAt',
      })
    return publishedAt > now ? { status, publishedAt } : { status: 'published', publishedAt }
  }
  return { status, publishedAt }
}

/** Publishes a scheduled post if it is still that version, and its hour has come. */
export async function publishIfDue(tx: WriteTransaction, id: number, version: number): Promise<boolean> {
  const rows = await tx
    .update(post)
    .set({ status: 'published' })
    .where(
      and(
        eq(post.id, id),
        eq(post.version, version),
        eq(post.status, 'scheduled'),
        isNull(post.deletedAt),
        sql`published_at <= now() + interval '50 milliseconds'`,
      ),
    )
    .returning({ kind: post.kind })
  if (rows[0]) await audit(tx, `${rows[0].kind}.publish`, `${rows[0].kind}:${id}`, { scheduled: true })
  return rows.length > 0
}

/** The hour that a version is scheduled for; undefined when it is not any more. */
export async function scheduledAt(tx: WriteTransaction, id: number, version: number): Promise<Date | undefined> {
  const [row] = await tx
    .select({ at: post.publishedAt })
    .from(post)
    .where(and(eq(post.id, id), eq(post.version, version), eq(post.status, 'scheduled'), isNull(post.deletedAt)))
  return row?.at ?? undefined
}
