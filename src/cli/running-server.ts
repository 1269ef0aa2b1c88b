/** The server that a command asks: the one that runs on this DATA_DIR, or the one that HEARTH_URL names. */
import { eq } from 'drizzle-orm'
import { createApiKey, type Scope } from '../auth/index.ts'
import { createClient, type HearthClient, HearthProblem, HearthUnreachable } from '../client/index.ts'
import { type Config, loadConfig } from '../config.ts'
import { inWriteTransaction } from '../db/index.ts'
import { apiKey } from '../db/schema.ts'
import { runningServer } from '../system/index.ts'
import { CliError, EXIT, type Site, withSite } from './site.ts'

/** Rendering every page of a large site takes its time. */
const ANSWER_LIMIT_MS = 10 * 60_000
const KEY_LIFE_MS = ANSWER_LIMIT_MS + 60_000

/**
 * Works with the server's API. On the site's own machine a key with these scopes is made for it and taken away after it;
 * elsewhere HEARTH_URL and HEARTH_KEY say whom to ask, and as whom.
 */
export function withClient<T>(scopes: readonly Scope[], work: (client: HearthClient) => Promise<T>): Promise<T> {
  const { remote } = loadConfig()
  return remote ? askThere(remote, work) : withSite((site) => askHere(site, scopes, work))
}

async function askThere<T>(
  remote: NonNullable<Config['remote']>,
  work: (client: HearthClient) => Promise<T>,
): Promise<T> {
  try {
    return await work(createClient({ ...remote, timeoutMs: ANSWER_LIMIT_MS }))
  } catch (error) {
    if (error instanceof HearthProblem && error.status === 401)
      throw new CliError(`${remote.url} does not know the key in HEARTH_KEY, or it has ended.`, EXIT.notAllowed)
    if (error instanceof HearthUnreachable)
      throw new CliError(`Nothing answers at ${remote.url}, which HEARTH_URL names.`, EXIT.noServer, error)
    throw error
  }
}

async function askHere<T>(
  { config, db }: Site,
  scopes: readonly Scope[],
  work: (client: HearthClient) => Promise<T>,
): Promise<T> {
  const server = runningServer(config)
  if (!server)
    throw new CliError(
      'The server is not running, so there is nobody to ask; start it with "npm start". (Or name another with HEARTH_URL and HEARTH_KEY.)',
      EXIT.noServer,
    )
  const { value } = await inWriteTransaction(db, 'cli', (tx) =>
    createApiKey(tx, { name: 'command line', scopes, expiresAt: new Date(Date.now() + KEY_LIFE_MS) }),
  )
  try {
    return await work(createClient({ url: server.url, key: value.key, timeoutMs: ANSWER_LIMIT_MS }))
  } catch (error) {
    if (error instanceof HearthProblem && error.status === 401)
      throw new CliError(
        `The server at ${server.url} uses another database; run this with the same settings as it has.`,
        EXIT.notAllowed,
      )
    if (error instanceof HearthUnreachable)
      throw new CliError(
        `The server (process ${server.pid}) does not answer at ${server.url}; look into its log.`,
        EXIT.noServer,
        error,
      )
    throw error
  } finally {
    // It has done its one thing; revoked, it would only fill the list of keys.
    await inWriteTransaction(db, 'cli', (tx) => tx.delete(apiKey).where(eq(apiKey.id, value.record.id)))
  }
}
