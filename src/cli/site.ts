/** What commands work on: the site's database, found whether the server runs or not, and the running server. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createApiKey, revokeApiKey, type Scope } from '../auth/index.ts'
import { type Config, loadConfig } from '../config.ts'
import { connect, type Database, inWriteTransaction, migrate, startEmbeddedPostgres } from '../db/index.ts'

/** A sentence for the person at the keyboard. */
export class CliError extends Error {
  readonly code = 'cli'
}

export interface Site {
  readonly config: Config
  readonly db: Database
}

/** Opens the database, migrated; starts the embedded one when it does not run, and stops it then. */
export async function withSite<T>(work: (site: Site) => Promise<T>): Promise<T> {
  const config = loadConfig()
  const embedded = config.databaseUrl ? undefined : await startEmbeddedPostgres({ dataDir: config.dataDir })
  try {
    const url = config.databaseUrl ?? embedded?.url ?? ''
    await migrate(url)
    const db = connect(url, { max: 4 })
    try {
      return await work({ config, db })
    } finally {
      await db.close()
    }
  } finally {
    await embedded?.stop()
  }
}

export interface ServerFile {
  readonly pid: number
  readonly url: string
}

/** The server that runs on this DATA_DIR, if one does. */
export function runningServer({ dataDir }: Config): ServerFile | undefined {
  try {
    const server = JSON.parse(readFileSync(path.join(dataDir, 'server.json'), 'utf8')) as ServerFile
    process.kill(server.pid, 0)
    return server
  } catch {
    return undefined
  }
}

const KEY_LIFE_MS = 10 * 60_000

/** Asks the running server, with a key that is made for this and revoked after it. Throws `CliError`. */
export async function askServer<T>(
  site: Site,
  scope: Scope,
  method: string,
  address: string,
  body?: unknown,
): Promise<T> {
  const server = runningServer(site.config)
  if (!server)
    throw new CliError(
      'The server is not running; start it with "npm start". (Its pages are rendered anew at every start.)',
    )
  const { value } = await inWriteTransaction(site.db, 'cli', (tx) =>
    createApiKey(tx, { name: 'command line', scopes: [scope], expiresAt: new Date(Date.now() + KEY_LIFE_MS) }),
  )
  try {
    const response = await fetch(`${server.url}/api/v1${address}`, {
      method,
      headers: {
        Authorization: `Bearer ${value.key}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const answer = (await response.json()) as T & { detail?: string }
    if (!response.ok) throw new CliError(answer.detail ?? `The server answered ${response.status}.`)
    return answer
  } finally {
    await inWriteTransaction(site.db, 'cli', (tx) => revokeApiKey(tx, value.record.id))
  }
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2))
}
