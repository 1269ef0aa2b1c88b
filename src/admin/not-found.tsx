/** What readers did not find, and where it is to lead. */
import { BASE, NotFoundPage, type NotFoundRow, type RefusedTarget } from '../../templates/admin/redirects/not-found.tsx'
import { CallError, call } from './call.ts'
import type { Admin, AdminContext } from './env.ts'
import { errorsOf, textField } from './form.ts'
import { framed } from './frame.tsx'

const SHOWN = 50
/** To choose from; the script finds the others. */
const TARGETS = 50

/** To be added before the redirects themselves, whose addresses are longer by a number only. */
export function notFoundRoutes(admin: Admin): void {
  admin.get('/redirects/not-found', (c) => page(c))
  admin.post('/redirects/not-found/redirect', redirect)
  admin.post('/redirects/not-found/clear', async (c) => {
    await call(c, 'DELETE', '/not-found')
    return back(c, 'Forgotten.')
  })
  admin.post('/redirects/not-found/:id{\\d+}/ignore', async (c) => {
    await call(c, 'PUT', `/not-found/${c.req.param('id')}/ignored`)
    return back(c, 'It is ignored from now on.')
  })
  admin.post('/redirects/not-found/:id{\\d+}/notice', async (c) => {
    await call(c, 'DELETE', `/not-found/${c.req.param('id')}/ignored`)
    return back(c, 'It is listed again.')
  })
}

async function page(c: AdminContext, refused?: RefusedTarget): Promise<Response> {
  const filter = {
    noise: c.req.query('noise') === 'true',
    ignored: c.req.query('ignored') === 'true',
    order: c.req.query('order') === 'recent' ? ('recent' as const) : ('hits' as const),
  }
  const query = new URLSearchParams({
    ...{ noise: String(filter.noise), ignored: String(filter.ignored), order: filter.order, limit: String(SHOWN) },
  })
  const { items }: { items: NotFoundRow[] } = await call(c, 'GET', `/not-found?${query}`)
  const posts = await call(c, 'GET', `/posts?status=published&limit=${TARGETS}`)
  const targets = posts.items.map(({ url, title }: { url: string; title: string }) => ({
    path: new URL(url).pathname,
    title,
  }))
  const ownHost = new URL(c.var.deps.siteUrl).hostname.replace(/^www\./, '')
  const content = <NotFoundPage {...{ items, filter, targets, ownHost, refused }} />
  return framed(c, { title: 'Not found', ...(refused && { status: 422 }) }, content)
}

async function redirect(c: AdminContext): Promise<Response> {
  const form = await c.req.parseBody()
  const [source, target, postId] = ['path', 'target', 'postId'].map((name) => textField(form, name).trim())
  const isPost = /^\d{1,15}$/.test(postId ?? '')
  try {
    await call(c, 'POST', '/redirects', { source, ...(isPost ? { postId: Number(postId) } : { target }), status: 301 })
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    return page(c, {
      path: source ?? '',
      target: target ?? '',
      error: Object.values(errorsOf(error, ['target'])).join(' '),
    })
  }
  return back(c, `${source} leads there now.`)
}

function back(c: AdminContext, done: string): Response {
  return c.redirect(`${BASE}?done=${encodeURIComponent(done)}`, 303)
}
