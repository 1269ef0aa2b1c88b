import type { Hono } from 'hono'
import { SearchPage } from '../../../templates/pages/list.tsx'
import { searchPosts, siteSettings } from '../../content/index.ts'
import type { SiteEnv } from '../env.ts'
import { cardView, pageMeta, siteView } from '../views.ts'
import type { ContextOf } from './index.ts'

/** Results are as many as there are queries, so they are never stored. */
export function addSearchRoute(routes: Hono<SiteEnv>, contextOf: ContextOf): void {
  routes.get('/search', async (c) => {
    const context = contextOf(c)
    const query = (c.req.query('q') ?? '').trim()
    const settings = await siteSettings(context.reading)
    const hits = query ? await searchPosts(context.reading, query) : []
    const cards = hits.map(({ post, snippet }) => ({ ...cardView(post, settings), excerpt: snippet || post.excerpt }))
    const meta = await pageMeta(context, '/search', { title: 'Search', noIndex: true })
    c.header('Cache-Control', 'no-store')
    return c.html(<SearchPage site={await siteView(context)} meta={meta} query={query} cards={cards} />)
  })
}
