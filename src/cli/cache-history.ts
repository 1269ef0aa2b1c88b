/** What the cache did and why: events, plans, findings; and what a write would do. */
import { type Command, InvalidArgumentError } from 'commander'
import type { Scope } from '../auth/index.ts'
import { askServer } from './running-server.ts'
import { CliError, print, printJson, withSite } from './site.ts'

interface Event {
  readonly id: number
  readonly at: string
  readonly actor: string
  readonly relation: string
  readonly rows: number | null
  readonly consumedAt: string | null
}

interface Plan {
  readonly id: number
  readonly at: string
  readonly actors: readonly string[]
  readonly eventIds: readonly number[]
  readonly withdrawn: readonly string[]
  readonly renders: readonly { url: string; why: string; outcome: string | null }[]
  readonly rendered: number
  readonly unchanged: number
  readonly failed: number
  readonly ms: number
}

interface Finding {
  readonly at: string
  readonly url: string
  readonly difference: string
  readonly suspects: readonly string[]
}

interface Preview {
  readonly pages: readonly { url: string; change: string; why: string }[]
  readonly unexamined: number
}

interface Options {
  readonly json?: boolean
  readonly limit: number
}

const DEFAULT_LIMIT = 20
const MAX_LIMIT = 100

export function addCacheHistory(cache: Command): void {
  const list = <T>(name: string, description: string, show: (item: T) => void) =>
    cache
      .command(name)
      .description(description)
      .option('--limit <n>', `how many, up to ${MAX_LIMIT}`, limit, DEFAULT_LIMIT)
      .option('--json', 'print JSON')
      .action(async ({ json, limit }: Options) => {
        const { items } = await withSite((site) =>
          askServer<{ items: T[] }>(site, 'cache:read', 'GET', `/cache/${name}?limit=${limit}`),
        )
        if (json) return printJson(items)
        if (items.length === 0) print('None.')
        for (const item of items) show(item)
      })

  list<Event>('events', 'List changes of the content, newest first', ({ id, at, actor, relation, rows, consumedAt }) =>
    print(`${id}  ${at}  ${relation}, ${rows ?? 'all'} rows, by ${actor}${consumedAt ? '' : '  (pending)'}`),
  )
  list<Plan>('plans', 'List what was decided for events, and what came of it, newest first', showPlan)
  list<Finding>('findings', 'List pages that were found to be wrong, newest first', (finding) => {
    print(`${finding.at}  ${finding.url}\n  ${finding.difference}`)
    if (finding.suspects.length > 0) print(`  forgotten may be: ${finding.suspects.slice(0, 5).join(', ')}`)
  })

  cache
    .command('preview')
    .description('Say which pages a write would change, and write nothing')
    .argument('<method>', 'POST, PATCH, PUT or DELETE', method)
    .argument('<address>', 'of the API, such as /posts/12', address)
    .argument('[body]', 'as JSON', body)
    .option('--json', 'print JSON')
    .addHelpText('after', `\nExample:\n  hearth cache preview PATCH /posts/12 '{"title": "Another title"}'`)
    .action(async (how: string, where: string, what: object | undefined, { json }: { json?: boolean }) => {
      const preview = await withSite((site) =>
        askServer<Preview>(site, scopeOf(where), how, `${where}?dryRun=true`, what),
      )
      if (json) return printJson(preview)
      for (const { url, change, why } of preview.pages) print(`${change.padEnd(8)} ${url}  (${why})`)
      if (preview.unexamined > 0) print(`and up to ${preview.unexamined} more`)
      if (preview.pages.length === 0) print('No page would change.')
    })
}

function showPlan({ id, at, actors, eventIds, withdrawn, renders, rendered, unchanged, failed, ms }: Plan): void {
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

function method(text: string): string {
  const name = text.toUpperCase()
  if (!['POST', 'PATCH', 'PUT', 'DELETE'].includes(name))
    throw new InvalidArgumentError('Write POST, PATCH, PUT or DELETE.')
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
