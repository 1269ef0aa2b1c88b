/** One SQL statement over a thousand posts. */
import { openSite } from './site.ts'

const POSTS = 2_000
const ROWS = 1_000

export async function benchBulk(): Promise<object> {
  const site = await openSite(POSTS)
  try {
    const { flusher } = site.cache
    const before = flusher.totals
    const startedAt = performance.now()
    await site.db
      .sql`update post set title = title || '!' where id in (select id from post where slug like 'post-%' order by id limit ${ROWS})`
    const committedMs = performance.now() - startedAt
    await flusher.flush()
    const servedMs = performance.now() - startedAt - committedMs
    const { events, rendered, unchanged } = flusher.totals
    const { checked, wrong } = await site.api<{ checked: number; wrong: object[] }>(
      'POST',
      '/cache/audit?sample=100000',
    )
    const result = {
      posts: POSTS,
      rows: ROWS,
      events: events - before.events,
      renders: rendered - before.rendered,
      unchanged: unchanged - before.unchanged,
      statementMs: Math.round(committedMs),
      servedMs: Math.round(servedMs),
      audited: checked,
      wrong: wrong.length,
    }
    console.log(result)
    return result
  } finally {
    await site.stop()
  }
}
