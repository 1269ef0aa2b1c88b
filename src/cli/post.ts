/** `hearth post …` and `hearth page …`: the same commands for both. */
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { type Command, Option } from 'commander'
import type { HearthClient, Post, PostPatch, RevisionHead } from '../client/index.ts'
import { findPost, type Kind } from './found.ts'
import { addServerCommand, take } from './server-command.ts'
import { CliError, callersPath, EXIT, print } from './site.ts'
import { minute, printFields, printTable } from './table.ts'
import { count, instant, nameList, numeric } from './usage.ts'

const STATUSES = ['draft', 'scheduled', 'published', 'unpublished'] as const

interface ListOptions {
  readonly status?: (typeof STATUSES)[number]
  readonly tag?: string
  readonly author?: string
  readonly query?: string
  readonly bin?: boolean
  readonly limit: number
}

/** What of a post is written; an empty text takes away what may be missing. */
interface Written {
  readonly title?: string
  readonly slug?: string
  readonly file?: string
  readonly excerpt?: string
  readonly tags?: string[]
  readonly authors?: string[]
  readonly cover?: string
  readonly coverAlt?: string
  readonly featured?: boolean
}

export function addPostCommands(program: Command, kind: Kind): void {
  const [read, write] =
    kind === 'post' ? (['posts:read', 'posts:write'] as const) : (['pages:read', 'pages:write'] as const)
  const path = kind === 'post' ? '/posts' : '/pages'
  const posts = program.command(kind).description(`Write, find and publish ${kind}s`)

  addServerCommand(posts, 'list', {
    description: `List ${kind}s, newest first`,
    scopes: [read],
    example: `hearth ${kind} list --status draft --limit 50`,
    options: (command) =>
      command
        .addOption(new Option('--status <status>', 'only these').choices(STATUSES))
        .option('--tag <slug>', 'only with this tag')
        .option('--author <slug>', 'only of this author')
        .option('--query <words>', 'only with these words')
        .option('--bin', 'what is in the bin')
        .option('--limit <n>', 'how many', count, 20),
    ask: (client, { status, tag, author, query, bin, limit }: ListOptions) =>
      take(
        client.each(path, {
          query: { status, tag, author, q: query, ...(bin && { deleted: 'true' }), limit: Math.min(limit, 100) },
        }),
        limit,
      ),
    show: (items) =>
      printTable(
        ['id', 'status', 'date', 'slug', 'title'],
        items.map(({ id, status, publishedAt, slug, title }) => [id, status, minute(publishedAt), slug, title]),
      ),
  })

  addServerCommand(posts, `show <${kind}>`, {
    description: 'Show one, by id or slug',
    scopes: [read],
    example: `hearth ${kind} show 12 --markdown > text.md`,
    options: (command) => command.option('--markdown', 'print its text, and nothing else'),
    ask: (client, _: { readonly markdown?: boolean }, which) => findPost(client, kind, which),
    show: (post, { markdown }) => (markdown ? print(post.markdown) : showPost(post)),
  })

  addServerCommand(posts, 'create', {
    description: `Write a ${kind}; a draft, unless it is to be published`,
    scopes: [write],
    example: `hearth ${kind} create --title 'On a journey' --file journey.md --publish`,
    options: (command) =>
      writtenOptions(command.requiredOption('--title <title>', 'its title'))
        .option('--publish', 'publish it at once')
        .option('--at <date>', 'publish it then, as 2026-05-01T09:00:00Z', instant)
        .option('--idempotency-key <key>', 'the same command with the same key makes it only once'),
    ask: async (
      client,
      options: Written & { title: string; publish?: boolean; at?: string; idempotencyKey?: string },
    ) => {
      const { title, publish, at, idempotencyKey } = options
      const status = at !== undefined ? 'scheduled' : publish ? 'published' : 'draft'
      const publishedAt = at === undefined ? {} : { publishedAt: at }
      return client.post(path, { body: { ...(await written(options)), title, status, ...publishedAt }, idempotencyKey })
    },
    show: said('Made'),
  })

  addServerCommand(posts, `edit <${kind}>`, {
    description: 'Change one, by id or slug; what is not named stays',
    scopes: [read, write],
    example: `hearth ${kind} edit 12 --title 'A better title' --tags travel,notes`,
    options: (command) =>
      writtenOptions(command.option('--title <title>', 'its title')).option(
        '--if-version <n>',
        'only when nobody saved since this version',
        numeric,
      ),
    ask: async (client, options: Written & { ifVersion?: number }, which) => {
      const { id } = await findPost(client, kind, which)
      return client.patch(`${path}/{id}`, { path: { id }, body: await written(options), ifMatch: options.ifVersion })
    },
    show: said('Saved'),
  })

  addServerCommand(posts, `publish <${kind}>`, {
    description: 'Publish it now, or at a date to come',
    scopes: [read, write],
    example: `hearth ${kind} publish 12 --at 2026-05-01T09:00:00Z`,
    options: (command) => command.option('--at <date>', 'when, as 2026-05-01T09:00:00Z', instant),
    ask: async (client, { at }: { readonly at?: string }, which) => {
      const { id } = await findPost(client, kind, which)
      return client.put(`${path}/{id}/publication`, { path: { id }, body: { ...(at && { publishedAt: at }) } })
    },
    show: said('Published'),
  })

  const change = (
    name: string,
    description: string,
    word: string,
    ask: (client: HearthClient, id: number) => Promise<Post>,
    isInBin = false,
  ) =>
    addServerCommand(posts, `${name} <${kind}>`, {
      description,
      scopes: [read, write],
      example: `hearth ${kind} ${name} 12`,
      ask: async (client, _: object, which) => ask(client, (await findPost(client, kind, which, isInBin)).id),
      show: said(word),
    })
  change('unpublish', 'Take it off the site; it stays as a draft does', 'Unpublished', (client, id) =>
    client.delete(`${path}/{id}/publication`, { path: { id } }),
  )
  change(
    'restore',
    'Take it out of the bin',
    'Restored',
    (client, id) => client.put(`${path}/{id}/restoration`, { path: { id } }),
    true,
  )

  addServerCommand(posts, `delete <${kind}>`, {
    description: 'Put it into the bin, for thirty days; its address answers 410',
    scopes: [read, write],
    example: `hearth ${kind} delete a-slug`,
    ask: async (client, _: object, which) => {
      const post = await findPost(client, kind, which)
      await client.delete(`${path}/{id}`, { path: { id: post.id } })
      return post
    },
    show: ({ id, title }) => print(`"${title}" is in the bin; "hearth ${kind} restore ${id}" brings it back.`),
  })

  addServerCommand(posts, `versions <${kind}> [version]`, {
    description: 'List what was saved, newest first; or print the text of one version',
    scopes: [read, 'posts:read'],
    example: `hearth ${kind} versions 12 3 > older.md`,
    ask: async (client, _: object, which, version): Promise<readonly RevisionHead[] | { markdown: string }> => {
      const { id } = await findPost(client, kind, which)
      if (version === undefined) return (await client.get('/posts/{id}/revisions', { path: { id } })).items
      return client.get('/posts/{id}/revisions/{version}', { path: { id, version: Number(version) } })
    },
    show: (answer) => {
      if ('markdown' in answer) return print(answer.markdown)
      printTable(
        ['version', 'saved', 'by', 'title'],
        answer.map(({ version, createdAt, actor, title }) => [version, minute(createdAt), actor, title]),
      )
    },
  })
}

function writtenOptions(command: Command): Command {
  return command
    .option('--file <file>', 'its text, in Markdown; - reads standard input')
    .option('--slug <slug>', 'its address')
    .option('--excerpt <text>', 'a summary')
    .option('--tags <list>', 'slugs or names, separated by commas', nameList)
    .option('--authors <list>', 'slugs or names, separated by commas', nameList)
    .option('--cover <url>', 'a picture')
    .option('--cover-alt <text>', 'what the picture shows')
    .option('--featured', 'set it off from the others')
    .option('--no-featured', 'not any more')
}

async function written({ file, cover, title, slug, excerpt, tags, authors, coverAlt, featured }: Written) {
  const input: PostPatch = {
    ...{ title, slug, tags, authors, featured },
    excerpt: excerpt === '' ? null : excerpt,
    coverUrl: cover === '' ? null : cover,
    coverAlt: coverAlt === '' ? null : coverAlt,
    markdown: file === undefined ? undefined : await markdownOf(file),
  }
  return input
}

function markdownOf(file: string): Promise<string> {
  if (file === '-') return text(process.stdin)
  const place = callersPath(file)
  return readFile(place, 'utf8').catch((cause: unknown) => {
    throw new CliError(`${place} cannot be read.`, EXIT.failed, cause)
  })
}

function said(word: string): (post: Post) => void {
  return ({ id, version, status, title, url }) =>
    print(`${word} ${id}, version ${version} (${status}): ${title}\n${url}`)
}

function showPost(post: Post): void {
  const { id, title, url, status, publishedAt, tags, authors, version, wordCount, updatedAt, deletedAt, excerpt } = post
  printFields({
    ...{ id, title, url, status },
    published: minute(publishedAt),
    ...{ tags: tags.join(', '), authors: authors.join(', '), version, words: wordCount },
    changed: minute(updatedAt),
    ...(deletedAt && { 'in the bin since': minute(deletedAt) }),
    excerpt,
  })
}
