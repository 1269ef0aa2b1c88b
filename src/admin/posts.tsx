/** Posts and pages: lists, the editor, and the forms that work without its script. */
import { EditorPage } from '../../templates/admin/editor.tsx'
import type { NamedChoice } from '../../templates/admin/lists.tsx'
import { DeletedNotice, listAddress, PostListPage } from '../../templates/admin/posts.tsx'
import type { Post, PostPatch, Settings } from '../client/index.ts'
import { idOf } from './api.ts'
import type { Admin, AdminContext } from './env.ts'
import { asWritten, filled, isChecked, optionalField, textField } from './form.ts'
import { framed, mayDo } from './frame.tsx'
import { fromLocal, toLocal } from './local-time.ts'
import { changeSeveral } from './posts-bulk.tsx'
import { Refusal } from './refusal.ts'

type Kind = 'post' | 'page'

const UNTITLED = 'Untitled'
const OPTIONAL = [
  ...['excerpt', 'coverUrl', 'coverAlt', 'seoTitle', 'seoDescription', 'canonicalUrl'],
  ...['socialImageUrl', 'socialTitle', 'socialDescription'],
]

export function postRoutes(admin: Admin): void {
  for (const kind of ['post', 'page'] as const) {
    const base = `/${kind}s` as const
    admin.get(base, (c) => list(c, kind))
    admin.get(`${base}/new`, (c) => create(c, kind))
    admin.get(`${base}/:id{\\d+}`, (c) => edit(c, kind))
    admin.post(`${base}/:id{\\d+}`, (c) => save(c, kind))
    admin.post(`${base}/:id{\\d+}/restore`, async (c) => {
      await c.var.api.put(`${base}/{id}/restoration`, { path: { id: idOf(c) } })
      return c.redirect(`/admin${base}/${idOf(c)}?done=Taken+out+of+the+bin.`, 303)
    })
    admin.post(`${base}/bulk`, (c) => changeSeveral(c, kind))
  }
}

async function list(c: AdminContext, kind: Kind): Promise<Response> {
  const { status = '', q = '', tag = '', author = '', sort = '', bin, cursor = '', deleted = '' } = c.req.query()
  const filter = { status, q, tag, author, sort, isBin: bin === 'true' }
  const wanted = filled({ status, q, tag, author, sort, cursor })
  const query = { limit: 50, ...(filter.isBin && { deleted: 'true' }), ...wanted }
  const isOwnOnly = ['author', 'contributor'].includes(c.var.signedIn.account.role)
  const [{ items, next }, tags, authors] = await Promise.all([
    c.var.api.get(`/${kind}s`, { query: asWritten(query) }),
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
  const ids = posts.map(({ id }) => id).join(',')
  const { items } = await c.var.api.get('/statistics/posts', { query: { ids } })
  return new Map(items.map(({ id, views }) => [id, views]))
}

/** A draft is there from the beginning, so that nothing typed is without a place to be kept. `?on=2026-11-21` gives it that day. */
async function create(c: AdminContext, kind: Kind): Promise<Response> {
  const { items } = await c.var.api.get(`/${kind}s`, { query: { status: 'draft', limit: 5 } })
  const isUntouched = (post: Post) => post.title === UNTITLED && post.markdown === '' && post.version === 1
  // One that was begun and left as it was will do.
  const publishedAt = await dayToCome(c)
  const { id } =
    items.find((post) => isUntouched(post) && post.publishedAt === (publishedAt ?? null)) ??
    (await c.var.api.post(`/${kind}s`, { body: { title: UNTITLED, ...(publishedAt && { publishedAt }) } }))
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

async function edit(c: AdminContext, kind: Kind): Promise<Response> {
  const post = await c.var.api.get(`/${kind}s/{id}`, { path: { id: idOf(c) } })
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
  for await (const { slug, name } of c.var.api.each(path, { query: { sort: 'name', limit: 100 } })) {
    all.push({ slug, name })
    if (all.length === MAX_NAMED) break
  }
  return all
}

async function ownAuthor(c: AdminContext): Promise<string | undefined> {
  const { authorId } = c.var.signedIn.account
  return authorId ? (await c.var.api.get('/authors/{id}', { path: { id: authorId } })).slug : undefined
}

function siteSettings(c: AdminContext): Promise<Pick<Settings, 'timeZone' | 'title' | 'socialImageUrl'>> {
  return mayDo(c, 'settings:read') ? c.var.api.get('/settings') : c.var.deps.readSiteSettings()
}

/** Without the editor's script. */
async function save(c: AdminContext, kind: Kind): Promise<Response> {
  const form = await c.req.parseBody()
  const action = textField(form, 'action')
  const path = { id: idOf(c) }
  if (action === 'delete') {
    await c.var.api.delete(`/${kind}s/{id}`, { path })
    return c.redirect(`/admin/${kind}s?deleted=${path.id}`, 303)
  }
  const { timeZone } = await siteSettings(c)
  const at = optionalField(form, 'publishedAt')
  const publishedAt = at ? fromLocal(at, timeZone) : undefined
  if (at && !publishedAt) throw new Refusal(422, `"${at}" is no date and time.`)
  const status = action === 'publish' ? 'published' : action === 'unpublish' ? 'unpublished' : undefined
  const list = (name: string) =>
    textField(form, name)
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean)
  const body: PostPatch = {
    title: textField(form, 'title'),
    markdown: textField(form, 'markdown').replaceAll('\r\n', '\n'),
    slug: textField(form, 'slug').trim(),
    tags: list('tags'),
    ...(list('authors').length > 0 && { authors: list('authors') }),
    ...Object.fromEntries(OPTIONAL.map((name) => [name, optionalField(form, name)])),
    template: asWritten(textField(form, 'template') || 'default'),
    featured: isChecked(form, 'featured'),
    noIndex: isChecked(form, 'noIndex'),
    version: Number(textField(form, 'version')),
    ...(publishedAt && { publishedAt: publishedAt.toISOString() }),
    ...(status && { status }),
  }
  await c.var.api.patch(`/${kind}s/{id}`, { path, body })
  return c.redirect(`/admin/${kind}s/${path.id}?done=Saved.`, 303)
}
