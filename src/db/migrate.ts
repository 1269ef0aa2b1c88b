/** Brings a database to the current schema. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as runDrizzleMigrations } from 'drizzle-orm/postgres-js/migrator'
import { runMigrations as runWorkerMigrations } from 'graphile-worker'
import postgres from 'postgres'

const MIGRATION_LOCK = 4_843_727_483

/** The database cannot be used; the message says why and what to do. */
export class DatabaseError extends Error {
  readonly code = 'database-unusable'
}

/**
 * Applies what is missing: graphile-worker's schema first (the triggers add jobs), then `drizzle/`. Safe to call
 * again and from several processes at once. Throws `DatabaseError` when the server is too old or out of reach.
 */
export async function migrate(url: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10 })
  try {
    await refuseOldServers(client)
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`
    await runWorkerMigrations({ connectionString: url })
    await runDrizzleMigrations(drizzle(client), { migrationsFolder: migrationsFolder() })
  } finally {
    await client.end({ timeout: 5 })
  }
}

async function refuseOldServers(client: postgres.Sql): Promise<void> {
  const [row] = await client<{ version: number }[]>`select current_setting('server_version_num')::int as version`.catch(
    (cause: unknown) => {
      throw new DatabaseError(
        `The database does not answer (${cause instanceof Error ? cause.message : cause}). Check DATABASE_URL and that PostgreSQL is running.`,
        { cause },
      )
    },
  )
  if (row && row.version < 150_000) {
    throw new DatabaseError(`The database is PostgreSQL ${Math.floor(row.version / 10_000)}; Hearth needs 15 or newer.`)
  }
}

/** `drizzle/` at the project's root, seen from the sources as well as from `dist/`. */
export function migrationsFolder(): string {
  const candidates = ['../../drizzle', '../../../drizzle'].map((relative) =>
    path.resolve(import.meta.dirname, relative),
  )
  const found = candidates.find((folder) => existsSync(path.join(folder, 'meta', '_journal.json')))
  if (!found) throw new DatabaseError('The folder drizzle/ with the migrations is missing; install Hearth again.')
  return found
}
