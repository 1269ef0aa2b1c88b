import type { Hono } from 'hono'
import type { SiteEnv } from '../env.ts'
import { authorsSitemap, pagesSitemap, postsSitemap, robotsText, sitemapIndex, tagsSitemap } from '../sitemap.ts'

const XML = { 'Content-Type': 'application/xml; charset=utf-8' }

export function addSitemapRoutes(routes: Hono<SiteEnv>): void {
  const files = {
    '/sitemap.xml': sitemapIndex,
    '/sitemap-pages.xml': pagesSitemap,
    '/sitemap-tags.xml': tagsSitemap,
    '/sitemap-authors.xml': authorsSitemap,
  }
  for (const [path, make] of Object.entries(files)) {
    routes.get(path, async (c) => c.body(await make(c.env.reading, c.env.siteUrl), 200, XML))
  }
  routes.get('/:file{sitemap-posts-[1-9]\\d{0,5}\\.xml}', async (c, next) => {
    const file = Number(/\d+/.exec(c.req.param('file'))?.[0])
    const body = await postsSitemap(c.env.reading, c.env.siteUrl, file)
    return body === undefined ? next() : c.body(body, 200, XML)
  })
  routes.get('/robots.txt', async (c) => c.text(await robotsText(c.env.reading, c.env.siteUrl)))
}
