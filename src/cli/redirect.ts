/** `hearth redirect …`. */
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { type Command, Option } from 'commander'
import type { AnswerOf, HearthClient, Redirect, RedirectImport } from '../client/index.ts'
import { addServerCommand, take } from './server-command.ts'
import { CliError, callersPath, EXIT, note, print } from './site.ts'
import { printTable } from './table.ts'
import { count, siteAddress } from './usage.ts'

const STATUSES = ['301', '302', '307', '308', '410']

export function addRedirectCommands(program: Command): void {
  const redirects = program.command('redirect').description('Find, make, try, import and export redirects')
  const ofKind = (command: Command) => command.addOption(new Option('--status <kind>', 'its kind').choices(STATUSES))

  addServerCommand(redirects, 'list', {
    description: 'List redirects, the newest first',
    scopes: ['redirects:read'],
    example: 'hearth redirect list --query /blog/',
    options: (command) =>
      ofKind(command)
        .option('-q, --query <text>', 'a part of the source or target')
        .option('--limit <n>', 'how many', count, 100),
    ask: (client, { query: q, status, limit }: { query?: string; status?: string; limit: number }) =>
      take(client.each('/redirects', { query: { limit: 100, q, status: statusOf(status) } }), limit),
    show: (items) =>
      printTable(
        ['kind', 'from', 'to'],
        items.map(({ status, source, target, post }) => [status, source, post?.title ?? target]),
      ),
  })
  addServerCommand(redirects, 'add <from> [to]', {
    description: 'Make a redirect; without a target the address is gone',
    scopes: ['redirects:write'],
    example: 'hearth redirect add /old /posts/new',
    options: ofKind,
    ask: (client, options: { status?: string }, source, target) => {
      const status = statusOf(options.status) ?? (target === undefined ? 410 : 301)
      return client.post('/redirects', { body: { source, target: target ?? null, status } })
    },
    show: (made) => print(lineOf(made)),
  })
  addServerCommand(redirects, 'remove <from>', {
    description: 'Remove the redirect of an address',
    scopes: ['redirects:read', 'redirects:write'],
    example: 'hearth redirect remove /old',
    ask: async (client, _: object, source) => {
      const found = await findRedirect(client, source)
      await client.delete('/redirects/{id}', { path: { id: found.id } })
      return found
    },
    show: (removed) => print(`Removed ${lineOf(removed)}`),
  })
  const test = addServerCommand(redirects, 'test', {
    description: 'Say what an address answers, and where that leads',
    scopes: ['redirects:read'],
    example: 'hearth redirect test /an/old/address',
    ask: (client, _: object, path) => client.get('/redirects/test', { query: { path } }),
    show: showTrial,
  })
  test.argument('<address>', 'path or URL of this site', siteAddress)
  addServerCommand(redirects, 'import <file>', {
    description: 'Bring in a file of redirects: all of it, or nothing. The same file again changes nothing',
    scopes: ['redirects:write'],
    example: 'hearth redirect import _redirects --dry-run',
    options: (command) => command.option('--dry-run', 'say what would be done, and do nothing'),
    ask: importFile,
    show: showImport,
  })
  addServerCommand(redirects, 'export', {
    description: 'Print all redirects as CSV, which can be imported again',
    scopes: ['redirects:read'],
    example: 'hearth redirect export > redirects.csv',
    ask: (client) => client.get('/redirects/export'),
    show: (csv) => process.stdout.write(csv),
  })
}

async function findRedirect(client: HearthClient, source: string) {
  for await (const item of client.each('/redirects', { query: { limit: 100, q: source } }))
    if (item.source === source) return item
  throw new CliError(`There is no redirect of ${source}; "hearth redirect list" shows those there are.`, EXIT.notFound)
}

function showTrial({ steps, end, unusedRedirectId }: AnswerOf<'GET', '/redirects/test'>): void {
  printTable(
    ['status', 'address', 'why'],
    steps.map(({ status, path, rule }) => [status, path, rule.text]),
  )
  print(`end: ${end}`)
  if (unusedRedirectId !== null) note('There is a redirect for this address, too; what is there comes first.')
}

async function importFile(
  client: HearthClient,
  { dryRun }: { readonly dryRun?: boolean },
  file: string,
): Promise<RedirectImport> {
  const body = { text: await readText(file) }
  if (dryRun) return client.dryRun('POST', '/redirects/import', { body })
  return client.post('/redirects/import', { body })
}

function showImport(report: RedirectImport, { dryRun }: { readonly dryRun?: boolean }): void {
  const { created, changed, same, problems, notes, skipped } = report
  const remarks = [
    ...problems.map((remark) => ({ what: 'problem', ...remark })),
    ...notes.map((remark) => ({ what: 'note', ...remark })),
    ...skipped.map((remark) => ({ what: 'left out', ...remark })),
  ]
  if (remarks.length > 0)
    printTable(
      ['line', '', 'why', 'what it says'],
      remarks.map(({ line, what, message, text }) => [line, what, message, text]),
    )
  print(`${dryRun ? 'Would import' : 'Imported'}: ${created} new, ${changed} changed, ${same} as they were.`)
  if (problems.length > 0)
    throw new CliError(`${problems.length} lines cannot be taken, so nothing would be imported.`, EXIT.invalid)
}

async function readText(file: string): Promise<string> {
  if (file === '-') return text(process.stdin)
  const place = callersPath(file)
  return readFile(place, 'utf8').catch((cause: unknown) => {
    throw new CliError(`${place} cannot be read.`, EXIT.failed, cause)
  })
}

function statusOf(written: string | undefined): 301 | 302 | 307 | 308 | 410 | undefined {
  return written === undefined ? undefined : (Number(written) as 301 | 302 | 307 | 308 | 410)
}

function lineOf({ source, target, postId, status }: Redirect): string {
  return [status, source, target ?? (postId === null ? '' : `post ${postId}`)].join('  ').trimEnd()
}
