import type { Command } from 'commander'
import { addCacheHistory } from './cache-history.ts'
import { askServer } from './running-server.ts'
import { CliError, print, printJson, withSite } from './site.ts'
import { siteAddress } from './usage.ts'

interface Cause {
  readonly kind: string
  readonly reason: string
  readonly actor?: string
  readonly eventIds?: readonly number[]
  readonly planId?: number
}

interface Explanation {
  readonly url: string
  readonly status: number
  readonly etag: string
  readonly cause: Cause
  readonly modifiedAt: string
  readonly lastRender: { cause: Cause; at: string; ms: number }
  readonly hits: number
  readonly isStale: boolean
  readonly dependencies: string[]
}

interface FlushReport {
  readonly events: number
  readonly rendered: number
  readonly withdrawn: number
  readonly unchanged: number
  readonly ms: number
}

interface AuditReport {
  readonly checked: number
  readonly wrong: readonly { url: string; dependencies: readonly string[] }[]
}

interface Options {
  readonly json?: boolean
}

export function addCacheCommands(program: Command): void {
  const cache = program.command('cache').description('Look into the response cache of the running server, and drive it')

  cache
    .command('status')
    .description('Show what is stored and what is pending')
    .option('--json', 'print JSON')
    .action(async ({ json }: Options) => {
      const state = await withSite((site) => askServer<Record<string, unknown>>(site, 'cache:read', 'GET', '/cache'))
      if (json) return printJson(state)
      for (const [name, value] of Object.entries(state))
        print(`${name.padEnd(18)} ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    })

  cache
    .command('explain')
    .description('Say why a page looks as it does: what it read, and what it was last rendered for')
    .argument('<url>', 'path or URL of a page, such as /archive', siteAddress)
    .option('--json', 'print JSON')
    .action(async (url: string, { json }: Options) => {
      const address = `/cache/explain?url=${encodeURIComponent(url.replace(/^https?:\/\/[^/]+/, '') || '/')}`
      const answer = await withSite((site) => askServer<Explanation>(site, 'cache:read', 'GET', address))
      if (json) return printJson(answer)
      const { cause, lastRender } = answer
      print(`${answer.url}  ${answer.status}  ${answer.etag}${answer.isStale ? '  stale, being rendered' : ''}`)
      print(`these bytes since ${answer.modifiedAt}, because of ${describeCause(cause)}`)
      print(`rendered ${lastRender.at} in ${lastRender.ms} ms, because of ${describeCause(lastRender.cause)}`)
      print(`read ${answer.hits} times`)
      print(`depends on\n${answer.dependencies.map((line) => `  ${line}`).join('\n')}`)
    })

  for (const [name, description] of [
    ['flush', 'Wait until everything committed so far is served'],
    ['warm', 'Render every page anew'],
  ] as const) {
    cache
      .command(name)
      .description(description)
      .option('--json', 'print JSON')
      .action(async ({ json }: Options) => {
        const report = await withSite((site) => askServer<FlushReport>(site, 'cache:write', 'POST', `/cache/${name}`))
        if (json) return printJson(report)
        const { events, rendered, unchanged, withdrawn, ms } = report
        print(`${events} events, ${rendered} pages rendered (${unchanged} unchanged), ${withdrawn} withdrawn, ${ms} ms`)
      })
  }

  addCacheHistory(cache)

  cache
    .command('audit')
    .description('Compare stored pages with fresh renders; wrong ones are named, and put right')
    .option('--json', 'print JSON')
    .action(async ({ json }: Options) => {
      const report = await withSite((site) => askServer<AuditReport>(site, 'cache:write', 'POST', '/cache/audit'))
      if (json) printJson(report)
      else print(`${report.checked} pages checked, ${report.wrong.length} wrong`)
      if (report.wrong.length > 0)
        throw new CliError(`These pages were wrong: ${report.wrong.map(({ url }) => url).join(' ')}`)
    })
}

function describeCause({ kind, reason, actor, eventIds, planId }: Cause): string {
  const by = actor ? ` by ${actor}` : ''
  const plan = planId === undefined ? '' : `, plan ${planId}`
  const events = eventIds?.length ? ` (events ${eventIds.join(', ')}${plan})` : ''
  return `${kind}: ${reason}${by}${events}`
}
