/** `hearth setting …`: what belongs to the site. (What belongs to the machine is in the environment.) */
import type { Command } from 'commander'
import type { HearthClient } from '../client/index.ts'
import { addServerCommand } from './server-command.ts'
import { CliError, EXIT, print } from './site.ts'
import { printFields } from './table.ts'

type Values = Readonly<Record<string, unknown>>

export function addSettingCommands(program: Command): void {
  const settings = program.command('setting').description('Read and change the settings of the site')

  addServerCommand(settings, 'list', {
    description: 'List all settings',
    scopes: ['settings:read'],
    example: 'hearth setting list --json > settings.json',
    ask: (client, _: object) => client.get('/settings'),
    show: (all) => printFields(Object.fromEntries(Object.entries(all).map(([name, value]) => [name, shown(value)]))),
  })
  addServerCommand(settings, 'get <name>', {
    description: 'Print one',
    scopes: ['settings:read'],
    example: 'hearth setting get title',
    ask: async (client, _: object, name) => ({ value: await currentOf(client, name) }),
    show: ({ value }) => print(shown(value)),
  })
  addServerCommand(settings, 'set <name> <value>', {
    description: 'Change one; what is no text is written as JSON',
    scopes: ['settings:read', 'settings:write'],
    example: 'hearth setting set postsPerPage 20',
    ask: async (client, _: object, name, text) => {
      const value = asTyped(text, await currentOf(client, name))
      const changed: Values = await client.patch('/settings', { body: { [name]: value } })
      return { name, value: changed[name] }
    },
    show: ({ name, value }) => print(`${name} is now ${shown(value)}`),
  })
}

async function currentOf(client: HearthClient, name: string): Promise<unknown> {
  const all: Values = await client.get('/settings')
  if (name in all) return all[name]
  throw new CliError(`There is no setting ${name}; there are: ${Object.keys(all).join(', ')}.`, EXIT.notFound)
}

/** A text stays one, also when it looks like a number; for all else JSON says what is meant. */
function asTyped(text: string, current: unknown): unknown {
  if (typeof current === 'string' && text !== 'null') return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
