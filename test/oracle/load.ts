/** Many writers and readers at once: what readers see while the site changes under them. */
import { setTimeout as sleep } from 'node:timers/promises'
import { rendersOnRequest, type TestServer } from '../support/server.ts'
import { runEdit } from './edits.ts'
import { Random } from './random.ts'

export interface LoadReport {
  readonly reads: number
  /** Answers that a reader had rendered, of addresses that exist. */
  readonly rendersByReaders: number
  /** Links that led to a 404 or 410 while the page that has them was still served with them. */
  readonly brokenLinks: readonly string[]
  /** Milliseconds for which the clock's page was behind what had been answered to its writer, longest first. */
  readonly behindMs: readonly number[]
}

export interface LoadOptions {
  readonly writers: number
  readonly readers: number
  readonly seed: number
  readonly edits: number
}

const CLOCK = '/clock'

export async function runUnderLoad(server: TestServer, options: LoadOptions): Promise<LoadReport> {
  const { writers, readers, seed, edits } = options
  const state = {
    isOver: false,
    next: 0,
    reads: 0,
    rendersByReaders: 0,
    brokenLinks: [] as string[],
    behindMs: [] as number[],
  }
  const clock = await startClock(server)

  const write = async () => {
    while (state.next < edits) await runEdit(server, seed, state.next++)
  }
  const read = async (number: number) => {
    const random = new Random(seed + number)
    let from = '/'
    while (!state.isOver) {
      await checkClock(server, clock, state.behindMs)
      const links = await linksOf(server, from)
      const target = links.length > 0 && random.chance(0.9) ? random.pick(links) : '/'
      const { status, headers } = await server.get(target)
      state.reads += 2
      if (headers.get('cache-status')?.includes('uri-miss') && status === 200) state.rendersByReaders++
      if ((status === 404 || status === 410) && (await isStillLinked(server, from, target))) {
        state.brokenLinks.push(`${from} -> ${target}`)
      }
      from = status === 200 && !/\.(?:xml|json|txt)$/.test(target) ? target : '/'
      // How fast a reader reads: the load, not a wait.
      await sleep(random.below(20))
    }
  }
  const tick = async () => {
    while (!state.isOver) {
      await clock.tick()
      // How fast the clock ticks: the load, not a wait.
      await sleep(50)
    }
  }
  const before = await rendersOnRequest(server)
  const audience = [tick(), ...Array.from({ length: readers }, (_, i) => read(i))]
  await Promise.all(Array.from({ length: writers }, write))
  state.isOver = true
  await Promise.all(audience)
  const after = await rendersOnRequest(server)
  if (after < before) throw new Error('The server was started anew.')
  return { ...state, behindMs: state.behindMs.sort((a, b) => b - a) }
}

async function linksOf(server: TestServer, page: string): Promise<string[]> {
  const { status, text } = await server.get(page)
  if (status !== 200) return []
  const hrefs = [...text.matchAll(/href="([^"]+)"/g)].map(([, href]) => (href ?? '').replaceAll('&amp;', '&'))
  return hrefs
    .filter((href) => /^\/(?!\/|assets\/|admin|search|media\/|x-)/.test(href))
    .map((href) => href.split('#')[0] ?? '')
}

/** Read in one go: the page with the link, then its target. A reader's old copy does not count. */
async function isStillLinked(server: TestServer, from: string, target: string): Promise<boolean> {
  for (let attempt = 0; attempt < 3; attempt++) {
    if (!(await linksOf(server, from)).includes(target)) return false
    const { status } = await server.get(target)
    if (status !== 404 && status !== 410) return false
  }
  return true
}

interface Clock {
  readonly answeredAt: number[]
  tick(): Promise<void>
}

/** A page whose title counts up, with when each number was answered to its writer. */
async function startClock(server: TestServer): Promise<Clock> {
  const { body } = await server.api('POST', '/pages', { title: 'Clock 0', slug: CLOCK.slice(1), status: 'published' })
  await server.flush()
  const answeredAt = [performance.now()]
  return {
    answeredAt,
    async tick() {
      const { status } = await server.api('PATCH', `/pages/${body.id}`, { title: `Clock ${answeredAt.length}` })
      if (status === 200) answeredAt.push(performance.now())
    },
  }
}

async function checkClock(server: TestServer, { answeredAt }: Clock, behindMs: number[]): Promise<void> {
  const askedAt = performance.now()
  const { text } = await server.get(CLOCK)
  const shown = Number(/<h1[^>]*>Clock (\d+)/.exec(text)?.[1] ?? Number.NaN)
  if (Number.isNaN(shown)) return
  const next = answeredAt[shown + 1]
  behindMs.push(next === undefined ? 0 : Math.max(0, Math.round(askedAt - next)))
}
