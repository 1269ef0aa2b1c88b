import type { Command } from 'commander'
import { type ApiKey, createApiKey, listApiKeys, revokeApiKey, SCOPES } from '../auth/index.ts'
import { inWriteTransaction } from '../db/index.ts'
import { CliError, EXIT, print, printJson, withSite } from './site.ts'
import { durationMs, nameList } from './usage.ts'

export function addKeyCommands(program: Command): void {
  const key = program.command('key').description('Make, list and revoke API keys')

  key
    .command('create')
    .description('Make an API key; it is shown this once')
    .requiredOption('--scopes <list>', 'what it may do, separated by commas', nameList)
    .option('--name <name>', 'to know it by', 'command line')
    .option('--expires <duration>', 'when it ends, e.g. 12h or 30d (default: never)', durationMs)
    .option('--json', 'print JSON')
    .addHelpText('after', `\nScopes:\n  ${SCOPES.join('\n  ')}\n`)
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
    .action(async ({ json }: { json?: boolean }) => {
      const keys = await withSite(({ db }) => listApiKeys(db))
      if (json) return printJson(keys)
      if (keys.length === 0) print('No keys yet. Make one with: hearth key create --scopes posts:read,posts:write')
      for (const item of keys) print(lineOf(item))
    })

  key
    .command('revoke')
    .description('End an API key')
    .argument('<prefix>', 'how it begins, as "key list" shows it')
    .option('--json', 'print JSON')
    .action(async (prefix: string, { json }: { json?: boolean }) => {
      // Whoever has the whole key at hand may give that.
      const [short = prefix] = /^hk_\w{8}/.exec(prefix) ?? []
      const { value } = await withSite(({ db }) => inWriteTransaction(db, 'cli', (tx) => revokeApiKey(tx, short)))
      if (!value)
        throw new CliError(`There is no key ${short}; "hearth key list" shows those there are.`, EXIT.notFound)
      if (json) printJson(value)
      else print(`Revoked ${value.prefix} (${value.name}).`)
    })
}

function lineOf({ prefix, name, scopes, expiresAt, lastUsedAt, revokedAt }: ApiKey): string {
  const state = revokedAt ? 'revoked' : expiresAt && expiresAt < new Date() ? 'expired' : 'valid'
  const until = state === 'valid' && expiresAt ? `until ${expiresAt.toISOString().slice(0, 16)}Z` : ''
  const used = lastUsedAt ? `used ${lastUsedAt.toISOString().slice(0, 16)}Z` : 'never used'
  return [prefix, state.padEnd(8), name.padEnd(20), used.padEnd(22), until.padEnd(23), scopes.join(',')].join('  ')
}
