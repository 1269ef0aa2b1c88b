/** Posts and pages: lists, the editor, and the forms that work without its script. */
import { type EditedPost, EditorPage, type NamedChoice } from '../../templates/admin/editor.tsx'
import { DeletedNotice, listAddress, PostListPage } from '../../templates/admin/posts.tsx'
import { CallError, call } from './call.ts'
import type { Admin, AdminContext } from './env.ts'
import { isChecked, optionalField, textField } from './form.ts'
import { framed, mayDo } from './frame.tsx'
import { fromLocal, toLocal } from './local-time.ts'
import { changeSeveral } from './posts-bulk.tsx'

type Kind = 'post' | 'page'

const UNTITLED = 'Untitled'
const OPTIONAL = [
  ...['excerpt', 'coverUrl', 'coverAlt', 'seoTitle', 'seoDescription', 'canonicalUrl'],
  ...['socialImageUrl', 'socialTitle', 'socialDescription'],
]

export function postRoutes(admin: Admin): void {
  for (const kind of ['post', 'page'] as const) {
    const base = `/${kind}s`
    admin.get(base, (c) => list(c, kind))
    admin.get(`${base}/new`, (c) => create(c, kind))
    admin.get(`${base}/:id{\\d+}`, (c) => edit(c, kind, c.req.param('id')))
    admin.post(`${base}/:id{\\d+}`, (c) => save(c, kind, c.req.param('id')))
    admin.post(`${base}/:id{\\d+}/restore`, async (c) => {
      await call(c, 'PUT', `${base}/${c.req.param('id')}/restoration`)
      return c.redirect(`/admin${base}/${c.req.param('id')}?done=Taken+out+of+the+bin.`, 303)
    })
    admin.post(`${base}/bulk`, (c) => changeSeveral(c, kind))
  }
}

async function list(c: AdminContext, kind: Kind): Promise<Response> {
  const { status = '', q = '', tag = '', author = '', sort = '', bin, cursor = '', deleted = '' } = c.req.query()
  const filter = { status, q, tag, author, sort, isBin: bin === 'true' }
  const query = new URLSearchParams({ limit: '50', ...(filter.isBin && { deleted: 'true' }) })
  for (const [name, value] of Object.entries({ status, q, tag, author, sort, cursor }))
    if (value) query.set(name, value)
  const isOwnOnly = ['author', 'contributor'].includes(c.var.signedIn.account.role)
  const [{ items, next }, tags, authors] = await Promise.all([
    call(c, 'GET', `/${kind}s?${query}`),
    kind === 'post' ? named(c, '/tags') : [],
    kind === 'post' && !isOwnOnly ? named(c, '/authors') : [],
  ])
  const here = listAddress(kind, filter)
  const page = (
    <>
      {/^\d+(?:,\d+)*$/.test(deleted) && <DeletedNotice kind={kind} ids={deleted.split(',')} />}
      <PostListPage
        {...{ kind, items, filter, tags, authors }}
        views={await viewsOf(c, items)}
        mayPublish={c.var.signedIn.account.role !== 'contributor'}
        next={next ? `${here}${here.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(next)}` : undefined}
      />
    </>
  )
  return framed(c, { title: kind === 'post' ? 'Posts' : 'Pages' }, page)
}

async function viewsOf(c: AdminContext, posts: readonly { id: number }[]): Promise<Map<number, number>> {
  if (posts.length === 0) return new Map()
  const { items } = await call(c, 'GET', `/statistics/posts?ids=${posts.map(({ id }) => id).join(',')}`)
  return new Map(items.map(({ id, views }: { id: number; views: number }) => [id, views]))
}

/** A draft is there from the beginning, so that nothing typed is without a place to be kept. `?on=2026-11-21` gives it that day. */
async function create(c: AdminContext, kind: Kind): Promise<Response> {
  const { items } = await call(c, 'GET', `/${kind}s?status=draft&limit=5`)
  const isUntouched = (post: EditedPost) => post.title === UNTITLED && post.markdown === '' && post.version === 1
  // One that was begun and left as it was will do.
  const publishedAt = await dayToCome(c)
  const { id } =
    items.find((post: EditedPost) => isUntouched(post) && post.publishedAt === (publishedAt ?? null)) ??
    (await call(c, 'POST', `/${kind}s`, { title: UNTITLED, ...(publishedAt && { publishedAt }) }))
  return c.redirect(`/admin/${kind}s/${id}`, 303)
}

const MORNING = '09:00'
const HOUR_MS = 3_600_000

/** The morning of the day that was chosen in the calendar; of today the next hour, if the morning is over. */
async function dayToCome(c: AdminContext): Promise<string | undefined> {
  const day = /^\d{4}-\d\d-\d\d$/.exec(c.req.query('on') ?? '')?.[0]
  if (!day || Number.isNaN(Date.parse(day))) return undefined
  const { timeZone } = await siteSettings(c)
  const morning = fromLocal(`${day}T${MORNING}`, timeZone)
  const nextHour = new Date(Math.ceil(Date.now() / HOUR_MS) * HOUR_MS)
  if (!morning) return undefined
  const isToday = toLocal(new Date(), timeZone).startsWith(day) && toLocal(nextHour, timeZone).startsWith(day)
  return (isToday && morning < nextHour ? nextHour : morning).toISOString()
}

async function edit(c: AdminContext, kind: Kind, id: string): Promise<Response> {
  const post = await call(c, 'GET', `/${kind}s/${id}`)
  const { timeZone, title, socialImageUrl } = await siteSettings(c)
  const [tags, authors] = await Promise.all([named(c, '/tags'), named(c, '/authors')])
  const isBound = c.var.signedIn.account.role === 'author' || c.var.signedIn.account.role === 'contributor'
  const own = isBound ? await ownAuthor(c) : undefined
  const page = (
    <EditorPage
      post={post.title === UNTITLED && post.version === 1 ? { ...post, title: '' } : post}
      mayPublish={c.var.signedIn.account.role !== 'contributor'}
      timeZone={timeZone}
      siteTitle={title}
      siteSocialImage={socialImageUrl}
      {...{ tags, authors, ownAuthor: own }}
      mayMakeAuthors={mayDo(c, 'authors:write')}
      publishedAtLocal={post.publishedAt ? toLocal(new Date(post.publishedAt), timeZone) : ''}
    />
  )
  return framed(c, { title: post.title, scripts: ['editor.js'], isWide: true }, page)
}

/** More than this many are looked for by typing all of their name. */
const MAX_NAMED = 1000

async function named(c: AdminContext, path: '/tags' | '/authors'): Promise<NamedChoice[]> {
  const all: NamedChoice[] = []
  for (let cursor = ''; all.length < MAX_NAMED; ) {
    const { items, next } = await call(c, 'GET', `${path}?sort=name&limit=100${cursor}`)
    all.push(...items.map(({ slug, name }: NamedChoice) => ({ slug, name })))
    if (!next) break
    cursor = `&cursor=${encodeURIComponent(next)}`
  }
  return all
}

async function ownAuthor(c: AdminContext): Promise<string | undefined> {
  const { authorId } = c.var.signedIn.account
  return authorId ? (await call(c, 'GET', `/authors/${authorId}`)).slug : undefined
}

async function siteSettings(
  c: AdminContext,
): Promise<{ timeZone: string; title: string; socialImageUrl: string | null }> {
  if (mayDo(c, 'settings:read')) return call(c, 'GET', '/settings')
  return c.var.deps.readSiteSettings()
}

/** Without the editor's script. */
async function save(c: AdminContext, kind: Kind, id: string): Promise<Response> {
  const form = await c.req.parseBody()
  const action = textField(form, 'action')
  const address = `/${kind}s/${id}`
  if (action === 'delete') {
    await call(c, 'DELETE', address)
    return c.redirect(`/admin/${kind}s?deleted=${id}`, 303)
  }
  const { timeZone } = await siteSettings(c)
  const at = optionalField(form, 'publishedAt')
  const publishedAt = at ? fromLocal(at, timeZone) : undefined
  if (at && !publishedAt) throw new CallError({ status: 422, detail: `"${at}" is no date and time.` })
  const status = { publish: 'published', unpublish: 'unpublished' }[action]
  const list = (name: string) =>
    textField(form, name)
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean)
  const patch = {
    title: textField(form, 'title'),
    markdown: textField(form, 'markdown').replaceAll('\r\n', '\n'),
    slug: textField(form, 'slug').trim(),
    tags: list('tags'),
    ...(list('authors').length > 0 && { authors: list('authors') }),
    ...Object.fromEntries(OPTIONAL.map((name) => [name, optionalField(form, name)])),
    template: textField(form, 'template') || 'default',
    featured: isChecked(form, 'featured'),
    noIndex: isChecked(form, 'noIndex'),
    version: Number(textField(form, 'version')),
    ...(publishedAt && { publishedAt: publishedAt.toISOString() }),
    ...(status && { status }),
  }
  await call(c, 'PATCH', address, patch)
  return c.redirect(`/admin${address}?done=Saved.`, 303)
}
