/** Read-only transactions that see one moment of the database. */
import { type SQL, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { ParameterOrJSON } from 'postgres'
import type { Database, WriteTransaction } from './client.ts'

export interface SnapshotTransaction {
  /** Runs a query. Its plan is kept on the connection, so the same shape of query is planned once. */
  execute<T extends Record<string, unknown>>(query: SQL): Promise<T[]>
}

export interface OpenSnapshot {
  readonly tx: SnapshotTransaction
  /** The text of `pg_current_snapshot()`. */
  readonly snapshot: string
  close(): Promise<void>
}

/** A writing transaction, to be read from like a snapshot. */
export function readerOf(tx: WriteTransaction): SnapshotTransaction {
  return {
    async execute<T extends Record<string, unknown>>(query: SQL): Promise<T[]> {
      const rows: unknown = await tx.execute(query)
      return [...(rows as T[])]
    },
  }
}

/** The text of `pg_current_snapshot()`. */
export async function currentSnapshot(tx: SnapshotTransaction): Promise<string> {
  const [row] = await tx.execute<{ snapshot: string }>(sql`select pg_current_snapshot()::text as snapshot`)
  if (!row) throw new Error('PostgreSQL gave no snapshot.')
  return row.snapshot
}

/** Opens a `REPEATABLE READ, READ ONLY` transaction; the caller must close it. It holds one connection. */
export async function openSnapshot(db: Database): Promise<OpenSnapshot> {
  const opened = Promise.withResolvers<Omit<OpenSnapshot, 'close'>>()
  const closing = Promise.withResolvers<void>()
  const dialect = new PgDialect({ casing: 'snake_case' })
  const ended = db.sql.begin('isolation level repeatable read read only', async (connection) => {
    const [row] = await connection<{ snapshot: string }[]>`select pg_current_snapshot()::text as snapshot`
    if (!row) throw new Error('PostgreSQL gave no snapshot.')
    const tx: SnapshotTransaction = {
      // drizzle's own driver sends every query unprepared; planning is most of the time of these small ones.
      async execute<T extends Record<string, unknown>>(query: SQL): Promise<T[]> {
        const { sql: text, params } = dialect.sqlToQuery(query)
        return connection.unsafe<T[]>(text, params as ParameterOrJSON<never>[], { prepare: true })
      },
    }
    opened.resolve({ tx, snapshot: row.snapshot })
    await closing.promise
  })
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
