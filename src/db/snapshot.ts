/** Read-only transactions that see one moment of the database. */
import { sql } from 'drizzle-orm'
import type { Database, WriteTransaction } from './client.ts'

export interface OpenSnapshot {
  readonly tx: WriteTransaction
  /** The text of `pg_current_snapshot()`. */
  readonly snapshot: string
  close(): Promise<void>
}

/** Opens a `REPEATABLE READ, READ ONLY` transaction; the caller must close it. It holds one connection. */
export async function openSnapshot(db: Database): Promise<OpenSnapshot> {
  const opened = Promise.withResolvers<{ tx: WriteTransaction; snapshot: string }>()
  const closing = Promise.withResolvers<void>()
  const ended = db.drizzle.transaction(
    async (tx) => {
      const [row] = await tx.execute<{ snapshot: string }>(sql`select pg_current_snapshot()::text as snapshot`)
      if (!row) throw new Error('PostgreSQL gave no snapshot.')
      opened.resolve({ tx, snapshot: row.snapshot })
      await closing.promise
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
  ended.catch(opened.reject)
  const { tx, snapshot } = await opened.promise
  return {
    tx,
    snapshot,
    close: async () => {
      closing.resolve()
      await ended
    },
  }
}
