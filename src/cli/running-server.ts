/** The server that runs on this DATA_DIR, and how a command asks it. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { createApiKey, type Scope } from '../auth/index.ts'
import type { Config } from '../config.ts'
import { inWriteTransaction } from '../db/index.ts'
import { apiKey } from '../db/schema.ts'
import { CliError, type Site } from './site.ts'

const serverFile = z.object({ pid: z.int().positive(), url: z.url() })
export type ServerFile = z.infer<typeof serverFile>

/** What the server wrote about itself, as long as its process lives. */
export function runningServer({ dataDir }: Config): ServerFile | undefined {
  let server: ServerFile
  try {
    server = serverFile.parse(JSON.parse(readFileSync(path.join(dataDir, 'server.json'), 'utf8')))
  } catch {
    // No file: no server. A broken one was left by a server that was killed while it wrote.
    return undefined
  }
  return isAlive(server.pid) ? server : undefined
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It lives, but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const KEY_LIFE_MS = 2 * 60_000
/** Rendering every page of a large site takes its time. */
const ANSWER_LIMIT_MS = 10 * 60_000

/** Asks the running server, with a key that is made for this and taken away after it. Throws `CliError`. */
export async function askServer<T>(
  site: Site,
  scope: Scope,
  method: string,
  address: string,
  body?: object,
): Promise<T> {
  const server = runningServer(site.config)
  if (!server)
    throw new CliError(
      'The server is not running, so there is no cache to ask; start it with "npm start". (It renders every page anew at its start.)',
    )
  const { value } = await inWriteTransaction(site.db, 'cli', (tx) =>
    createApiKey(tx, { name: 'command line', scopes: [scope], expiresAt: new Date(Date.now() + KEY_LIFE_MS) }),
  )
  try {
    const response = await fetch(`${server.url}/api/v1${address}`, {
      method,
      headers: { Authorization: `Bearer ${value.key}`, ...(body && { 'Content-Type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
    }).catch((cause: unknown) => {
      throw new CliError(`The server (process ${server.pid}) does not answer at ${server.url}; look into its log.`, {
        cause,
      })
    })
    const answer = (await response.json().catch(() => ({}))) as T & { detail?: string }
    if (response.status === 401)
      throw new CliError(
        `The server at ${server.url} uses another database; run this with the same settings as it has.`,
      )
    if (!response.ok) throw new CliError(answer.detail ?? `The server answered ${response.status}.`)
    return answer
  } finally {
    // It has done its one thing; revoked, it would only fill the list of keys.
    await inWriteTransaction(site.db, 'cli', (tx) => tx.delete(apiKey).where(eq(apiKey.id, value.record.id)))
  }
}
