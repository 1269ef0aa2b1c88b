/**
 * A real PostgreSQL in DATA_DIR, for those who have none.
 *
 * It listens on the loopback interface only, on a port that is free at the start, with a random password that lies in
 * a file only its owner can read. Server and command line may use it at the same time: each holds a shared advisory
 * lock, and the last one out stops it. When Hearth was killed, PostgreSQL goes on; the next start takes it over.
 */
import { existsSync, mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import postgres from 'postgres'
import { findBinaries } from './binaries.ts'
import { withFileLock } from './file-lock.ts'
import { initialise } from './initialise.ts'
import { type Place, readOrMakePassword } from './place.ts'
import { findRunning, START_LIMIT_MS, shutDown, start } from './running.ts'
import { isRoot, systemUser } from './system-user.ts'

export interface EmbeddedPostgres {
  readonly url: string
  /** Whether it was running already. */
  readonly adopted: boolean
  /** Lets go of it; stops it when nobody else uses it. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  readonly dataDir: string
  /** Further lines for the server's command line, such as `fsync=off` in tests. */
  readonly settings?: readonly string[]
  readonly log?: (message: string) => void
}

/** Held shared by everyone who uses the server. */
const USE_LOCK = 4_843_727_484

/** Starts the server of this folder, or takes over the one that runs. Throws `DatabaseError`. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const runAs = systemUser()
  const folder = path.resolve(options.dataDir)
  mkdirSync(folder, { recursive: true })
  const place: Place = {
    folder,
    cluster: path.join(folder, 'postgres'),
    passwordFile: path.join(folder, 'postgres.password'),
    logFile: path.join(folder, 'postgres.log'),
    runAs,
  }
  return withFileLock(lockOf(place), START_LIMIT_MS * 2, async () => {
    const password = readOrMakePassword(place)
    const running = await findRunning(place, password)
    if (running) return use(place, running, true)
    const binaries = await findBinaries(isRoot())
    if (!existsSync(path.join(place.cluster, 'PG_VERSION'))) {
      options.log?.('creating the database')
      await initialise(place, binaries, password)
    }
    const url = await start(place, binaries, password, options.settings ?? [])
    return use(place, url, false)
  })
}

/** Holds the shared lock until `stop`. */
async function use(place: Place, url: string, adopted: boolean): Promise<EmbeddedPostgres> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, idle_timeout: 0, max_lifetime: null })
  await sql`select pg_advisory_lock_shared(${USE_LOCK})`
  return {
    url,
    adopted,
    // Under the lock, so that nobody takes it over between the look and the stop.
    stop: () =>
      withFileLock(lockOf(place), START_LIMIT_MS * 2, async () => {
        if (await isLastOut(sql)) await shutDown(place)
      }),
  }
}

function lockOf({ folder }: Place): string {
  return path.join(folder, 'postgres.lock')
}

/** Lets go of the shared lock, and tells whether nobody else holds it. A database that is away is nobody's. */
async function isLastOut(sql: postgres.Sql): Promise<boolean> {
  try {
    await sql`select pg_advisory_unlock_shared(${USE_LOCK})`
    const [row] = await sql<{ last: boolean }[]>`select pg_try_advisory_lock(${USE_LOCK}) as last`
    return row?.last ?? true
  } catch {
    return true
  } finally {
    await sql.end({ timeout: 2 })
  }
}

/** Whether a folder holds an embedded database already. */
export function hasEmbeddedPostgres(dataDir: string): boolean {
  const version = path.join(dataDir, 'postgres', 'PG_VERSION')
  return existsSync(version) && statSync(version).size > 0
}
