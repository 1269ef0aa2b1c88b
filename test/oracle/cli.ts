/** `npm run oracle`: see `scripts/oracle.js` for its options. Runs inside vitest, which reads the site's components. */
import { afterAll, expect, inject, it } from 'vitest'
import type { TestServer } from '../support/server.ts'
import { Oracle } from './compare.ts'
import { runUnderLoad } from './load.ts'
import { precision, type Run, runOracle } from './run.ts'
import { shrink } from './shrink.ts'
import { openSite } from './site.ts'

interface Options {
  readonly site: string
  readonly posts: number
  readonly edits: number
  readonly seed: number
  readonly writers: number
  readonly readers: number
}

const options = JSON.parse(process.env.HEARTH_ORACLE ?? '{}') as Options
const say = (line: string) => process.stdout.write(`${line}\n`)
const opened: TestServer[] = []
afterAll(() => Promise.all(opened.map((server) => server.stop())))

async function open(): Promise<TestServer> {
  const server = await openSite(inject('clusterUrl'), options.site, options.posts)
  opened.push(server)
  return server
}

it.runIf(options.writers <= 1)('finds no miss', { timeout: 0 }, async () => {
  const { edits, seed } = options
  const numbers = Array.from({ length: edits }, (_, i) => i)
  const startedAt = performance.now()
  let said = 0
  const run = await runOracle(await open(), seed, numbers, (done, so) => {
    if (done - said < 200 && done < edits) return
    said = done
    const seconds = Math.round((performance.now() - startedAt) / 1000)
    say(`${done} of ${edits} edits, ${so.renders} renders, precision ${precision(so).toFixed(3)}, ${seconds} s`)
  })
  report(run)
  if (run.misses.length === 0) return
  await shrinkCase(run, seed, numbers)
  expect(run.misses).toEqual([])
})

it.runIf(options.writers > 1)('keeps every promise to readers while many write', { timeout: 0 }, async () => {
  const server = await open()
  const before = server.cache.flusher.totals
  const load = await runUnderLoad(server, options)
  await server.flush()
  const oracle = new Oracle(server)
  const misses = await oracle.misses()
  await oracle.close()
  const { rendered, unchanged } = server.cache.flusher.totals
  const [behind] = load.behindMs
  const at = (share: number) => load.behindMs[Math.floor(load.behindMs.length * (1 - share))]
  say(`${options.edits} edits by ${options.writers} writers, ${load.reads} reads by ${options.readers} readers`)
  say(`misses after it all: ${misses.length}`)
  say(`renders: ${rendered - before.rendered}, of which unchanged: ${unchanged - before.unchanged}`)
  say(`renders that readers caused of addresses that exist: ${load.rendersByReaders}`)
  say(`links to a 404: ${load.brokenLinks.length}`)
  say(`a page behind its writer's answer: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, at most ${behind} ms`)
  expect({ misses, brokenLinks: load.brokenLinks, rendersByReaders: load.rendersByReaders }).toEqual({
    misses: [],
    brokenLinks: [],
    rendersByReaders: 0,
  })
})

function report(run: Run): void {
  say(
    `\nsite ${options.site}, seed ${options.seed}: ${run.edits} edits, ${run.comparisons} comparisons of the whole site`,
  )
  say(`misses: ${run.misses.length}`)
  say(`precision: ${precision(run).toFixed(4)} (${run.renders} renders, ${run.unchanged} of them gave the same bytes)`)
  say(`edits: ${[...run.kinds].map(([kind, count]) => `${kind} ${count}`).join(', ')}`)
  if (run.wasted.size > 0) say('renders that gave the same bytes, by address and reason:')
  for (const [reason, count] of run.wasted) say(`  ${String(count).padStart(6)}  ${reason}`)
}

async function shrinkCase(run: Run, seed: number, numbers: readonly number[]): Promise<void> {
  say(`\nFirst miss in the batch: ${run.guilty.join(', ')}`)
  for (const { url, difference } of run.misses.slice(0, 10)) say(`  ${url}\n    ${difference}`)
  const upTo = numbers.slice(0, numbers.indexOf(Number.parseInt(run.guilty.at(-1) ?? '0', 10)) + 1)
  say(`Shrinking ${upTo.length} edits …`)
  const shows = async (part: readonly number[]) => {
    const server = await openSite(inject('clusterUrl'), options.site, options.posts)
    const { misses } = await runOracle(server, seed, part)
    await server.stop()
    return misses.length > 0
  }
  const smallest = await shrink(upTo, shows, 60)
  say(`Smallest case found: edits ${smallest.join(', ')} of seed ${seed}`)
}
