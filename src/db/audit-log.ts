/** Pages that were found wrong, as the cache's auditor writes them down. */
import type { AuditLog } from '../cache/index.ts'
import type { Database } from './client.ts'

export function createAuditLog(db: Database): AuditLog {
  return {
    async record({ url, difference, cause, dependencies, suspects }) {
      await db.sql`
        insert into cache_finding (url, difference, cause, dependencies, suspects)
        values (${url}, ${difference}, ${JSON.stringify(cause)}::text::jsonb, ${db.sql.array([...dependencies])}::text[],
          ${db.sql.array([...suspects])}::text[])`
    },
  }
}
