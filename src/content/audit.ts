import { sql } from 'drizzle-orm'
import type { WriteTransaction } from '../db/index.ts'
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
