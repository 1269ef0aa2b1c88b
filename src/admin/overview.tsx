/** What somebody sees first. */
import { OverviewPage } from '../../templates/admin/overview.tsx'
import type { Post } from '../client/index.ts'
import type { Admin } from './env.ts'
import { framed, mayDo } from './frame.tsx'

const SHOWN = 6
/** The posts that are published next are found among this many. */
const MAX_SCHEDULED = 100

export function overviewRoutes(admin: Admin): void {
  admin.get('/', async (c) => {
    const { api } = c.var
    const posts = async (status: Post['status'], limit = SHOWN) =>
      (await api.get('/posts', { query: { status, limit } })).items
    const [drafts, scheduled, published, statistics, state, failed, missing] = await Promise.all([
      posts('draft'),
      posts('scheduled', MAX_SCHEDULED),
      posts('published'),
      api.get('/statistics', { query: { days: 30, limit: 8 } }),
      mayDo(c, 'cache:read') ? api.get('/cache') : undefined,
      mayDo(c, 'jobs:read') ? api.get('/jobs', { query: { state: 'failed' } }) : undefined,
      mayDo(c, 'redirects:write') ? api.get('/not-found', { query: { limit: 100, suggest: 'false' } }) : undefined,
    ])
    const page = (
      <OverviewPage
        name={c.var.signedIn.account.name}
        {...{ drafts, published, statistics }}
        scheduled={scheduled.toSorted(soonestFirst).slice(0, SHOWN)}
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

function soonestFirst(a: Post, b: Post): number {
  return (a.publishedAt ?? '').localeCompare(b.publishedAt ?? '')
}
