/** The queue, the outbox, the system, and who did what. */
import { JobsPage } from '../../templates/admin/jobs.tsx'
import { AuditPage } from '../../templates/admin/machine.tsx'
import { OutboxPage, type ReplayRefused } from '../../templates/admin/outbox.tsx'
import { SystemPage } from '../../templates/admin/system.tsx'
import { type AnswerOf, HearthProblem } from '../client/index.ts'
import type { Admin, AdminContext } from './env.ts'
import { asWritten, errorsOf, filled, textField } from './form.ts'
import { framed, mayDo } from './frame.tsx'

export function machineRoutes(admin: Admin): void {
  admin.get('/jobs', async (c) => {
    const { state = '', task = '' } = c.req.query()
    const { items, counts } = await c.var.api.get('/jobs', { query: asWritten(filled({ state, task })) })
    return framed(
      c,
      { title: 'Jobs' },
      <JobsPage {...{ items, counts, state, task }} mayWrite={mayDo(c, 'jobs:write')} />,
    )
  })
  admin.post('/jobs/:id{\\d+}/retry', (c) =>
    driveJob(c, (job) => c.var.api.put('/jobs/{id}/retry', job), 'It runs now.'),
  )
  admin.post('/jobs/:id{\\d+}/cancel', (c) => driveJob(c, (job) => c.var.api.delete('/jobs/{id}', job), 'Cancelled.'))

  admin.get('/system', async (c) =>
    framed(c, { title: 'System' }, <SystemPage {...(await c.var.api.get('/system'))} />),
  )

  admin.get('/outbox', async (c) => outbox(c))
  admin.post('/outbox/replay', async (c) => {
    const form = await c.req.parseBody()
    const [from, to] = [textField(form, 'from').trim(), textField(form, 'to').trim()]
    try {
      const range = { from: Number(from), ...(to && { to: Number(to) }) }
      const replay = c.var.api.post('/cache/replays', { body: range })
      const replayed = await Promise.race([replay, impatience()])
      if (replayed) return outbox(c, { replayed })
      // Of a wide change: the cache page shows how far it is, and in the end what came of it.
      replay.catch(() => {})
      return c.redirect('/admin/cache', 303)
    } catch (error) {
      return outbox(c, { refused: { from, to, errors: errorsOf(error, ['from', 'to']) } })
    }
  })
  admin.post('/outbox/prune', async (c) => {
    const query = { olderThanHours: asWritten<number>(textField(await c.req.parseBody(), 'olderThanHours')) }
    const { deleted } = await c.var.api.delete('/cache/events', { query })
    return c.redirect(`/admin/outbox?done=${deleted}+events+deleted.`, 303)
  })

  admin.get('/audit', async (c) => {
    const cursor = c.req.query('cursor')
    const { items, next } = await c.var.api.get('/audit', { query: { limit: 100, cursor: cursor || undefined } })
    const page = <AuditPage items={items} next={next ? `/admin/audit?cursor=${encodeURIComponent(next)}` : undefined} />
    return framed(c, { title: 'Audit log' }, page)
  })
}

async function outbox(
  c: AdminContext,
  shown: { replayed?: AnswerOf<'POST', '/cache/replays'>; refused?: ReplayRefused } = {},
) {
  const { state = '', relation = '', actor = '', cursor = '' } = c.req.query()
  const filter = { state, relation, actor }
  const query = { limit: '50', ...filled({ ...filter, cursor }) }
  const { items, next } = await c.var.api.get('/cache/events', { query: asWritten(query) })
  const older = next ? `/admin/outbox?${new URLSearchParams(filled({ ...filter, cursor: next }))}` : undefined
  const page = <OutboxPage {...{ events: items, filter, ...shown }} next={older} mayWrite={mayDo(c, 'cache:write')} />
  return framed(c, { title: 'Outbox', ...(shown.refused && { status: 422 }) }, page)
}

/** It may have come to its end, or run by now: then that is said beside what there still is. */
async function driveJob(c: AdminContext, drive: (job: { path: { id: string } }) => Promise<unknown>, done: string) {
  const back = (text: string) => c.redirect(`/admin/jobs?${new URLSearchParams({ done: text })}`, 303)
  try {
    await drive({ path: { id: c.req.param('id') ?? '' } })
    return back(done)
  } catch (error) {
    if (!(error instanceof HearthProblem && error.status === 404)) throw error
    return back('This job runs already, or is done.')
  }
}

/** How long a click waits for what it set going. */
const PATIENCE_MS = 3000

function impatience(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, undefined))
}
