import type { Hono } from 'hono'
import { tagBySlug } from '../../content/index.ts'
import type { SiteEnv } from '../env.ts'
import { FEED_FILES, type FeedFormat, type FeedSubject, feedText } from '../feeds.ts'
import type { ContextOf, SiteContext } from './index.ts'
import { notFound } from './messages.tsx'

export function addFeedRoutes(routes: Hono<SiteEnv>, contextOf: ContextOf): void {
  for (const format of Object.keys(FEED_FILES) as FeedFormat[]) {
    const { file } = FEED_FILES[format]
    routes.get(`/${file}`, (c) => feed(c, { list: { of: 'posts' }, path: '/', name: '' }, format))
    routes.get(`/tags/:slug/${file}`, async (c) => {
      const tag = await tagBySlug(c.env.reading, c.req.param('slug'))
      if (!tag) return notFound(c, contextOf(c))
      return feed(c, { list: { of: 'tag', id: tag.id }, path: tag.path, name: tag.name }, format)
    })
  }
}

async function feed(c: SiteContext, subject: FeedSubject, format: FeedFormat): Promise<Response> {
  const text = await feedText(c.env.reading, c.env.siteUrl, subject, format)
  return c.body(text, 200, { 'Content-Type': FEED_FILES[format].contentType })
}
