import { SearchPage, toHtml } from '../../../templates/index.ts'
import { searchPosts, siteSettings } from '../../content/index.ts'
import { cardView, messageMeta, siteView } from '../views/index.ts'
import type { ContextOf, SiteRoutes } from './index.ts'

const MAX_QUERY_LENGTH = 200

/** The one route that reads a query. There are as many answers as questions, so none is stored. */
export function searchRoute(routes: SiteRoutes, contextOf: ContextOf): void {
  routes.get('/search', async (c) => {
    const context = contextOf(c)
    const query = (c.req.query('q') ?? '').replaceAll('\0', ' ').trim().slice(0, MAX_QUERY_LENGTH)
    const settings = await siteSettings(context.reading)
    const site = await siteView(context)
    const hits = query ? await searchPosts(context.reading, query) : []
    const cards = hits.map(({ post, snippet }) => ({
      ...cardView({ ...post, coverUrl: null }, settings),
      excerpt: snippet ? withEllipses(snippet, post.excerpt) : post.excerpt,
    }))
    const meta = await messageMeta(
      context,
      query ? site.words('searchFor', { query }) : site.words('search'),
      '/search',
    )
    c.header('Cache-Control', 'no-store')
    return c.html(toHtml(<SearchPage site={site} meta={meta} query={query} cards={cards} />))
  })
}

/** Shows that text was left out before and after the words found. */
export function withEllipses(snippet: string, excerpt: string): string {
  const isBeginning = excerpt.startsWith(snippet.slice(0, 20))
  return `${isBeginning ? '' : '… '}${snippet}${/[.!?…]$/.test(snippet) ? '' : ' …'}`
}
