/**
 * Every public route. A route gets a `Reading` and the address, and nothing of the reader: no cookies, no headers, no
 * clock. So its answer is the same for everyone, and true as long as what it read is.
 */
import { type Context, Hono } from 'hono'
import type { Assets } from '../assets.ts'
import type { SiteEnv } from '../env.ts'
import type { PageContext } from '../views.ts'
import { addFeedRoutes } from './feeds.ts'
import { addListRoutes } from './lists.ts'
import { answerPath } from './post.tsx'
import { addSearchRoute } from './search.tsx'
import { addSitemapRoutes } from './sitemap.ts'

export type SiteContext = Context<SiteEnv>

/** Makes what the views need from a request. */
export type ContextOf = (c: SiteContext) => PageContext

export function createSiteRoutes(assets: Assets): Hono<SiteEnv> {
  const stylesheet = assets.path('site.css')
  const contextOf: ContextOf = (c) => ({ reading: c.env.reading, siteUrl: c.env.siteUrl, stylesheet })
  const routes = new Hono<SiteEnv>()
  addListRoutes(routes, contextOf)
  addFeedRoutes(routes, contextOf)
  addSitemapRoutes(routes)
  addSearchRoute(routes, contextOf)
  // Whatever is left is a post, a page, a former address of one, or nothing.
  routes.get('*', (c) => answerPath(c, contextOf(c)))
  return routes
}
