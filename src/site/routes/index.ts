/**
 * Every public route. A route gets a `Reading` and the address, and nothing of the reader: no cookies, no headers, no
 * clock. So its answer is the same for everyone, and true as long as what it read is.
 */
import { type Context, Hono } from 'hono'
import { policyWithCode, siteSettings } from '../../content/index.ts'
import type { Assets } from '../assets.ts'
import type { SiteEnv } from '../env.ts'
import { type PageContext, pageContext } from '../views/index.ts'
import { archiveRoutes } from './archive.tsx'
import { authorRoutes } from './authors.tsx'
import { feedRoutes } from './feeds.ts'
import { homeRoute } from './home.tsx'
import { answerPath } from './path.tsx'
import { searchRoute } from './search.tsx'
import { sitemapRoutes } from './sitemap.ts'
import { tagRoutes } from './tags.tsx'

export type SiteContext = Context<SiteEnv>
export type SiteRoutes = Hono<SiteEnv>
/** Makes what the views need from a request. */
export type ContextOf = (c: SiteContext) => PageContext

export function createSiteRoutes(assets: Assets): SiteRoutes {
  const files = { stylesheet: assets.path('site.css'), touchIcon: assets.path('touch-icon.png') }
  const contextOf: ContextOf = (c) => pageContext(c, files)
  const routes: SiteRoutes = new Hono<SiteEnv>()
  // A failed render is the cache's business: it keeps the page it has, and says what went wrong.
  routes.onError((error) => {
    throw error
  })
  routes.use(async (c, next) => {
    await next()
    if (!c.res.headers.get('content-type')?.startsWith('text/html')) return
    const { headCode, footCode } = await siteSettings(c.env.reading)
    if (headCode || footCode) c.header('Content-Security-Policy', policyWithCode(headCode + footCode))
  })
  homeRoute(routes, contextOf)
  archiveRoutes(routes, contextOf)
  tagRoutes(routes, contextOf)
  authorRoutes(routes, contextOf)
  feedRoutes(routes, contextOf)
  sitemapRoutes(routes, contextOf)
  searchRoute(routes, contextOf)
  // Whatever is left is a post, a page, a former address of one, or nothing.
  routes.get('*', (c) => answerPath(c, contextOf(c)))
  return routes
}
