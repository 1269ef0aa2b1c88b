/** `hearth media …`. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type Command, Option } from 'commander'
import type { HearthClient, Media } from '../client/index.ts'
import { addServerCommand, take } from './server-command.ts'
import { CliError, callersPath, EXIT, print } from './site.ts'
import { bytes, printTable } from './table.ts'
import { count } from './usage.ts'

interface ListOptions {
  readonly query?: string
  readonly kind?: Media['kind']
  readonly unused?: boolean
  readonly limit: number
}

export function addMediaCommands(program: Command): void {
  const media = program.command('media').description('Find, upload, replace and delete files')

  addServerCommand(media, 'list', {
    description: 'List files, the newest first',
    scopes: ['media:read'],
    example: 'hearth media list --unused',
    options: (command) =>
      command
        .option('-q, --query <text>', 'a part of the name or of what it shows')
        .addOption(new Option('--kind <kind>', 'only these').choices(['image', 'video', 'audio', 'document']))
        .option('--unused', 'only what nothing shows')
        .option('--limit <n>', 'how many', count, 100),
    ask: (client, { query: q, kind, unused, limit }: ListOptions) =>
      take(client.each('/media', { query: { limit: 100, q, kind, used: unused ? 'false' : undefined } }), limit),
    show: (items) =>
      printTable(
        ['id', 'name', 'kind', 'size', 'used', 'address'],
        items.map(({ id, fileName, kind, byteSize, uses, url }) => [id, fileName, kind, bytes(byteSize), uses, url]),
      ),
  })
  addServerCommand(media, 'upload <files...>', {
    description: 'Upload files; the same bytes again are the same file',
    scopes: ['media:write'],
    example: "hearth media upload boat.jpg --alt 'A boat at the pier'",
    options: (command) => command.option('--alt <text>', 'what it shows'),
    ask: async (client, { alt }: { alt?: string }, ...files) => {
      const uploaded: Media[] = []
      for (const file of files) {
        const form = await formOf(file)
        if (alt !== undefined) form.set('alt', alt)
        uploaded.push(await client.post('/media', { body: form }))
      }
      return uploaded
    },
    show: (uploaded) => {
      for (const { id, fileName, url } of uploaded) print(`${id}  ${fileName}  ${url}`)
    },
  })
  addServerCommand(media, 'uses <id>', {
    description: 'Say where a file is shown',
    scopes: ['media:read'],
    example: 'hearth media uses 12',
    ask: (client, _: object, id) => client.get('/media/{id}/uses', { path: { id: idOf(id) } }),
    show: ({ items }) =>
      printTable(
        ['kind', 'id', 'title', 'where'],
        items.map(({ kind, id, title, places }) => [kind, id, title, places.join(', ')]),
        'Nowhere.',
      ),
  })
  addServerCommand(media, 'replace <id> <file>', {
    description: 'Put another file in its place, wherever it is shown',
    scopes: ['media:write'],
    example: 'hearth media replace 12 better-boat.jpg',
    ask: async (client, _: object, id, file = '') =>
      client.put('/media/{id}/file', { path: { id: idOf(id) }, body: await formOf(file) }),
    show: ({ url, uses }) => print(`Replaced in ${uses} places: ${url}`),
  })
  addServerCommand(media, 'delete <ids...>', {
    description: 'Delete files; those in use stay',
    scopes: ['media:write'],
    example: 'hearth media delete 12 13',
    ask: (client: HearthClient, _: object, ...ids) =>
      client.post('/media/deletions', { body: { ids: ids.map((id) => idOf(id)) } }),
    show: ({ deleted, kept }) => {
      for (const { id, fileName, reason } of kept) print(`kept ${id}  ${fileName}: ${reason}`)
      print(`${deleted} deleted.`)
    },
  })
}

async function formOf(file: string): Promise<FormData> {
  const place = callersPath(file)
  const bytes = await readFile(place).catch((cause: unknown) => {
    throw new CliError(`${place} cannot be read.`, EXIT.failed, cause)
  })
  const form = new FormData()
  form.set('file', new File([new Uint8Array(bytes)], path.basename(place)))
  return form
}

function idOf(written: string | undefined): number {
  const id = Number(written)
  if (!Number.isSafeInteger(id) || id <= 0)
    throw new CliError(`"${written}" is no id; "hearth media list" shows them.`, EXIT.wrongUsage)
  return id
}
