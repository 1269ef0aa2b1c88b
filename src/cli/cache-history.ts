/** What the cache did and why: events, plans, findings; and what a write would do. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Scope } from '../auth/index.ts'
import type { CachePlan, HearthClient, ItemOf, Method, Preview } from '../client/index.ts'
import { withClient } from './running-server.ts'
import { addServerCommand } from './server-command.ts'
import { CliError, print, printJson } from './site.ts'
import { durationMs, numeric } from './usage.ts'

interface EventOptions {
  readonly state?: 'pending' | 'consumed'
  readonly relation?: string
  readonly actor?: string
  readonly limit: number
}

const DEFAULT_LIMIT = 20
const MAX_LIMIT = 100

export function addCacheHistory(cache: Command): void {
  const list = <P extends '/cache/plans' | '/cache/findings'>(
    path: P,
    description: string,
    ask: (client: HearthClient, limit: number) => Promise<{ items: readonly ItemOf<P>[] }>,
    show: (item: ItemOf<P>) => void,
  ) => {
    const name = path.slice('/cache/'.length)
    addServerCommand(cache, name, {
      description,
      scopes: ['cache:read'],
      example: `hearth cache ${name} --limit 5`,
      options: (command) => command.option('--limit <n>', `how many, up to ${MAX_LIMIT}`, limit, DEFAULT_LIMIT),
      ask: async (client, { limit }: { limit: number }) => (await ask(client, limit)).items,
      show: (items) => {
        if (items.length === 0) print('None.')
        for (const item of items) show(item)
      },
    })
  }

  addServerCommand(cache, 'events', {
    description: 'List changes of the content, newest first, and what was done for each',
    scopes: ['cache:read'],
    example: 'hearth cache events --state pending',
    options: (command) =>
      command
        .addOption(new Option('--state <state>', 'only these').choices(['pending', 'consumed']))
        .option('--relation <table>', 'only of this table, such as post or setting')
        .option('--actor <name>', 'only by this, or a part of it')
        .option('--limit <n>', `how many, up to ${MAX_LIMIT}`, limit, DEFAULT_LIMIT),
    ask: async (client, { state, relation, actor, limit }: EventOptions) =>
      (await client.get('/cache/events', { query: { state, relation, actor, limit } })).items,
    show: (items) => {
      if (items.length === 0) print('None.')
      for (const { id, at, actor, relation, rows, consumedAt, plan } of items) {
        const done = plan ? `  → plan ${plan.id}, ${plan.rendered} pages in ${plan.ms} ms` : ''
        print(`${id}  ${at}  ${relation}, ${rows ?? 'all'} rows, by ${actor}${consumedAt ? done : '  (pending)'}`)
      }
    },
  })
  addServerCommand(cache, 'replay', {
    description: 'Plan events once more, and render all that they reach; what is right stays as it is',
    scopes: ['cache:write'],
    example: 'hearth cache replay 120 140',
    ask: (client, _: object, from, to) =>
      client.post('/cache/replays', { body: { from: Number(from), ...(to !== undefined && { to: Number(to) }) } }),
    show: ({ events, rendered, changed, ms }) => {
      print(`${events} events, ${rendered} pages rendered, ${changed.length} of them changed, ${ms} ms`)
      for (const url of changed) print(`  ${url}`)
    },
  })
    .argument('<from>', 'an event, as "cache events" shows it', numeric)
    .argument('[to]', 'the last one, when there are several', numeric)
  addServerCommand(cache, 'prune', {
    description: 'Delete events that were done long ago; those that are pending stay',
    scopes: ['cache:write'],
    example: 'hearth cache prune --older-than 1d',
    options: (command) =>
      command.requiredOption('--older-than <duration>', 'how long ago, at least 1h, e.g. 12h or 30d', durationMs),
    ask: (client, { olderThan }: { olderThan: number }) =>
      client.delete('/cache/events', { query: { olderThanHours: Math.floor(olderThan / 3_600_000) } }),
    show: ({ deleted }) => print(`${deleted} events deleted`),
  })

  list(
    '/cache/plans',
    'List what was decided for events, and what came of it, newest first',
    (client, limit) => client.get('/cache/plans', { query: { limit } }),
    showPlan,
  )
  list(
    '/cache/findings',
    'List pages that were found to be wrong, newest first',
    (client, limit) => client.get('/cache/findings', { query: { limit } }),
    ({ at, url, difference, suspects }) => {
      print(`${at}  ${url}\n  ${difference}`)
      if (suspects.length > 0) print(`  forgotten may be: ${suspects.slice(0, 5).join(', ')}`)
    },
  )

  cache
    .command('preview')
    .description('Say which pages a write would change, and write nothing')
    .argument('<method>', 'POST, PATCH, PUT or DELETE', method)
    .argument('<address>', 'of the API, such as /posts/12', address)
    .argument('[body]', 'as JSON', body)
    .option('--json', 'print JSON')
    .addHelpText('after', `\nExample:\n  hearth cache preview PATCH /posts/12 '{"title": "Another title"}'`)
    .action(async (how: Method, where: string, what: object | undefined, { json }: { json?: boolean }) => {
      const preview = await withClient([scopeOf(where)], (client) =>
        client.request<Preview>(how, where, { query: { dryRun: true }, ...(what && { body: what }) }),
      )
      if (json) return printJson(preview)
      for (const { url, change, why } of preview.pages) print(`${change.padEnd(8)} ${url}  (${why})`)
      if (preview.unexamined > 0) print(`and up to ${preview.unexamined} more`)
      if (preview.pages.length === 0) print('No page would change.')
    })
}

function showPlan({ id, at, actors, eventIds, withdrawn, renders, rendered, unchanged, failed, ms }: CachePlan): void {
  print(`${id}  ${at}  by ${actors.join(', ')}, ${eventIds.length} events`)
  print(
    `  ${rendered} pages rendered (${unchanged} unchanged, ${failed} failed), ${withdrawn.length} withdrawn, ${ms} ms`,
  )
  for (const { url, why, outcome } of renders.slice(0, 20))
    print(`  ${(outcome ?? 'merged').padEnd(9)} ${url}  (${why})`)
  if (renders.length > 20) print(`  and ${renders.length - 20} more`)
}

function limit(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < 1 || value > MAX_LIMIT)
    throw new InvalidArgumentError(`Write a number from 1 to ${MAX_LIMIT}.`)
  return value
}

function method(text: string): Method {
  const name = (['POST', 'PATCH', 'PUT', 'DELETE'] as const).find((one) => one === text.toUpperCase())
  if (!name) throw new InvalidArgumentError('Write POST, PATCH, PUT or DELETE.')
  return name
}

function address(text: string): string {
  if (!/^\/[a-z]+(?:\/[\w/-]*)?$/.test(text))
    throw new InvalidArgumentError('Write an address of the API such as /posts/12.')
  return text
}

function body(text: string): object {
  try {
    return JSON.parse(text) as object
  } catch {
    throw new InvalidArgumentError('Write JSON, such as {"title": "Another"}.')
  }
}

/** The scope that a write at this address needs. */
function scopeOf(where: string): Scope {
  const resource = where.split('/')[1] ?? ''
  const known = ['posts', 'pages', 'tags', 'authors', 'navigation', 'redirects', 'settings', 'media']
  if (!known.includes(resource)) throw new CliError(`Only writes of content can be tried: ${known.join(', ')}.`)
  return `${resource}:write` as Scope
}
