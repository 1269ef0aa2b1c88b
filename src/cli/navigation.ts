/** `hearth navigation …`: the menus. */
import { type Command, InvalidArgumentError } from 'commander'
import type { MenuItem } from '../client/index.ts'
import { addServerCommand } from './server-command.ts'
import { printTable } from './table.ts'

export function addNavigationCommands(program: Command): void {
  const navigation = program.command('navigation').description('Read and replace the menus')

  addServerCommand(navigation, 'show [menu]', {
    description: 'Show all menus, or one',
    scopes: ['navigation:read'],
    example: 'hearth navigation show main',
    ask: async (client, _: object, menu) => {
      const { items } = await client.get('/navigation')
      return menu === undefined ? items : items.filter((item) => item.menu === menu)
    },
    show,
  })
  const set = addServerCommand(navigation, 'set', {
    description: 'Replace a menu; without items it is empty',
    scopes: ['navigation:write'],
    example: "hearth navigation set main Home=/ Archive=/archive 'About us=/about'",
    ask: async (client, _: object, menu = '', ...items) =>
      (await client.put('/navigation/{menu}', { path: { menu }, body: { items: items.map(itemOf) } })).items,
    show,
  })
  set.argument('<menu>', 'main or footer').argument('[items...]', 'label=address, in order', collect)
}

function collect(text: string, earlier: readonly string[] = []): string[] {
  itemOf(text)
  return [...earlier, text]
}

function itemOf(text: string): { label: string; url: string } {
  const [, label = '', url = ''] = /^([^=]+)=(.+)$/s.exec(text) ?? []
  if (!label.trim()) throw new InvalidArgumentError('Write label=address, such as Home=/')
  return { label: label.trim(), url: url.trim() }
}

function show(items: readonly MenuItem[]): void {
  printTable(
    ['menu', 'label', 'leads to'],
    items.map(({ menu, label, url, post }) => [menu, label, url ?? (post && `${post.kind}: ${post.title}`)]),
    'The menu is empty.',
  )
}
