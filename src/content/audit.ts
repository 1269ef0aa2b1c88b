/** Who did what. */
import { desc, lt, sql } from 'drizzle-orm'
import type { Drizzle, WriteTransaction } from '../db/index.ts'
import { auditLog } from '../db/schema.ts'

/** Notes who did what; the actor is the transaction's. */
export async function audit(
  tx: WriteTransaction,
  action: string,
  subject: string,
  details: object = {},
): Promise<void> {
  await tx.insert(auditLog).values({
    actor: sql`coalesce(nullif(current_setting('hearth.actor', true), ''), session_user)`,
    action,
    subject,
    details,
  })
}

export type AuditEntry = typeof auditLog.$inferSelect

/** The newest first. */
export function listAudit(db: Drizzle, page: { afterId?: number | undefined; limit: number }): Promise<AuditEntry[]> {
  const where = page.afterId === undefined ? undefined : lt(auditLog.id, page.afterId)
  return db.select().from(auditLog).where(where).orderBy(desc(auditLog.id)).limit(page.limit)
}
