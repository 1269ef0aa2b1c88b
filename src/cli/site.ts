/** What commands work on: the site's database, found whether the server runs or not. */
import path from 'node:path'
import { type Config, callerFolder, loadConfig } from '../config.ts'
import { connect, type Database, migrate, startEmbeddedPostgres } from '../db/index.ts'

/** With what the process ends, so that scripts can tell. */
export const EXIT = {
  failed: 1,
  wrongUsage: 2,
  noServer: 3,
  notAllowed: 4,
  notFound: 5,
  conflict: 6,
  invalid: 7,
  interrupted: 130,
} as const

/** A sentence for the person at the keyboard. */
export class CliError extends Error {
  readonly code = 'cli'
  readonly exitCode: number
  constructor(message: string, exitCode: number = EXIT.failed, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.exitCode = exitCode
  }
}

export interface Site {
  readonly config: Config
  readonly db: Database
}

/** Opens the database, migrated; starts the embedded one when it does not run, and stops it then. */
export async function withSite<T>(work: (site: Site) => Promise<T>): Promise<T> {
  const config = loadConfig()
  if (config.remote)
    throw new CliError(
      'This is done on the machine where the site lives; there HEARTH_URL is not set.',
      EXIT.notAllowed,
    )
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

/** A path as the caller meant it: npm and the launcher run this program in the project's folder. */
export function callersPath(written: string): string {
  return path.resolve(callerFolder(), written)
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** What is not the result: progress and remarks. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`)
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2))
}
