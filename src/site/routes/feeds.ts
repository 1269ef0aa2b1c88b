import { tagBySlug } from '../../content/index.ts'
import { FEED_FORMATS, type FeedFormat, type FeedSubject, feedText } from '../feeds/index.ts'
import type { PageContext } from '../views/index.ts'
import { answerAbsent } from './absent.tsx'
import type { ContextOf, SiteContext, SiteRoutes } from './index.ts'

/** The feeds of the site and of each tag. */
export function feedRoutes(routes: SiteRoutes, contextOf: ContextOf): void {
  for (const format of FEED_FORMATS) {
    routes.get(`/${format.file}`, (c) =>
      answerFeed(c, contextOf(c), { list: { of: 'posts' }, path: '/', name: '' }, format),
    )
    routes.get(`/tags/:slug/${format.file}`, async (c) => {
      const context = contextOf(c)
      const slug = c.req.param('slug')
      const tag = await tagBySlug(context.reading, slug)
      if (!tag) return answerAbsent(c, context, [{ kind: 'tag', slug, rest: `/${format.file}` }])
      return answerFeed(c, context, { list: { of: 'tag', id: tag.id }, path: tag.path, name: tag.name }, format)
    })
  }
}

async function answerFeed(
  c: SiteContext,
  context: PageContext,
  subject: FeedSubject,
  format: FeedFormat,
): Promise<Response> {
  const text = await feedText(context.reading, context.siteUrl, subject, format)
  return text === undefined ? answerAbsent(c, context) : c.body(text, 200, { 'Content-Type': format.contentType })
}
