/** What the doctor asks the database and the running server. */
import type { Config } from '../config.ts'
import { type Database, listJobs, outboxState } from '../db/index.ts'
import type { Finding } from './machine-checks.ts'
import type { ServerFile } from './server-file.ts'

const ANSWER_LIMIT_MS = 3000
const OLD_EVENT_MS = 60_000

/** Whoever got here has a database of a version that will do, and its migrations: both are seen to when it is opened. */
export async function databaseFinding(config: Config, db: Database): Promise<Finding> {
  const [row] = await db.sql<{ version: string; megabytes: number }[]>`
    select current_setting('server_version') as version, round(pg_database_size(current_database()) / 1048576.0)::int as megabytes`
  const place = config.databaseUrl ? 'DATABASE_URL' : 'embedded'
  return {
    check: 'database',
    result: 'ok',
    message: `PostgreSQL ${row?.version} (${place}), migrations applied, ${row?.megabytes} MB`,
  }
}

export async function serverFinding(server: ServerFile | undefined): Promise<Finding> {
  const check = 'server'
  if (!server) return { check, result: 'ok', message: 'is not running' }
  const where = `at ${server.url} (process ${server.pid})`
  const [alive, ready] = await Promise.all([statusOf(`${server.url}/healthz`), statusOf(`${server.url}/readyz`)])
  if (alive !== 200)
    return { check, result: 'fail', message: `does not answer ${where}; look into its log, and start it again` }
  return ready === 200
    ? { check, result: 'ok', message: `runs ${where}, every page warm` }
    : { check, result: 'warn', message: `runs ${where}, but is not ready: ${server.url}/readyz says why` }
}

async function statusOf(url: string): Promise<number | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_LIMIT_MS) })
    await response.body?.cancel()
    return response.status
  } catch {
    // No answer is a finding, and the caller names it.
    return undefined
  }
}

export async function eventsFinding(db: Database, server: ServerFile | undefined): Promise<Finding> {
  const check = 'events'
  const { pending, oldestAgeMs } = await outboxState(db)
  if (pending === 0) return { check, result: 'ok', message: 'none pending' }
  const message = `${pending} pending, the oldest for ${Math.round(oldestAgeMs / 1000)} s`
  if (!server) return { check, result: 'ok', message: `${message}; the server takes them at its start` }
  return oldestAgeMs > OLD_EVENT_MS
    ? {
        check,
        result: 'fail',
        message: `${message}: pages may be old; look into the server's log for flushes that failed`,
      }
    : { check, result: 'ok', message }
}

export async function jobsFinding(db: Database): Promise<Finding> {
  const check = 'jobs'
  const failed = await listJobs(db, 'failed')
  const last = failed.at(-1)
  if (!last) return { check, result: 'ok', message: 'none failed' }
  const message = `${failed.length} failed; ${last.task} says: ${last.lastError?.split('\n')[0]}`
  return { check, result: 'warn', message: `${message} (it is tried again by itself; "hearth job list" shows all)` }
}

/** Those that somebody paused are as they should be. */
export async function webhooksFinding({ sql }: Database): Promise<Finding> {
  const check = 'webhooks'
  const rows = await sql<{ name: string; state: string }[]>`
    select name, state from webhook where pause_reason <> 'asked' or (state = 'active' and failing_since is not null) order by id`
  const [first] = rows
  if (!first) return { check, result: 'ok', message: 'none in trouble' }
  const what = first.state === 'paused' ? 'is paused because its receiver fails' : 'fails'
  const others = rows.length > 1 ? `, and ${rows.length - 1} more` : ''
  return { check, result: 'warn', message: `"${first.name}" ${what}${others}; "hearth webhook list" shows all` }
}
