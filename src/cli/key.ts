import type { Command } from 'commander'
import { createApiKey, listApiKeys, revokeApiKey, SCOPES } from '../auth/index.ts'
import { inWriteTransaction } from '../db/index.ts'
import { CliError, print, printJson, withSite } from './site.ts'

export function addKeyCommands(program: Command): void {
  const key = program.command('key').description('API keys')

  key
    .command('create')
    .description('Make an API key; it is shown this once')
    .requiredOption('--scopes <list>', `what it may do, separated by commas: ${SCOPES.join(', ')}`)
    .option('--name <name>', 'to know it by', 'command line')
    .option('--expires <duration>', 'when it ends, e.g. 12h, 30d')
    .option('--json', 'print JSON')
    .action(async (options: { scopes: string; name: string; expires?: string; json?: boolean }) => {
      const scopes = options.scopes.split(',')
      const expiresAt = options.expires === undefined ? null : new Date(Date.now() + durationMs(options.expires))
      const { value } = await withSite(({ db }) =>
        inWriteTransaction(db, 'cli', (tx) => createApiKey(tx, { name: options.name, scopes, expiresAt })),
      )
      if (options.json) printJson({ ...value.record, key: value.key })
      else print(value.key)
    })

  key
    .command('list')
    .description('List API keys')
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const keys = await withSite(({ db }) => listApiKeys(db))
      if (json) return printJson(keys)
      if (keys.length === 0)
        return print('No keys yet. Make one with: hearth key create --scopes posts:read,posts:write')
      for (const { prefix, name, scopes, expiresAt, lastUsedAt, revokedAt } of keys) {
        const state = revokedAt ? 'revoked' : expiresAt && expiresAt < new Date() ? 'expired' : 'valid'
        print(
          `${prefix}  ${state.padEnd(8)} ${name.padEnd(20)} last used ${lastUsedAt?.toISOString() ?? 'never'}  ${scopes.join(',')}`,
        )
      }
    })

  key
    .command('revoke')
    .description('End an API key')
    .argument('<prefix>', 'how it begins, as "key list" shows it')
    .action(async (prefix: string) => {
      const { value } = await withSite(({ db }) => inWriteTransaction(db, 'cli', (tx) => revokeApiKey(tx, prefix)))
      if (!value) throw new CliError(`There is no key ${prefix}; "hearth key list" shows them.`)
      print(`Revoked ${value.prefix} (${value.name}).`)
    })
}

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

function durationMs(text: string): number {
  const [, count, unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? []
  const ms = Number(count) * (UNIT_MS[unit] ?? 0)
  if (!(ms > 0)) throw new CliError(`"${text}" is no duration; write for example 12h or 30d.`)
  return ms
}
