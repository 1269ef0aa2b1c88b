/** Connections to PostgreSQL, and the transactions in which content is written. */
import { sql } from 'drizzle-orm'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import * as schema from './schema.ts'

export type Drizzle = PostgresJsDatabase<typeof schema>
export type WriteTransaction = Parameters<Parameters<Drizzle['transaction']>[0]>[0]

export interface Database {
  readonly url: string
  readonly sql: postgres.Sql
  readonly drizzle: Drizzle
  close(): Promise<void>
}

/** Opens a pool (connections are made when needed). `max` is its size. */
export function connect(url: string, { max = 10 }: { max?: number } = {}): Database {
  const client = postgres(url, {
    max,
    onnotice: () => {},
    connection: { application_name: 'hearth', TimeZone: 'UTC' },
    connect_timeout: 10,
  })
  return {
    url,
    sql: client,
    drizzle: drizzle(client, { schema, casing: 'snake_case' }),
    close: () => client.end({ timeout: 5 }),
  }
}

/** Runs `change` in the name of `actor`, looks at the outcome from inside, and takes all of it back. */
export async function rollingBack<T>(
  db: Database,
  actor: string,
  change: (tx: WriteTransaction) => Promise<unknown>,
  look: (tx: WriteTransaction) => Promise<T>,
): Promise<T> {
  const rollback = new Error('rolled back on purpose')
  const seen: T[] = []
  await db.drizzle
    .transaction(async (tx) => {
      await tx.execute(sql`select set_config('hearth.actor', ${actor}, true)`)
      await change(tx)
      seen.push(await look(tx))
      throw rollback
    })
    .catch((error: unknown) => {
      if (error !== rollback) throw error
    })
  return seen[0] as T
}

/** What a write gave, and its epoch: the transaction's id (xid8) as decimal text. */
export interface Written<T> {
  readonly value: T
  readonly epoch: string
}

/**
 * Runs `write` in one transaction, in the name of `actor` (events and audit log say so). A throw rolls all of it back.
 */
export async function inWriteTransaction<T>(
  db: Database,
  actor: string,
  write: (tx: WriteTransaction) => Promise<T>,
): Promise<Written<T>> {
  return db.drizzle.transaction(async (tx) => {
    await tx.execute(sql`select set_config('hearth.actor', ${actor}, true)`)
    const value = await write(tx)
    const [row] = await tx.execute<{ epoch: string }>(sql`select pg_current_xact_id()::text as epoch`)
    if (!row) throw new Error('PostgreSQL gave no transaction id.')
    return { value, epoch: row.epoch }
  })
}
