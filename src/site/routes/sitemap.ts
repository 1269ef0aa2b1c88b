import { authorsSitemap, pagesSitemap, postsSitemap, robotsText, sitemapIndex, tagsSitemap } from '../sitemap/index.ts'
import { answerAbsent } from './absent.tsx'
import type { ContextOf, SiteRoutes } from './index.ts'

const XML = { 'Content-Type': 'application/xml; charset=utf-8' }

export function sitemapRoutes(routes: SiteRoutes, contextOf: ContextOf): void {
  const files = {
    '/sitemap.xml': sitemapIndex,
    '/sitemap-pages.xml': pagesSitemap,
    '/sitemap-tags.xml': tagsSitemap,
    '/sitemap-authors.xml': authorsSitemap,
  }
  for (const [path, make] of Object.entries(files)) {
    routes.get(path, async (c) => c.body(await make(c.env.reading, c.env.siteUrl), 200, XML))
  }
  routes.get('/:file{sitemap-posts-[1-9]\\d{0,5}\\.xml}', async (c) => {
    const file = Number(/\d+/.exec(c.req.param('file'))?.[0])
    const body = await postsSitemap(c.env.reading, c.env.siteUrl, file)
    return body === undefined ? answerAbsent(c, contextOf(c)) : c.body(body, 200, XML)
  })
  routes.get('/robots.txt', async (c) => c.text(await robotsText(c.env.reading, c.env.siteUrl)))
}
