/** The cache: its state, live, and what can be done to it. */
import { streamSSE } from 'hono/streaming'
import { CacheLive, CachePage, type Explanation } from '../../templates/admin/cache.tsx'
import { CallError, call } from './call.ts'
import type { Admin, AdminContext } from './env.ts'
import { framed } from './frame.tsx'

const LIVE_MS = 1500
/** A stream ends after this long; the browser asks again, and so shows who it is. */
const STREAM_MS = 5 * 60_000
const AUDIT_SAMPLE = 500

export function cacheRoutes(admin: Admin): void {
  admin.get('/cache', async (c) => {
    const url = c.req.query('url') ?? ''
    const { explanation, problem } = url ? await explain(c, url) : { explanation: undefined, problem: undefined }
    return framed(c, { title: 'Cache' }, <CachePage {...(await live(c))} {...{ url, explanation, problem }} />)
  })
  admin.get('/cache/live', async (c) => {
    // Once here, so that who may not see it gets an answer and not a stream.
    await live(c)
    return streamSSE(c, async (stream) => {
      const until = Date.now() + STREAM_MS
      while (!stream.aborted && Date.now() < until) {
        await stream.writeSSE({ data: String(<CacheLive {...(await live(c))} />) })
        await stream.sleep(LIVE_MS)
      }
    })
  })
  admin.post('/cache/flush', async (c) => {
    const { rendered, events } = await call(c, 'POST', '/cache/flush')
    return c.redirect(`/admin/cache?done=${events}+changes+taken,+${rendered}+pages+rendered.`, 303)
  })
  admin.post('/cache/audit', async (c) => {
    const { checked, wrong } = await call(c, 'POST', `/cache/audit?sample=${AUDIT_SAMPLE}`)
    return c.redirect(`/admin/cache?done=${wrong.length}+wrong+in+${checked}.`, 303)
  })
  admin.post('/cache/warm', async (c) => {
    const { rendered, ms } = await call(c, 'POST', '/cache/warm')
    return c.redirect(`/admin/cache?done=${rendered}+pages+rendered+in+${(ms / 1000).toFixed(1)}+s.`, 303)
  })
  admin.post('/cache/purge', async (c) => {
    const { withdrawn } = await call(c, 'POST', '/cache/purge', {})
    return c.redirect(`/admin/cache?done=${withdrawn}+pages+withdrawn.`, 303)
  })
}

async function live(c: AdminContext) {
  const [state, plans] = await Promise.all([call(c, 'GET', '/cache'), call(c, 'GET', '/cache/plans?limit=100')])
  return { state, plans: plans.items, requests: c.var.deps.readRequests() }
}

async function explain(c: AdminContext, url: string) {
  try {
    const explanation = await call<Explanation>(c, 'GET', `/cache/explain?url=${encodeURIComponent(url)}`)
    return { explanation, problem: undefined }
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    return { explanation: undefined, problem: error.message }
  }
}
