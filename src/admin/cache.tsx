/** The cache: its state, live, and what can be done to it. */
import { streamSSE } from 'hono/streaming'
import { CacheLive, CachePage } from '../../templates/admin/cache.tsx'
import { HearthProblem } from '../client/index.ts'
import { idOf } from './api.ts'
import type { Admin, AdminContext } from './env.ts'
import { problemOf } from './form.ts'
import { framed } from './frame.tsx'

const LIVE_MS = 1500
/** A stream ends after this long; the browser asks again, and so shows who it is. */
const STREAM_MS = 5 * 60_000
const AUDIT_SAMPLE = 500
/** How long a click waits for what it set going. */
const PATIENCE_MS = 500
/** How often it is shown, as long as something is under way. */
const BUSY_MS = 400

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
        const now = await live(c)
        await stream.writeSSE({ data: String(<CacheLive {...now} />) })
        await stream.sleep(now.state.actions.length > 0 ? BUSY_MS : LIVE_MS)
      }
    })
  })
  admin.post('/cache/flush', (c) => setGoing(c, c.var.api.post('/cache/flush')))
  admin.post('/cache/audit', (c) => setGoing(c, c.var.api.post('/cache/audit', { query: { sample: AUDIT_SAMPLE } })))
  admin.post('/cache/warm', (c) => setGoing(c, c.var.api.post('/cache/warm')))
  admin.post('/cache/purge', (c) => setGoing(c, c.var.api.post('/cache/purge', { body: {} })))
  admin.post('/cache/actions/:id{\\d+}/cancel', async (c) => {
    // It may have come to its end by itself meanwhile.
    await c.var.api.delete('/cache/actions/{id}', { path: { id: idOf(c) } }).catch((error: unknown) => {
      if (!(error instanceof HearthProblem && error.status === 404)) throw error
    })
    return c.redirect('/admin/cache', 303)
  })
}

/** What takes longer goes on by itself: the page shows how far it is, and in the end what came of it. */
async function setGoing(c: AdminContext, action: Promise<unknown>): Promise<Response> {
  // That it failed is told among the last actions, also to who has left the page.
  const ended = action.catch((error: unknown) => error)
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
  const refused = await Promise.race([ended, patience])
  if (refused instanceof HearthProblem) throw refused
  return c.redirect('/admin/cache', 303)
}

async function live(c: AdminContext) {
  const { api } = c.var
  const [state, plans] = await Promise.all([api.get('/cache'), api.get('/cache/plans', { query: { limit: 100 } })])
  return { state, plans: plans.items, requests: c.var.deps.readRequests() }
}

async function explain(c: AdminContext, url: string) {
  try {
    const explanation = await c.var.api.get('/cache/explain', { query: { url } })
    return { explanation, problem: undefined }
  } catch (error) {
    return { explanation: undefined, problem: problemOf(error).message }
  }
}
