/**
 * A real PostgreSQL in DATA_DIR, for those who have none.
 *
 * It listens on the loopback interface only, on a port that is free at the start, with a random password that lies in
 * a file only its owner can read. Server and command line may use it at the same time: each holds a shared advisory
 * lock, and the last one out stops it. When Hearth was killed, PostgreSQL goes on; the next start takes it over. When
 * PostgreSQL was killed, whoever uses it starts it again where it was.
 */
import { existsSync, mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
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

/** Pauses between attempts to start it again; the first is made at once. */
const FIRST_REVIVAL_MS = 250
const LONGEST_REVIVAL_MS = 10_000

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
    const { settings = [], log = () => {} } = options
    const running = await findRunning(place, password)
    const binaries = await findBinaries(isRoot())
    if (!running && !existsSync(path.join(place.cluster, 'PG_VERSION'))) {
      log('creating the database')
      await initialise(place, binaries, password)
    }
    const url = running ?? (await start(place, binaries, password, { settings }))
    const port = Number(new URL(url).port)
    const revive = () =>
      withFileLock(lockOf(place), START_LIMIT_MS * 2, async () => {
        // Somebody else who uses it may have been faster; or it was only this connection.
        if (!(await findRunning(place, password))) await start(place, binaries, password, { settings, port })
      })
    return use(place, { url, adopted: running !== undefined, revive, log })
  })
}

interface Use {
  readonly url: string
  readonly adopted: boolean
  /** Makes it run again where it was. */
  readonly revive: () => Promise<void>
  readonly log: (message: string) => void
}

/** Holds the shared lock until `stop`, and looks after the server when it is lost. */
async function use(place: Place, { url, adopted, revive, log }: Use): Promise<EmbeddedPostgres> {
  const stopping = new AbortController()
  let reviving: Promise<void> | undefined
  const sql = postgres(url, {
    ...{ max: 1, onnotice: () => {}, idle_timeout: 0, max_lifetime: null },
    onclose: () => {
      reviving ??= hold().finally(() => {
        reviving = undefined
      })
    },
  })
  const takeLock = () => sql`select pg_advisory_lock_shared(${USE_LOCK})`
  const hold = async () => {
    for (let waitMs = FIRST_REVIVAL_MS; !stopping.signal.aborted; waitMs = Math.min(waitMs * 2, LONGEST_REVIVAL_MS)) {
      try {
        await revive()
        await takeLock()
        log('the embedded PostgreSQL was lost, and is there again')
        return
      } catch (error) {
        log(`the embedded PostgreSQL is away: ${error instanceof Error ? error.message : error}`)
        await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => {})
      }
    }
  }
  await takeLock()
  return {
    url,
    adopted,
    async stop() {
      stopping.abort()
      await reviving
      // Under the lock, so that nobody takes it over between the look and the stop.
      await withFileLock(lockOf(place), START_LIMIT_MS * 2, async () => {
        if (await isLastOut(sql)) await shutDown(place)
      })
    },
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
