/** One author's newest posts, and their permanent pages. */
import { AuthorPage, type AuthorView, ListPage, toHtml } from '../../../templates/index.ts'
import { type AuthorDetail, authorBySlug, listFront, listPage, siteSettings } from '../../content/index.ts'
import { linkText, safeLink } from '../links.ts'
import { cardView, frontPagerView, type PageContext, pageMeta, pagerView, siteView } from '../views/index.ts'
import { answerAbsent } from './absent.tsx'
import type { ContextOf, SiteContext, SiteRoutes } from './index.ts'

export function authorRoutes(routes: SiteRoutes, contextOf: ContextOf): void {
  routes.get('/authors/:slug', async (c) => {
    const context = contextOf(c)
    const slug = c.req.param('slug')
    const author = await authorBySlug(context.reading, slug)
    return author ? authorFront(c, context, author) : answerAbsent(c, context, [{ kind: 'author', slug }])
  })
  routes.get('/authors/:slug/:number{[1-9]\\d{0,6}}', async (c) => {
    const context = contextOf(c)
    const { slug, number } = c.req.param()
    const author = await authorBySlug(context.reading, slug)
    if (author) return authorPage(c, context, author, Number(number))
    return answerAbsent(c, context, [{ kind: 'author', slug, rest: `/${number}` }])
  })
}

async function authorFront(c: SiteContext, context: PageContext, author: AuthorDetail): Promise<Response> {
  const { posts, olderPage } = await listFront(context.reading, { of: 'author', id: author.id })
  if (posts.length === 0) return answerAbsent(c, context)
  const settings = await siteSettings(context.reading)
  const meta = await pageMeta(context, { title: author.name, description: author.bio, parents: [] })
  const list = { cards: posts.map((post) => cardView(post, settings)), pager: frontPagerView(olderPage, author.path) }
  return c.html(
    toHtml(<AuthorPage site={await siteView(context)} meta={meta} author={authorView(author)} list={list} />),
  )
}

function authorView({ name, bio, avatarUrl, websiteUrl }: AuthorDetail): AuthorView {
  const path = safeLink(websiteUrl)
  return { name, bio, avatarUrl, website: path === undefined ? null : { path, text: linkText(path) } }
}

async function authorPage(
  c: SiteContext,
  context: PageContext,
  author: AuthorDetail,
  number: number,
): Promise<Response> {
  const page = await listPage(context.reading, { of: 'author', id: author.id }, number)
  if (page.posts.length === 0) return answerAbsent(c, context)
  const settings = await siteSettings(context.reading)
  const parent = { path: author.path, text: author.name }
  const site = await siteView(context)
  const heading = site.words('pageOf', { name: author.name, number })
  const meta = await pageMeta(context, { title: heading, parents: [parent] })
  const list = { cards: page.posts.map((post) => cardView(post, settings)), pager: pagerView(page, author.path) }
  return c.html(toHtml(<ListPage site={site} meta={meta} heading={heading} parent={parent} list={list} />))
}
