/** What somebody sees first. */
import { OverviewPage, type PostItem } from '../../templates/admin/overview.tsx'
import { call } from './call.ts'
import type { Admin } from './env.ts'
import { framed, mayDo } from './frame.tsx'

const SHOWN = 6
/** The posts that are published next are found among this many. */
const MAX_SCHEDULED = 100

export function overviewRoutes(admin: Admin): void {
  admin.get('/', async (c) => {
    const posts = async (status: string, limit = SHOWN): Promise<PostItem[]> =>
      (await call(c, 'GET', `/posts?status=${status}&limit=${limit}`)).items
    const [drafts, scheduled, published, statistics, state, failed, missing] = await Promise.all([
      posts('draft'),
      posts('scheduled', MAX_SCHEDULED),
      posts('published'),
      call(c, 'GET', '/statistics?days=30&limit=8'),
      mayDo(c, 'cache:read') ? call(c, 'GET', '/cache') : undefined,
      mayDo(c, 'jobs:read') ? call(c, 'GET', '/jobs?state=failed') : undefined,
      mayDo(c, 'redirects:write') ? call(c, 'GET', '/not-found?limit=100&suggest=false') : undefined,
    ])
    const page = (
      <OverviewPage
        name={c.var.signedIn.account.name}
        {...{ drafts, published, statistics }}
        scheduled={scheduled.sort(soonestFirst).slice(0, SHOWN)}
        cache={
          state && {
            ...{ entries: state.entries, pending: state.pendingEvents, ...state.audited },
            mayLook: mayDo(c, 'cache:write'),
          }
        }
        failedJobs={failed?.items ?? []}
        notFound={missing?.items.length ?? 0}
      />
    )
    return framed(c, { title: 'Overview' }, page)
  })
}

function soonestFirst(a: PostItem, b: PostItem): number {
  return (a.publishedAt ?? '').localeCompare(b.publishedAt ?? '')
}
