/** Posts by the day on which they are published. */
import { CalendarPage } from '../../templates/admin/calendar.tsx'
import type { Admin } from './env.ts'
import { framed } from './frame.tsx'

export function calendarRoutes(admin: Admin): void {
  admin.get('/calendar', async (c) => {
    const { month } = c.req.query()
    const calendar = await c.var.api.get('/calendar', { query: { month: month || undefined } })
    const mayPublish = c.var.signedIn.account.role !== 'contributor'
    return framed(c, { title: 'Calendar' }, <CalendarPage {...calendar} mayPublish={mayPublish} />)
  })
}
