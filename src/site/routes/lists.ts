/** Home, archive, months, tags and authors. */
import type { Hono } from 'hono'
import {
  type AuthorDetail,
  authorBySlug,
  type ListPage as ListPageData,
  listFront,
  listPage,
  monthPosts,
  type PostList,
  siteSettings,
  successorOf,
  type TagDetail,
  tagBySlug,
} from '../../content/index.ts'
import type { SiteEnv } from '../env.ts'
import { feedLinks, type PageContext } from '../views.ts'
import type { ContextOf, SiteContext } from './index.ts'
import { archiveIndex, tagIndex } from './indexes.tsx'
import { renderList } from './list-page.tsx'
import { gone, notFound } from './messages.tsx'

const POSTS: PostList = { of: 'posts' }

export function addListRoutes(routes: Hono<SiteEnv>, contextOf: ContextOf): void {
  routes.get('/', async (c) => home(c, contextOf(c)))
  routes.get('/archive', async (c) => archiveIndex(c, contextOf(c)))
  routes.get('/archive/:number{[1-9]\\d{0,6}}', async (c) =>
    archivePage(c, contextOf(c), Number(c.req.param('number'))),
  )
  routes.get('/archive/:yyyy{\\d{4}}/:mm{\\d{2}}', async (c) =>
    month(c, contextOf(c), Number(c.req.param('yyyy')), Number(c.req.param('mm'))),
  )
  routes.get('/tags', async (c) => tagIndex(c, contextOf(c)))
  routes.get('/tags/:slug', async (c) => named(c, contextOf(c), 'tag'))
  routes.get('/tags/:slug/:number{[1-9]\\d{0,6}}', async (c) =>
    named(c, contextOf(c), 'tag', Number(c.req.param('number'))),
  )
  routes.get('/authors/:slug', async (c) => named(c, contextOf(c), 'author'))
  routes.get('/authors/:slug/:number{[1-9]\\d{0,6}}', async (c) =>
    named(c, contextOf(c), 'author', Number(c.req.param('number'))),
  )
}

async function home(c: SiteContext, context: PageContext) {
  const { title, description, locale } = await siteSettings(context.reading)
  const { posts, olderPage } = await listFront(context.reading, POSTS)
  const jsonLd = [
    {
      '@context': 'https://schema.org',
      '@type': 'WebSite',
      name: title,
      url: `${context.siteUrl}/`,
      description,
      inLanguage: locale,
    },
  ]
  return renderList(c, context, {
    path: '/',
    meta: { title: '', description, jsonLd },
    heading: title,
    intro: description,
    posts,
    older: olderPage > 0 ? `/archive/${olderPage}` : null,
    newer: null,
  })
}

async function archivePage(c: SiteContext, context: PageContext, number: number) {
  const page = await listPage(context.reading, POSTS, number)
  if (page.posts.length === 0) return notFound(c, context)
  return renderList(c, context, {
    ...pagerOf(page, '/archive'),
    path: `/archive/${number}`,
    meta: { title: `Archive, page ${number}` },
    heading: 'Archive',
    intro: `Page ${number}, counted from the oldest post`,
    posts: page.posts,
  })
}

async function month(c: SiteContext, context: PageContext, yyyy: number, mm: number) {
  if (mm < 1 || mm > 12 || yyyy < 1) return notFound(c, context)
  const posts = await monthPosts(context.reading, yyyy, mm)
  if (posts.length === 0) return notFound(c, context)
  const { locale } = await siteSettings(context.reading)
  const name = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.UTC(yyyy, mm - 1, 15),
  )
  const path = `/archive/${String(yyyy).padStart(4, '0')}/${String(mm).padStart(2, '0')}`
  return renderList(c, context, {
    path,
    meta: { title: name },
    heading: name,
    intro: '',
    posts,
    older: null,
    newer: null,
  })
}

/** The page of a tag or an author: the newest posts, or one of its permanent pages. */
async function named(c: SiteContext, context: PageContext, kind: 'tag' | 'author', number?: number) {
  const slug = (c.req.param('slug') ?? '').normalize('NFC')
  const { reading } = context
  const subject = kind === 'tag' ? await tagBySlug(reading, slug) : await authorBySlug(reading, slug)
  if (!subject) return successor(c, context, kind, slug, number)
  const list: PostList = { of: kind, id: subject.id }
  const { path } = subject
  const about = introOf(subject)
  const { title } = await siteSettings(reading)
  const meta = {
    description: about,
    ...(kind === 'tag' && { feeds: [...feedLinks(`${subject.name} – ${title}`, path), ...feedLinks(title)] }),
  }
  if (number !== undefined) {
    const page = await listPage(reading, list, number)
    if (page.posts.length === 0) return notFound(c, context)
    const pageTitle = `${subject.name}, page ${number}`
    return renderList(c, context, {
      ...pagerOf(page, path),
      path: `${path}/${number}`,
      meta: { ...meta, title: pageTitle },
      heading: subject.name,
      intro: `Page ${number}, counted from the oldest post`,
      posts: page.posts,
    })
  }
  const { posts, olderPage } = await listFront(reading, list)
  if (posts.length === 0) return notFound(c, context)
  return renderList(c, context, {
    path,
    meta: { ...meta, title: subject.name },
    heading: subject.name,
    intro: about,
    posts,
    older: olderPage > 0 ? `${path}/${olderPage}` : null,
    newer: null,
  })
}

function introOf(subject: TagDetail | AuthorDetail): string {
  return 'description' in subject ? subject.description : subject.bio
}

async function successor(
  c: SiteContext,
  context: PageContext,
  kind: 'tag' | 'author',
  slug: string,
  number: number | undefined,
) {
  const next = await successorOf(context.reading, kind, slug)
  if (next.state === 'moved') return c.redirect(number === undefined ? next.path : `${next.path}/${number}`, 301)
  return next.state === 'gone' ? gone(c, context) : notFound(c, context)
}

function pagerOf({ number, hasNewer }: ListPageData, base: string) {
  return { older: number > 1 ? `${base}/${number - 1}` : null, newer: hasNewer ? `${base}/${number + 1}` : null }
}
