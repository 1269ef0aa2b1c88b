/** From the writing statement to the page that shows it: single edits; and one post that is edited without a pause. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type BenchSite, openSite, percentile } from './site.ts'

const POSTS = 754
const EDITS = Number(process.env.BENCH_EDITS ?? 300)
const STREAM_SECONDS = 10
const STREAM_EDITS = 10_000
const STREAM_CONNECTIONS = 4

export async function benchEdits(): Promise<object> {
  const clock = new Clock()
  const site = await openSite(POSTS, {}, clock.reached)
  try {
    const result = { posts: POSTS, single: await singleEdits(site, clock), stream: await stream(site) }
    const { wrong } = await site.api<{ wrong: object[] }>('POST', '/cache/audit?sample=100000')
    return { ...result, wrong: wrong.length }
  } finally {
    await site.stop()
  }
}

/** As a writer makes them: one, and when it is served, another. Told apart by the points that every write passes. */
async function singleEdits({ api, db, cache }: BenchSite, clock: Clock): Promise<object> {
  const ids = await db.sql<{ id: number }[]>`select id::int from post where slug like 'post-%' order by id`
  const served: number[] = []
  const steps = new Map<string, number[]>()
  for (let n = -20; n < EDITS; n++) {
    clock.clear()
    await api('PATCH', `/posts/${ids[((n + 20) * 7) % ids.length]?.id}`, { title: `Edit ${n}` })
    await clock.swap
    await cache.flusher.flush()
    await sleep(20)
    if (n < 0) continue
    served.push(clock.between('write:committed', 'flush:swapped'))
    for (const [name, ms] of clock.steps()) steps.set(name, [...(steps.get(name) ?? []), ms])
  }
  printHistogram('commit to served', served)
  for (const [name, ms] of steps)
    console.log(`  ${name.padEnd(24)} p50 ${percentile(ms, 0.5).toFixed(1)} ms after the commit`)
  const [plan] = await db.sql<{ rendered: number }[]>`
    select percentile_disc(0.5) within group (order by rendered) as rendered from cache_plan`
  return { edits: EDITS, rendersP50: plan?.rendered, servedMs: summary(served) }
}

/** When the points on the way of a write were passed, the first time since it was cleared. */
class Clock {
  readonly #passed = new Map<string, number>()
  #swapped = Promise.withResolvers<void>()

  readonly reached = (point: string): void => {
    if (!this.#passed.has('write:committed') && point !== 'write:committed') return
    if (point === 'flush:swapped' && !this.#passed.has('flush:pages-rendered')) return
    if (!this.#passed.has(point)) this.#passed.set(point, performance.now())
    if (point === 'flush:swapped') this.#swapped.resolve()
  }

  clear(): void {
    this.#passed.clear()
    this.#swapped = Promise.withResolvers()
  }

  get swap(): Promise<void> {
    return this.#swapped.promise
  }

  between(from: string, to: string): number {
    return (this.#passed.get(to) ?? Number.NaN) - (this.#passed.get(from) ?? Number.NaN)
  }

  *steps(): Generator<[string, number]> {
    for (const point of this.#passed.keys()) yield [point, this.between('write:committed', point)]
  }
}

async function stream({ db, cache, api }: BenchSite): Promise<object> {
  const { flusher } = cache
  const [post] = await db.sql<{ id: number; slug: string }[]>`select id::int, slug from post where slug = 'post-300'`
  if (!post) throw new Error('There is no post to edit.')
  global.gc?.()
  const rssBefore = process.memoryUsage().rss
  const before = flusher.totals
  let next = 0
  let pendingMax = 0
  let rssMax = 0
  let rendersOfPage = 0
  let isOver = false
  const watch = async () => {
    let last = ''
    while (!isOver) {
      const seen = cache.explain(`/posts/${post.slug}`)?.lastRender.at ?? ''
      if (seen !== last) rendersOfPage++
      last = seen
      await sleep(5)
    }
  }
  const sample = async () => {
    while (!isOver) {
      const [row] = await db.sql<
        { pending: number }[]
      >`select count(*)::int as pending from cache_event where consumed_at is null`
      pendingMax = Math.max(pendingMax, row?.pending ?? 0)
      rssMax = Math.max(rssMax, process.memoryUsage().rss)
      await sleep(200)
    }
  }
  const startedAt = performance.now()
  const edit = async () => {
    while (next < STREAM_EDITS) {
      const n = next++
      const ahead = (n * 1000 * STREAM_SECONDS) / STREAM_EDITS - (performance.now() - startedAt)
      if (ahead > 1) await sleep(ahead)
      await db.sql`update post set title = ${`Stream ${n}`} where id = ${post.id}`
    }
  }
  const watching = [watch(), sample()]
  await Promise.all(Array.from({ length: STREAM_CONNECTIONS }, edit))
  const seconds = (performance.now() - startedAt) / 1000
  const endedAt = performance.now()
  await flusher.flush()
  const convergedMs = performance.now() - endedAt
  isOver = true
  await Promise.all(watching)
  const state = await api<{ pendingEvents: number }>('GET', '/cache')
  const result = {
    edits: STREAM_EDITS,
    seconds: Math.round(seconds * 10) / 10,
    rendersOfThePage: rendersOfPage,
    renders: flusher.totals.rendered - before.rendered,
    pendingMax,
    pendingAfter: state.pendingEvents,
    convergedMs: Math.round(convergedMs),
    rssMB: { before: Math.round(rssBefore / 1e6), max: Math.round(rssMax / 1e6) },
  }
  console.log(result)
  return result
}

function summary(ms: readonly number[]) {
  const round = (value: number) => Math.round(value * 10) / 10
  return {
    p50: round(percentile(ms, 0.5)),
    p90: round(percentile(ms, 0.9)),
    p99: round(percentile(ms, 0.99)),
    max: round(Math.max(...ms)),
  }
}

const BUCKETS_MS = [10, 15, 20, 25, 30, 40, 50, 75, 100, 150, 250, Infinity]

function printHistogram(title: string, ms: readonly number[]): void {
  console.log(`${title}, ${ms.length} edits, ms: ${JSON.stringify(summary(ms))}`)
  let from = 0
  for (const to of BUCKETS_MS) {
    const count = ms.filter((value) => value >= from && value < to).length
    if (count > 0)
      console.log(
        `  ${String(from).padStart(4)} to ${String(to).padEnd(8)} ${'#'.repeat(Math.ceil((count * 60) / ms.length))} ${count}`,
      )
    from = to
  }
}
