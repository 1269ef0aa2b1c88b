/** What publishing costs on sites of different sizes: renders, and the time from the write to the new home page. */
import { type BenchSite, openSite, percentile } from './site.ts'

const PUBLICATIONS = 20

export async function benchPublish(args: readonly string[]): Promise<object> {
  const sizes = args.length > 0 ? args.map(Number) : [1_000, 10_000, 100_000]
  const results: object[] = []
  for (const posts of sizes) {
    console.log(`${posts} posts: writing and warming them …`)
    // Room for all of it: the default bound would leave most of the largest site out.
    const site = await openSite(posts, { CACHE_MAX_BYTES: String(8e9) })
    try {
      const result = { posts, warmSeconds: Math.round(site.warmMs / 1000), ...(await measure(site)) }
      results.push(result)
      console.log(`  ${JSON.stringify(result)}`)
    } finally {
      await site.stop()
    }
  }
  console.table(results)
  return { publications: PUBLICATIONS, sizes: results }
}

async function measure(site: BenchSite): Promise<object> {
  const { flusher, store } = site.cache
  const renders: number[] = []
  const answeredMs: number[] = []
  for (let n = 0; n < PUBLICATIONS + 1; n++) {
    const before = flusher.totals.rendered
    const startedAt = performance.now()
    await site.api('POST', '/posts', {
      title: `News ${n}`,
      status: 'published',
      tags: ['tag-1', 'tag-2'],
      authors: ['author-1'],
    })
    const answeredAt = performance.now()
    await flusher.flush()
    if (!(await site.get('/')).includes(`News ${n}`)) throw new Error('The home page does not show what was published.')
    // The first one finds nothing prepared.
    if (n === 0) continue
    renders.push(flusher.totals.rendered - before)
    answeredMs.push(answeredAt - startedAt)
  }
  const rows = await site.db.sql<{ ms: number }[]>`select ms from cache_plan order by id desc limit ${PUBLICATIONS}`
  const servedMs = rows.map(({ ms }) => ms)
  return {
    renders: percentile(renders, 0.5),
    rendersMax: Math.max(...renders),
    answeredMsP50: Math.round(percentile(answeredMs, 0.5)),
    servedMsP50: percentile(servedMs, 0.5),
    servedMsMax: Math.max(...servedMs),
    entries: store.size,
    storeMB: Math.round(store.bytes / 1e6),
    rssMB: Math.round(process.memoryUsage().rss / 1e6),
  }
}
