/** A post as it would be if it were published now, for those who are signed in and for holders of a link. */
import { eq } from 'drizzle-orm'
import { MessagePage } from '../../templates/admin/sign-in.tsx'
import { readLink } from '../auth/index.ts'
import { getPost, pagePath, postPath, readSettings } from '../content/index.ts'
import { readerOf, rollingBack } from '../db/index.ts'
import { post } from '../db/schema.ts'
import { idOf } from './api.ts'
import type { Admin, AdminContext } from './env.ts'
import { bare } from './frame.tsx'
import { current } from './sign-in.tsx'

/** The site's page, which runs no script, and may be shown inside the editor. */
const POLICY =
  "default-src 'none'; img-src * data:; media-src *; style-src 'self' 'unsafe-inline'; font-src 'self'; base-uri 'none'; frame-ancestors 'self'; form-action 'none'"

export function previewRoutes(admin: Admin): void {
  admin.get('/preview', async (c) => {
    const link = (await readLink(c.var.deps.db.drizzle, 'preview', c.req.query('token') ?? '')) as
      | { id: number }
      | undefined
    if (!link) return over(c)
    return (await previewOf(c, link.id)) ?? over(c)
  })
  admin.get('/posts/:id{\\d+}/preview', async (c) => {
    const signedIn = await current(c)
    if (!signedIn) return c.redirect('/admin/sign-in', 303)
    // The API says whether they may see it.
    const kind = c.req.query('kind') === 'page' ? 'page' : 'post'
    const { id } = await c.var.api.get(`/${kind}s/{id}`, { path: { id: idOf(c) } })
    return (await previewOf(c, id)) ?? over(c)
  })
}

/** Publishes it, looks, and takes it back: what is seen is what readers will see. */
async function previewOf(c: AdminContext, id: number): Promise<Response | undefined> {
  const { db, sessionIn } = c.var.deps
  const found = await db.drizzle.select({ id: post.id }).from(post).where(eq(post.id, id))
  if (found.length === 0) return undefined
  const rendered = await rollingBack(
    db,
    'preview',
    async (tx) => {
      const { publishedAt } = await getPost(tx, id)
      const changes = { status: 'published', publishedAt: publishedAt ?? new Date(), deletedAt: null } as const
      await tx.update(post).set(changes).where(eq(post.id, id))
    },
    async (tx) => {
      const record = await getPost(tx, id)
      const { permalink, timeZone } = await readSettings(tx)
      const path = record.kind === 'page' ? pagePath(record) : postPath(permalink, timeZone, record)
      return (await sessionIn(readerOf(tx))).render(path)
    },
  )
  return c.body(rendered.body, 200, {
    'Content-Type': rendered.contentType,
    'Content-Security-Policy': POLICY,
    'X-Frame-Options': 'SAMEORIGIN',
    'X-Robots-Tag': 'noindex',
  })
}

function over(c: AdminContext) {
  const text = 'It is more than three days old, or what it showed is gone. Ask for a new one.'
  return bare(c, { title: 'Preview', status: 404 }, <MessagePage title="This preview is over" text={text} />)
}
