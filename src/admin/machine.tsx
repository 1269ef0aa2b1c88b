/** The queue, the outbox, the system, and who did what. */
import { JobsPage } from '../../templates/admin/jobs.tsx'
import { AuditPage } from '../../templates/admin/machine.tsx'
import { OutboxPage, type Replayed, type ReplayRefused } from '../../templates/admin/outbox.tsx'
import { SystemPage, type SystemReport } from '../../templates/admin/system.tsx'
import { CallError, call } from './call.ts'
import type { Admin, AdminContext } from './env.ts'
import { errorsOf, textField } from './form.ts'
import { framed, mayDo } from './frame.tsx'

export function machineRoutes(admin: Admin): void {
  admin.get('/jobs', async (c) => {
    const { state = '', task = '' } = c.req.query()
    const query = new URLSearchParams(Object.entries({ state, task }).filter(([, value]) => value !== ''))
    const { items, counts } = await call(c, 'GET', `/jobs?${query}`)
    return framed(
      c,
      { title: 'Jobs' },
      <JobsPage {...{ items, counts, state, task }} mayWrite={mayDo(c, 'jobs:write')} />,
    )
  })
  admin.post('/jobs/:id{\\d+}/retry', (c) => driveJob(c, 'PUT', '/retry', 'It runs now.'))
  admin.post('/jobs/:id{\\d+}/cancel', (c) => driveJob(c, 'DELETE', '', 'Cancelled.'))

  admin.get('/system', async (c) =>
    framed(c, { title: 'System' }, <SystemPage {...(await call<SystemReport>(c, 'GET', '/system'))} />),
  )

  admin.get('/outbox', async (c) => outbox(c))
  admin.post('/outbox/replay', async (c) => {
    const form = await c.req.parseBody()
    const [from, to] = [textField(form, 'from').trim(), textField(form, 'to').trim()]
    try {
      const range = { from: Number(from), ...(to && { to: Number(to) }) }
      const replay = call<Replayed>(c, 'POST', '/cache/replays', range)
      const replayed = await Promise.race([replay, impatience()])
      if (replayed) return outbox(c, { replayed })
      // Of a wide change: the cache page shows how far it is, and in the end what came of it.
      replay.catch(() => {})
      return c.redirect('/admin/cache', 303)
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      return outbox(c, { refused: { from, to, errors: errorsOf(error, ['from', 'to']) } })
    }
  })
  admin.post('/outbox/prune', async (c) => {
    const hours = textField(await c.req.parseBody(), 'olderThanHours')
    const { deleted } = await call(c, 'DELETE', `/cache/events?olderThanHours=${encodeURIComponent(hours)}`)
    return c.redirect(`/admin/outbox?done=${deleted}+events+deleted.`, 303)
  })

  admin.get('/audit', async (c) => {
    const cursor = c.req.query('cursor')
    const { items, next } = await call(
      c,
      'GET',
      `/audit?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
    )
    const page = <AuditPage items={items} next={next ? `/admin/audit?cursor=${encodeURIComponent(next)}` : undefined} />
    return framed(c, { title: 'Audit log' }, page)
  })
}

async function outbox(c: AdminContext, shown: { replayed?: Replayed; refused?: ReplayRefused } = {}) {
  const { state = '', relation = '', actor = '', cursor = '' } = c.req.query()
  const query = { state, relation, actor, cursor }
  const given = Object.entries(query).filter(([, value]) => value !== '')
  const { items, next } = await call(c, 'GET', `/cache/events?${new URLSearchParams([['limit', '50'], ...given])}`)
  const older = next && `/admin/outbox?${new URLSearchParams({ ...Object.fromEntries(given), cursor: next })}`
  const page = (
    <OutboxPage {...{ events: items, filter: query, ...shown }} next={older} mayWrite={mayDo(c, 'cache:write')} />
  )
  return framed(c, { title: 'Outbox', ...(shown.refused && { status: 422 }) }, page)
}

/** It may have come to its end, or run by now: then that is said beside what there still is. */
async function driveJob(c: AdminContext, method: 'PUT' | 'DELETE', verb: string, done: string) {
  const back = (text: string) => c.redirect(`/admin/jobs?${new URLSearchParams({ done: text })}`, 303)
  try {
    await call(c, method, `/jobs/${c.req.param('id')}${verb}`)
    return back(done)
  } catch (error) {
    if (!(error instanceof CallError && error.problem.status === 404)) throw error
    return back('This job runs already, or is done.')
  }
}

/** How long a click waits for what it set going. */
const PATIENCE_MS = 3000

function impatience(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, undefined))
}
