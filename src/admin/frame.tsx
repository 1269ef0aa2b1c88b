/** What every page of the admin is shown in. */
import type { Child } from 'hono/jsx'
import { AdminLayout, type NavigationItem } from '../../templates/admin/layout.tsx'
import { toHtml } from '../../templates/index.ts'
import { allows, type Scope, scopesOf } from '../auth/index.ts'
import type { AdminContext } from './env.ts'

interface Entry extends NavigationItem {
  readonly scope?: Scope
}

const NAVIGATION: readonly Entry[] = [
  { path: '/admin', text: 'Overview', group: '' },
  { path: '/admin/posts', text: 'Posts', group: 'Content', scope: 'posts:read' },
  { path: '/admin/pages', text: 'Pages', group: 'Content', scope: 'pages:read' },
  { path: '/admin/calendar', text: 'Calendar', group: 'Content', scope: 'posts:read' },
  { path: '/admin/media', text: 'Media', group: 'Content', scope: 'media:read' },
  { path: '/admin/tags', text: 'Tags', group: 'Content', scope: 'tags:write' },
  { path: '/admin/authors', text: 'Authors', group: 'Content', scope: 'authors:write' },
  { path: '/admin/navigation', text: 'Navigation', group: 'Site', scope: 'navigation:write' },
  { path: '/admin/redirects', text: 'Redirects', group: 'Site', scope: 'redirects:write' },
  { path: '/admin/settings', text: 'Settings', group: 'Site', scope: 'settings:write' },
  { path: '/admin/users', text: 'People', group: 'Site', scope: 'users:read' },
  { path: '/admin/keys', text: 'API keys', group: 'Site', scope: 'keys:read' },
  { path: '/admin/webhooks', text: 'Webhooks', group: 'Site', scope: 'webhooks:read' },
  { path: '/admin/cache', text: 'Cache', group: 'Machine', scope: 'cache:write' },
  { path: '/admin/outbox', text: 'Outbox', group: 'Machine', scope: 'cache:write' },
  { path: '/admin/jobs', text: 'Jobs', group: 'Machine', scope: 'jobs:read' },
  { path: '/admin/system', text: 'System', group: 'Machine', scope: 'system:read' },
  { path: '/admin/api', text: 'API', group: 'Machine', scope: 'keys:read' },
  { path: '/admin/audit', text: 'Audit log', group: 'Machine', scope: 'users:read' },
]

export interface FrameOptions {
  readonly title: string
  readonly status?: 200 | 403 | 404 | 409 | 413 | 422 | 429 | 503
  /** Scripts of the page, by name. */
  readonly scripts?: readonly string[]
  /** For what needs all the room. */
  readonly isWide?: boolean
}

export function mayDo(c: AdminContext, scope: Scope): boolean {
  return allows(scopesOf(c.var.signedIn.account.role), scope)
}

/** A page with the navigation beside it, for somebody who is signed in. */
export function framed(c: AdminContext, options: FrameOptions, content: Child): Response | Promise<Response> {
  const { deps, signedIn, nonce } = c.var
  const items = NAVIGATION.filter(({ scope }) => !scope || mayDo(c, scope))
  const { path } = c.req
  const isIn = (item: Entry) => path === item.path || (item.group !== '' && path.startsWith(`${item.path}/`))
  const current = items.find(isIn)?.path ?? path
  const page = (
    <AdminLayout
      title={options.title}
      stylesheet={deps.assetPath('admin.css')}
      scripts={['admin.js', ...(options.scripts ?? [])].map(deps.assetPath)}
      nonce={nonce}
      isWide={options.isWide ?? false}
      navigation={items}
      current={current}
      account={signedIn.account}
      notice={c.req.query('done')}
    >
      {content}
    </AdminLayout>
  )
  return c.html(toHtml(page), options.status ?? 200)
}

/** A page by itself: signing in, invitations, errors. */
export function bare(c: AdminContext, options: FrameOptions, content: Child): Response | Promise<Response> {
  const { deps, nonce } = c.var
  const page = (
    <AdminLayout
      title={options.title}
      stylesheet={deps.assetPath('admin.css')}
      scripts={(options.scripts ?? []).map(deps.assetPath)}
      nonce={nonce}
      isWide={false}
    >
      {content}
    </AdminLayout>
  )
  return c.html(toHtml(page), options.status ?? 200)
}
