/** `hearth missing …`: addresses that were asked for, and at which there is nothing. */
import { type Command, InvalidArgumentError } from 'commander'
import { addServerCommand } from './server-command.ts'
import { CliError, EXIT, print } from './site.ts'
import { minute, printTable } from './table.ts'
import { count, siteAddress } from './usage.ts'

const MAX_LIMIT = 200

export function addMissingCommands(program: Command): void {
  const missing = program.command('missing').description('Look at addresses that were asked for and not found')

  addServerCommand(missing, 'list', {
    description: 'List them, the most asked for first, with the page that may have been meant',
    scopes: ['redirects:read'],
    example: 'hearth missing list --limit 10',
    options: (command) =>
      command
        .option('--noise', 'also what only machines ask for')
        .option('--ignored', 'only what is ignored')
        .option('--limit <n>', `how many, up to ${MAX_LIMIT}`, limit, 50),
    ask: async (client, { noise, ignored, limit }: { noise?: boolean; ignored?: boolean; limit: number }) => {
      const query = { noise: flag(noise), ignored: flag(ignored), limit }
      return (await client.get('/not-found', { query })).items
    },
    show: (items) =>
      printTable(
        ['asked for', 'last', 'address', 'linked on', 'perhaps'],
        items.map(({ hits, lastSeen, path, referrer, suggestion }) => [
          ...[hits, minute(lastSeen), path, referrer, suggestion?.path],
        ]),
        'Nothing is missing.',
      ),
  })
  addServerCommand(missing, 'ignore <address>', {
    description: 'Never list an address again',
    scopes: ['redirects:read', 'redirects:write'],
    example: 'hearth missing ignore /nothing/here',
    ask: async (client, _: object, address) => {
      const wanted = siteAddress(address)
      const { items } = await client.get('/not-found', { query: { noise: 'true', limit: MAX_LIMIT, suggest: 'false' } })
      const found = items.find(({ path }) => path === wanted)
      if (!found) throw new CliError(`${wanted} is not among the addresses that were not found.`, EXIT.notFound)
      await client.put('/not-found/{id}/ignored', { path: { id: found.id } })
      return found
    },
    show: ({ path }) => print(`${path} is ignored from now on.`),
  })
}

function flag(value: boolean | undefined): 'true' | 'false' {
  return value ? 'true' : 'false'
}

function limit(text: string): number {
  const value = count(text)
  if (value > MAX_LIMIT) throw new InvalidArgumentError(`Write a number up to ${MAX_LIMIT}.`)
  return value
}
