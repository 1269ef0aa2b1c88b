import type { Command } from 'commander'
import {
  type ApiKey,
  createApiKey,
  findApiKey,
  listApiKeys,
  revokeApiKey,
  rotateApiKey,
  SCOPES,
} from '../auth/index.ts'
import { inWriteTransaction } from '../db/index.ts'
import { CliError, EXIT, print, printJson, withSite } from './site.ts'
import { durationMs, nameList } from './usage.ts'

export function addKeyCommands(program: Command): void {
  const key = program.command('key').description('Make, list, rotate and revoke API keys')

  key
    .command('create')
    .description('Make an API key; it is shown this once')
    .requiredOption('--scopes <list>', 'what it may do, separated by commas', nameList)
    .option('--name <name>', 'to know it by', 'command line')
    .option('--expires <duration>', 'when it ends, e.g. 12h or 30d (default: never)', durationMs)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `\nScopes:\n  ${SCOPES.join('\n  ')}\n\nExample:\n  hearth key create --name deploy --scopes posts:read,posts:write --expires 90d`,
    )
    .action(async (options: { scopes: string[]; name: string; expires?: number; json?: boolean }) => {
      const { scopes, name, expires } = options
      const expiresAt = expires === undefined ? null : new Date(Date.now() + expires)
      const { value } = await withSite(({ db }) =>
        inWriteTransaction(db, 'cli', (tx) => createApiKey(tx, { name, scopes, expiresAt })),
      )
      if (options.json) printJson({ ...value.record, key: value.key })
      else print(value.key)
    })

  key
    .command('list')
    .description('List API keys, the newest first')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  hearth key list --json')
    .action(async ({ json }: { json?: boolean }) => {
      const keys = await withSite(({ db }) => listApiKeys(db))
      if (json) return printJson(keys)
      if (keys.length === 0) print('No keys yet. Make one with: hearth key create --scopes posts:read,posts:write')
      for (const item of keys) print(lineOf(item))
    })

  key
    .command('rotate')
    .description('Make a key that takes the place of another; it is shown this once')
    .argument('<prefix>', 'how the old one begins, as "key list" shows it')
    .option('--grace <duration>', 'how long the old one counts, e.g. 12h (default: no longer)', durationMs)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  hearth key rotate hk_ab12cd34 --grace 12h')
    .action(async (prefix: string, { grace = 0, json }: { grace?: number; json?: boolean }) => {
      const { value } = await withSite(({ db }) =>
        inWriteTransaction(db, 'cli', async (tx) => {
          const old = await findApiKey(tx, shortOf(prefix))
          if (!old) throw noKey(prefix)
          return rotateApiKey(tx, old, grace)
        }),
      )
      if (json) printJson({ ...value.record, key: value.key })
      else print(value.key)
    })

  key
    .command('revoke')
    .description('End an API key')
    .argument('<prefix>', 'how it begins, as "key list" shows it')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  hearth key revoke hk_ab12cd34')
    .action(async (prefix: string, { json }: { json?: boolean }) => {
      const { value } = await withSite(({ db }) =>
        inWriteTransaction(db, 'cli', (tx) => revokeApiKey(tx, shortOf(prefix))),
      )
      if (!value) throw noKey(prefix)
      if (json) printJson(value)
      else print(`Revoked ${value.prefix} (${value.name}).`)
    })
}

/** Whoever has the whole key at hand may give that. */
function shortOf(prefix: string): string {
  return /^hk_\w{8}/.exec(prefix)?.[0] ?? prefix
}

function noKey(prefix: string): CliError {
  return new CliError(`There is no key ${shortOf(prefix)}; "hearth key list" shows those there are.`, EXIT.notFound)
}

function lineOf({ prefix, name, scopes, expiresAt, lastUsedAt, revokedAt }: ApiKey): string {
  const state = revokedAt ? 'revoked' : expiresAt && expiresAt < new Date() ? 'expired' : 'valid'
  const until = state === 'valid' && expiresAt ? `until ${expiresAt.toISOString().slice(0, 16)}Z` : ''
  const used = lastUsedAt ? `used ${lastUsedAt.toISOString().slice(0, 16)}Z` : 'never used'
  return [prefix, state.padEnd(8), name.padEnd(20), used.padEnd(22), until.padEnd(23), scopes.join(',')].join('  ')
}
