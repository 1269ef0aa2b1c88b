import type { Command } from 'commander'
import { askServer, print, printJson, withSite } from './site.ts'

interface Explanation {
  readonly url: string
  readonly status: number
  readonly etag: string
  readonly cause: { kind: string; reason: string; actor?: string; eventIds?: number[] }
  readonly renderedAt: string
  readonly renderMs: number
  readonly hits: number
  readonly dependencies: string[]
}

interface FlushReport {
  readonly events: number
  readonly rendered: number
  readonly withdrawn: number
  readonly unchanged: number
  readonly ms: number
}

export function addCacheCommands(program: Command): void {
  const cache = program.command('cache').description('The response cache of the running server')

  cache
    .command('status')
    .description('How it is')
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const state = await withSite((site) => askServer<Record<string, unknown>>(site, 'cache:read', 'GET', '/cache'))
      if (json) return printJson(state)
      for (const [name, value] of Object.entries(state))
        print(`${name.padEnd(18)} ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    })

  cache
    .command('explain')
    .description('Why a page looks as it does')
    .argument('<url>')
    .option('--json', 'print JSON')
    .action(async (url: string, { json }: { json?: boolean }) => {
      const answer = await withSite((site) =>
        askServer<Explanation>(site, 'cache:read', 'GET', `/cache/explain?url=${encodeURIComponent(url)}`),
      )
      if (json) return printJson(answer)
      const { cause } = answer
      print(`${answer.url}  ${answer.status}  ${answer.etag}`)
      print(`rendered ${answer.renderedAt} in ${answer.renderMs} ms, read ${answer.hits} times`)
      print(
        `because  ${cause.kind}: ${cause.reason}${cause.actor ? ` by ${cause.actor}` : ''}${cause.eventIds?.length ? ` (events ${cause.eventIds.join(', ')})` : ''}`,
      )
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
      .action(async ({ json }: { json?: boolean }) => {
        const report = await withSite((site) => askServer<FlushReport>(site, 'cache:write', 'POST', `/cache/${name}`))
        if (json) return printJson(report)
        print(
          `${report.events} events, ${report.rendered} pages rendered (${report.unchanged} unchanged), ${report.withdrawn} withdrawn, ${report.ms} ms`,
        )
      })
  }
}
