/** `hearth tag …`. */
import type { Command } from 'commander'
import type { Tag } from '../client/index.ts'
import { findTag } from './found.ts'
import { addServerCommand, take } from './server-command.ts'
import { print } from './site.ts'
import { printFields, printTable } from './table.ts'
import { count } from './usage.ts'

interface Written {
  readonly name?: string
  readonly slug?: string
  readonly description?: string
}

export function addTagCommands(program: Command): void {
  const tags = program.command('tag').description('Make, find and change tags')

  addServerCommand(tags, 'list', {
    description: 'List tags',
    scopes: ['tags:read'],
    example: 'hearth tag list --json',
    options: (command) => command.option('--limit <n>', 'how many', count, 100),
    ask: (client, { limit }: { limit: number }) => take(client.each('/tags', { query: { limit: 100 } }), limit),
    show: (items) =>
      printTable(
        ['id', 'slug', 'name', 'description'],
        items.map(({ id, slug, name, description }) => [id, slug, name, description]),
      ),
  })
  addServerCommand(tags, 'show <tag>', {
    description: 'Show one, by id or slug',
    scopes: ['tags:read'],
    example: 'hearth tag show travel',
    ask: (client, _: object, which) => findTag(client, which),
    show: ({ id, name, slug, url, description }) => printFields({ id, name, slug, url, description }),
  })
  addServerCommand(tags, 'create', {
    description: 'Make a tag',
    scopes: ['tags:write'],
    example: "hearth tag create --name Travel --description 'On the road'",
    options: (command) => written(command.requiredOption('--name <name>', 'how it is called')),
    ask: (client, { name, slug, description }: Written & { name: string }) =>
      client.post('/tags', { body: { name, slug, description } }),
    show: said('Made'),
  })
  addServerCommand(tags, 'edit <tag>', {
    description: 'Change one, by id or slug; what is not named stays',
    scopes: ['tags:read', 'tags:write'],
    example: 'hearth tag edit travel --slug journeys',
    options: (command) => written(command.option('--name <name>', 'how it is called')),
    ask: async (client, { name, slug, description }: Written, which) => {
      const { id } = await findTag(client, which)
      return client.patch('/tags/{id}', { path: { id }, body: { name, slug, description } })
    },
    show: said('Saved'),
  })
  addServerCommand(tags, 'merge <tag> <into>', {
    description: 'Give the posts of one another instead, and send its address there',
    scopes: ['tags:read', 'tags:write'],
    example: 'hearth tag merge journeys travel',
    ask: async (client, _: object, which, into = '') => {
      const [tag, other] = [await findTag(client, which), await findTag(client, into)]
      return client.post('/tags/{id}/merge', { path: { id: tag.id }, body: { into: other.id } })
    },
    show: ({ name }) => print(`Merged into the tag ${name}.`),
  })
  addServerCommand(tags, 'delete <tag>', {
    description: 'Delete one, by id or slug; posts lose it',
    scopes: ['tags:read', 'tags:write'],
    example: 'hearth tag delete travel',
    ask: async (client, _: object, which) => {
      const tag = await findTag(client, which)
      await client.delete('/tags/{id}', { path: { id: tag.id } })
      return tag
    },
    show: ({ name }) => print(`Deleted the tag ${name}.`),
  })
}

function written(command: Command): Command {
  return command.option('--slug <slug>', 'its address').option('--description <text>', 'what it is about')
}

function said(word: string): (tag: Tag) => void {
  return ({ id, name, url }) => print(`${word} ${id}: ${name}\n${url}`)
}
