/** Posts by the day on which they are published. */
import { CalendarPage } from '../../templates/admin/calendar.tsx'
import { call } from './call.ts'
import type { Admin } from './env.ts'
import { framed } from './frame.tsx'

export function calendarRoutes(admin: Admin): void {
  admin.get('/calendar', async (c) => {
    const { month } = c.req.query()
    const calendar = await call(c, 'GET', month ? `/calendar?month=${encodeURIComponent(month)}` : '/calendar')
    const mayPublish = c.var.signedIn.account.role !== 'contributor'
    return framed(c, { title: 'Calendar' }, <CalendarPage {...calendar} mayPublish={mayPublish} />)
  })
}
