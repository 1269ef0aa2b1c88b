import { MessagePage } from '../../../templates/pages/post.tsx'
import { type PageContext, pageMeta, siteView } from '../views.ts'
import type { SiteContext } from './index.ts'

/** 404: an answer like any other, that depends on what was not found. */
export async function notFound(c: SiteContext, context: PageContext) {
  return message(
    c,
    context,
    404,
    'Page not found',
    'There is nothing at this address. Perhaps a search finds what you were looking for.',
  )
}

/** 410: it was here, and was deleted. */
export async function gone(c: SiteContext, context: PageContext) {
  return message(c, context, 410, 'This page is gone', 'It was deleted by its author and will not come back.')
}

async function message(c: SiteContext, context: PageContext, status: 404 | 410, heading: string, text: string) {
  const site = await siteView(context)
  // The address is the reader's choice, so it stays out of the page.
  const meta = await pageMeta(context, '/404', { title: heading, noIndex: true })
  return c.html(<MessagePage site={site} meta={meta} heading={heading} text={text} />, status)
}
