/** The queue, and who did what. */
import { AuditPage, JobsPage } from '../../templates/admin/machine.tsx'
import { SystemPage, type SystemReport } from '../../templates/admin/system.tsx'
import { call } from './call.ts'
import type { Admin } from './env.ts'
import { framed } from './frame.tsx'

export function machineRoutes(admin: Admin): void {
  admin.get('/jobs', async (c) => {
    const { state = '' } = c.req.query()
    const { items } = await call(c, 'GET', state ? `/jobs?state=${encodeURIComponent(state)}` : '/jobs')
    return framed(c, { title: 'Jobs' }, <JobsPage {...{ items, state }} />)
  })
  admin.post('/jobs/:id{\\d+}/retry', async (c) => {
    await call(c, 'PUT', `/jobs/${c.req.param('id')}/retry`)
    return c.redirect('/admin/jobs?done=It+runs+now.', 303)
  })
  admin.post('/jobs/:id{\\d+}/cancel', async (c) => {
    await call(c, 'DELETE', `/jobs/${c.req.param('id')}`)
    return c.redirect('/admin/jobs?done=Cancelled.', 303)
  })

  admin.get('/system', async (c) =>
    framed(c, { title: 'System' }, <SystemPage {...(await call<SystemReport>(c, 'GET', '/system'))} />),
  )

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
