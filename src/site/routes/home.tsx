import { HomePage, toHtml } from '../../../templates/index.ts'
import { listFront, siteSettings } from '../../content/index.ts'
import { webSite } from '../json-ld.ts'
import { cardView, frontPagerView, pageMeta, siteView } from '../views/index.ts'
import type { ContextOf, SiteRoutes } from './index.ts'

/** The newest posts: the open page of the archive and the full one before it. */
export function homeRoute(routes: SiteRoutes, contextOf: ContextOf): void {
  routes.get('/', async (c) => {
    const context = contextOf(c)
    const { reading, siteUrl } = context
    const settings = await siteSettings(reading)
    const { description, homeLayout } = settings
    const { posts, olderPage } = await listFront(reading, { of: 'posts' })
    const meta = await pageMeta(context, { title: '', description, jsonLd: [webSite(settings, siteUrl)] })
    const list = { cards: posts.map((post) => cardView(post, settings)), pager: frontPagerView(olderPage, '/archive') }
    return c.html(
      toHtml(
        <HomePage
          site={await siteView(context)}
          meta={meta}
          description={description}
          layout={homeLayout}
          list={list}
        />,
      ),
    )
  })
}
