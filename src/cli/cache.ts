/** `hearth cache …`: the response cache of the running server. What it did and why is in cache-history.ts. */
import type { Command } from 'commander'
import type { Cause, Explanation, FlushReport } from '../client/index.ts'
import { addCacheHistory } from './cache-history.ts'
import { withProgress } from './progress.ts'
import { addServerCommand } from './server-command.ts'
import { CliError, print } from './site.ts'
import { count, siteAddress } from './usage.ts'

interface Quiet {
  readonly json?: boolean
}

export function addCacheCommands(program: Command): void {
  const cache = program.command('cache').description('Look into the response cache of the running server, and drive it')

  addServerCommand(cache, 'status', {
    description: 'Show what is stored and what is pending',
    scopes: ['cache:read'],
    example: 'hearth cache status',
    ask: (client, _: object) => client.get('/cache'),
    show: (state) => {
      for (const [name, value] of Object.entries(state))
        print(`${name.padEnd(18)} ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    },
  })
  const explain = addServerCommand(cache, 'explain', {
    description: 'Say why a page looks as it does: what it read, and what it was last rendered for',
    scopes: ['cache:read'],
    example: 'hearth cache explain /archive',
    ask: (client, _: object, url = '/') =>
      client.get('/cache/explain', { query: { url: url.replace(/^https?:\/\/[^/]+/, '') || '/' } }),
    show: showExplanation,
  })
  explain.argument('<url>', 'path or URL of a page, such as /archive', siteAddress)
  addServerCommand(cache, 'flush', {
    description: 'Wait until everything committed so far is served',
    scopes: ['cache:write'],
    example: 'hearth cache flush',
    ask: (client, _: object) => client.post('/cache/flush'),
    show: showReport,
  })
  addServerCommand(cache, 'warm', {
    description: 'Render every page anew',
    scopes: ['cache:read', 'cache:write'],
    example: 'hearth cache warm',
    ask: (client, { json }: Quiet) => withProgress(client, json === true, client.post('/cache/warm')),
    show: showReport,
  })
  addServerCommand(cache, 'purge', {
    description: 'Withdraw pages (all, unless some are named) and render them anew',
    scopes: ['cache:read', 'cache:write'],
    example: 'hearth cache purge /archive /tags',
    ask: (client, { json }: Quiet, ...urls) =>
      withProgress(client, json === true, client.post('/cache/purge', { body: urls.length > 0 ? { urls } : {} })),
    show: ({ withdrawn }) => print(`${withdrawn} pages withdrawn and rendered anew`),
  }).argument('[urls...]', 'paths or URLs of pages')
  addServerCommand(cache, 'audit', {
    description: 'Compare stored pages with fresh renders; wrong ones are named, and put right',
    scopes: ['cache:read', 'cache:write'],
    example: 'hearth cache audit --sample 1000',
    options: (command) => command.option('--sample <n>', 'how many, chosen by chance', count, 200),
    ask: async (client, { sample, json }: Quiet & { sample: number }) => {
      const report = await withProgress(client, json === true, client.post('/cache/audit', { query: { sample } }))
      // With JSON, too, what was wrong is worth an exit code.
      if (json && report.wrong.length > 0) process.exitCode = 1
      return report
    },
    show: ({ checked, wrong }) => {
      print(`${checked} pages checked, ${wrong.length} wrong`)
      if (wrong.length > 0) throw new CliError(`These pages were wrong: ${wrong.map(({ url }) => url).join(' ')}`)
    },
  })

  addCacheHistory(cache)
}

function showReport({ events, rendered, unchanged, withdrawn, ms }: FlushReport): void {
  print(`${events} events, ${rendered} pages rendered (${unchanged} unchanged), ${withdrawn} withdrawn, ${ms} ms`)
}

function showExplanation(answer: Explanation): void {
  const { cause, lastRender } = answer
  print(`${answer.url}  ${answer.status}  ${answer.etag}${answer.isStale ? '  stale, being rendered' : ''}`)
  print(`these bytes since ${answer.modifiedAt}, because of ${describeCause(cause)}`)
  print(`rendered ${lastRender.at} in ${lastRender.ms} ms, because of ${describeCause(lastRender.cause)}`)
  print(`read ${answer.hits} times`)
  print(`depends on\n${answer.dependencies.map((line) => `  ${line}`).join('\n')}`)
}

function describeCause({ kind, reason, actor, eventIds, planId }: Cause): string {
  const by = actor ? ` by ${actor}` : ''
  const plan = planId === undefined ? '' : `, plan ${planId}`
  const events = eventIds?.length ? ` (events ${eventIds.join(', ')}${plan})` : ''
  return `${kind}: ${reason}${by}${events}`
}
