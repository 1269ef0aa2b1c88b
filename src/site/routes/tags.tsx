/** All tags; one tag's newest posts; its permanent pages. */
import { ListPage, TagIndexPage, TagPage, toHtml } from '../../../templates/index.ts'
import { listFront, listPage, siteSettings, type TagDetail, tagBySlug, tagsWithCounts } from '../../content/index.ts'
import type { Words } from '../../words/index.ts'
import { cardView, feedLinks, frontPagerView, type PageContext, pageMeta, pagerView, siteView } from '../views/index.ts'
import { answerAbsent } from './absent.tsx'
import type { ContextOf, SiteContext, SiteRoutes } from './index.ts'

const tagsLink = (words: Words) => ({ path: '/tags', text: words('tags') })

export function tagRoutes(routes: SiteRoutes, contextOf: ContextOf): void {
  routes.get('/tags', (c) => tagIndex(c, contextOf(c)))
  routes.get('/tags/:slug', async (c) => {
    const context = contextOf(c)
    const slug = c.req.param('slug')
    const tag = await tagBySlug(context.reading, slug)
    return tag ? tagFront(c, context, tag) : answerAbsent(c, context, [{ kind: 'tag', slug }])
  })
  routes.get('/tags/:slug/:number{[1-9]\\d{0,6}}', async (c) => {
    const context = contextOf(c)
    const { slug, number } = c.req.param()
    const tag = await tagBySlug(context.reading, slug)
    if (tag) return tagPage(c, context, tag, Number(number))
    return answerAbsent(c, context, [{ kind: 'tag', slug, rest: `/${number}` }])
  })
}

async function tagIndex(c: SiteContext, context: PageContext): Promise<Response> {
  const tags = await tagsWithCounts(context.reading)
  const site = await siteView(context)
  const description = site.words('tagsDescription')
  const meta = await pageMeta(context, { title: site.words('tags'), description, parents: [] })
  const views = tags.map(({ path, name, count }) => ({ path, text: name, count }))
  return c.html(toHtml(<TagIndexPage site={site} meta={meta} tags={views} />))
}

async function tagFront(c: SiteContext, context: PageContext, tag: TagDetail): Promise<Response> {
  const { posts, olderPage } = await listFront(context.reading, { of: 'tag', id: tag.id })
  // A tag that only drafts have is nobody's business yet.
  if (posts.length === 0) return answerAbsent(c, context)
  const settings = await siteSettings(context.reading)
  const { name, description, path } = tag
  const feeds = feedLinks(`${name} – ${settings.title}`, path)
  const site = await siteView(context)
  const meta = await pageMeta(context, { title: name, description, parents: [tagsLink(site.words)], feeds })
  const list = { cards: posts.map((post) => cardView(post, settings)), pager: frontPagerView(olderPage, path) }
  const props = { name, description, list, feedPath: `${path}/rss.xml` }
  return c.html(toHtml(<TagPage site={site} meta={meta} {...props} />))
}

async function tagPage(c: SiteContext, context: PageContext, tag: TagDetail, number: number): Promise<Response> {
  const page = await listPage(context.reading, { of: 'tag', id: tag.id }, number)
  if (page.posts.length === 0) return answerAbsent(c, context)
  const settings = await siteSettings(context.reading)
  const parent = { path: tag.path, text: tag.name }
  const site = await siteView(context)
  const heading = site.words('pageOf', { name: tag.name, number })
  const feeds = feedLinks(`${tag.name} – ${settings.title}`, tag.path)
  const meta = await pageMeta(context, { title: heading, parents: [tagsLink(site.words), parent], feeds })
  const list = { cards: page.posts.map((post) => cardView(post, settings)), pager: pagerView(page, tag.path) }
  return c.html(toHtml(<ListPage site={site} meta={meta} heading={heading} parent={parent} list={list} />))
}
