/** What readers did not find, and where it is to lead. */
import { BASE, NotFoundPage, type RefusedTarget } from '../../templates/admin/redirects/not-found.tsx'
import { idOf } from './api.ts'
import type { Admin, AdminContext } from './env.ts'
import { errorsOf, textFields } from './form.ts'
import { framed } from './frame.tsx'

const SHOWN = 50
/** To choose from; the script finds the others. */
const TARGETS = 50

/** To be added before the redirects themselves, whose addresses are longer by a number only. */
export function notFoundRoutes(admin: Admin): void {
  admin.get('/redirects/not-found', (c) => page(c))
  admin.post('/redirects/not-found/redirect', redirect)
  admin.post('/redirects/not-found/clear', async (c) => {
    await c.var.api.delete('/not-found')
    return back(c, 'Forgotten.')
  })
  admin.post('/redirects/not-found/:id{\\d+}/ignore', async (c) => {
    await c.var.api.put('/not-found/{id}/ignored', { path: { id: idOf(c) } })
    return back(c, 'It is ignored from now on.')
  })
  admin.post('/redirects/not-found/:id{\\d+}/notice', async (c) => {
    await c.var.api.delete('/not-found/{id}/ignored', { path: { id: idOf(c) } })
    return back(c, 'It is listed again.')
  })
}

async function page(c: AdminContext, refused?: RefusedTarget): Promise<Response> {
  const filter = {
    noise: c.req.query('noise') === 'true',
    ignored: c.req.query('ignored') === 'true',
    order: c.req.query('order') === 'recent' ? ('recent' as const) : ('hits' as const),
  }
  const { items } = await c.var.api.get('/not-found', {
    query: {
      ...{ noise: filter.noise ? 'true' : 'false', ignored: filter.ignored ? 'true' : 'false' },
      ...{ order: filter.order, limit: SHOWN },
    },
  })
  const posts = await c.var.api.get('/posts', { query: { status: 'published', limit: TARGETS } })
  const targets = posts.items.map(({ url, title }) => ({ path: new URL(url).pathname, title }))
  const ownHost = new URL(c.var.deps.siteUrl).hostname.replace(/^www\./, '')
  const content = <NotFoundPage {...{ items, filter, targets, ownHost, refused }} />
  return framed(c, { title: 'Not found', ...(refused && { status: 422 }) }, content)
}

async function redirect(c: AdminContext): Promise<Response> {
  const form = await c.req.parseBody()
  const fields = textFields(form, 'path', 'target', 'postId')
  const [source, target, postId] = [fields.path.trim(), fields.target.trim(), fields.postId.trim()]
  const goal = /^\d{1,15}$/.test(postId) ? { postId: Number(postId) } : { target }
  try {
    await c.var.api.post('/redirects', { body: { source, ...goal, status: 301 } })
  } catch (error) {
    return page(c, { path: source, target, error: Object.values(errorsOf(error, ['target'])).join(' ') })
  }
  return back(c, `${source} leads there now.`)
}

function back(c: AdminContext, done: string): Response {
  return c.redirect(`${BASE}?done=${encodeURIComponent(done)}`, 303)
}
