/** A stored page against a bare `node:http` server that sends the same bytes with the same headers, taking turns. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Load, loadGenerator } from './load.ts'
import { type Started, startPinned } from './processes.ts'

const ROUNDS = 7
const SECONDS = 4
const CONNECTIONS = 32
const ENCODING = 'gzip, deflate, br'
/** A reader's browser, so that its views are counted. */
const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'

export async function benchHit(): Promise<object> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'hearth-bench-'))
  const isPinned = availableParallelism() >= 2
  const root = path.resolve(import.meta.dirname, '..')
  const env = { PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'warn' }
  const started: Started[] = []
  try {
    const hearth = startPinned([path.join(root, 'dist/src/main.js')], env, isPinned ? 0 : undefined)
    started.push(hearth)
    const { url } = await hearth.waitFor(
      () => JSON.parse(readFileSync(path.join(dataDir, 'server.json'), 'utf8')) as { url: string },
    )
    while (!(await fetch(`${url}/readyz`)).ok) await sleep(50)

    const page = `${url}/posts/welcome`
    const peer = startPinned([path.join(import.meta.dirname, 'peer.ts'), page, ENCODING], {}, isPinned ? 0 : undefined)
    started.push(peer)
    const peerPage = `${await peer.waitForLine(/http:\/\/\S+/)}/posts/welcome`

    const load = loadGenerator(isPinned ? 1 : undefined)
    console.log(
      `${load.name}, ${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s each in turn${isPinned ? '; servers on core 0, load on core 1' : ''}`,
    )
    await measure(load, page)
    await measure(load, peerPage)
    const rounds: { hearth: number; bare: number }[] = []
    for (let round = 1; round <= ROUNDS; round++) {
      // The one that goes first changes, so that a drift of the machine favours neither.
      const order = round % 2 ? [page, peerPage] : [peerPage, page]
      const figures = new Map<string, number>()
      for (const address of order) figures.set(address, await measure(load, address))
      const figure = { hearth: figures.get(page) ?? 0, bare: figures.get(peerPage) ?? 0 }
      rounds.push(figure)
      console.log(
        `  round ${round}: Hearth ${Math.round(figure.hearth)}/s, bare node:http ${Math.round(figure.bare)}/s, ratio ${(figure.hearth / figure.bare).toFixed(3)}`,
      )
    }
    const result = {
      load: load.name,
      connections: CONNECTIONS,
      secondsARound: SECONDS,
      rounds,
      median: { hearth: median(rounds.map((r) => r.hearth)), bare: median(rounds.map((r) => r.bare)) },
      ratio: median(rounds.map((r) => r.hearth / r.bare)),
    }
    console.log(
      `median: Hearth ${Math.round(result.median.hearth)}/s, bare node:http ${Math.round(result.median.bare)}/s, ratio ${result.ratio.toFixed(3)}`,
    )
    return result
  } finally {
    for (const one of started.reverse()) await one.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function measure(load: Load, address: string): Promise<number> {
  return load.run(address, {
    connections: CONNECTIONS,
    seconds: SECONDS,
    headers: { 'Accept-Encoding': ENCODING, 'User-Agent': USER_AGENT },
  })
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
