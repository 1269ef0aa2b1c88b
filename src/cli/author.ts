/** `hearth author …`. */
import type { Command } from 'commander'
import type { Author } from '../client/index.ts'
import { findAuthor } from './found.ts'
import { addServerCommand, take } from './server-command.ts'
import { print } from './site.ts'
import { printFields, printTable } from './table.ts'
import { count } from './usage.ts'

interface Written {
  readonly name?: string
  readonly slug?: string
  readonly bio?: string
  readonly avatar?: string
  readonly website?: string
}

export function addAuthorCommands(program: Command): void {
  const authors = program.command('author').description('Make, find and change authors')

  addServerCommand(authors, 'list', {
    description: 'List authors',
    scopes: ['authors:read'],
    example: 'hearth author list',
    options: (command) => command.option('--limit <n>', 'how many', count, 100),
    ask: (client, { limit }: { limit: number }) => take(client.each('/authors', { query: { limit: 100 } }), limit),
    show: (items) =>
      printTable(
        ['id', 'slug', 'name', 'website'],
        items.map(({ id, slug, name, websiteUrl }) => [id, slug, name, websiteUrl]),
      ),
  })
  addServerCommand(authors, 'show <author>', {
    description: 'Show one, by id or slug',
    scopes: ['authors:read'],
    example: 'hearth author show ann',
    ask: (client, _: object, which) => findAuthor(client, which),
    show: ({ id, name, slug, url, bio, avatarUrl, websiteUrl }) =>
      printFields({ id, name, slug, url, bio, avatar: avatarUrl, website: websiteUrl }),
  })
  addServerCommand(authors, 'create', {
    description: 'Make an author',
    scopes: ['authors:write'],
    example: "hearth author create --name 'Ann Example' --website https://ann.example",
    options: (command) => written(command.requiredOption('--name <name>', 'how they are called')),
    ask: (client, options: Written & { name: string }) =>
      client.post('/authors', { body: { ...bodyOf(options), name: options.name } }),
    show: said('Made'),
  })
  addServerCommand(authors, 'edit <author>', {
    description: 'Change one, by id or slug; what is not named stays',
    scopes: ['authors:read', 'authors:write'],
    example: "hearth author edit ann --bio 'Writes on the road.'",
    options: (command) => written(command.option('--name <name>', 'how they are called')),
    ask: async (client, options: Written, which) => {
      const { id } = await findAuthor(client, which)
      return client.patch('/authors/{id}', { path: { id }, body: bodyOf(options) })
    },
    show: said('Saved'),
  })
  addServerCommand(authors, 'delete <author>', {
    description: 'Delete one, by id or slug; posts lose them',
    scopes: ['authors:read', 'authors:write'],
    example: 'hearth author delete ann',
    ask: async (client, _: object, which) => {
      const author = await findAuthor(client, which)
      await client.delete('/authors/{id}', { path: { id: author.id } })
      return author
    },
    show: ({ name }) => print(`Deleted the author ${name}.`),
  })
}

function written(command: Command): Command {
  return command
    .option('--slug <slug>', 'their address')
    .option('--bio <text>', 'about them')
    .option('--avatar <url>', 'a picture; empty for none')
    .option('--website <url>', 'where they are elsewhere; empty for none')
}

function bodyOf({ name, slug, bio, avatar, website }: Written) {
  return {
    ...{ name, slug, bio },
    avatarUrl: avatar === '' ? null : avatar,
    websiteUrl: website === '' ? null : website,
  }
}

function said(word: string): (author: Author) => void {
  return ({ id, name, url }) => print(`${word} ${id}: ${name}\n${url}`)
}
