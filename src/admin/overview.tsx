/** What somebody sees first. */
import { OverviewPage } from '../../templates/admin/overview.tsx'
import { call } from './call.ts'
import type { Admin } from './env.ts'
import { framed, mayDo } from './frame.tsx'

const SHOWN = 8

export function overviewRoutes(admin: Admin): void {
  admin.get('/', async (c) => {
    const posts = async (status: string) => (await call(c, 'GET', `/posts?status=${status}&limit=${SHOWN}`)).items
    const [drafts, scheduled, published] = await Promise.all(['draft', 'scheduled', 'published'].map(posts))
    const mayLook = mayDo(c, 'jobs:read')
    const state = mayLook ? await call(c, 'GET', '/cache') : undefined
    const failed = mayLook ? (await call(c, 'GET', '/jobs?state=failed')).items.length : undefined
    const page = (
      <OverviewPage
        name={c.var.signedIn.account.name}
        {...{ drafts, scheduled, published }}
        cache={state && { entries: state.entries, pending: state.pendingEvents, ...state.audited }}
        failedJobs={failed}
      />
    )
    return framed(c, { title: 'Overview' }, page)
  })
}
