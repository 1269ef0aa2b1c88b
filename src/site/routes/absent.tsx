/** Addresses at which nothing stands: where they lead now, or that there is nothing, or no longer. */
import { MessagePage, toHtml } from '../../../templates/index.ts'
import { redirectFor, type SlugOwner, successorOf } from '../../content/index.ts'
import type { WordKey } from '../../words/index.ts'
import { messageMeta, type PageContext, siteView } from '../views/index.ts'
import type { SiteContext } from './index.ts'

/** What may have stood there under a slug it no longer has. */
export interface Former {
  readonly kind: SlugOwner
  readonly slug: string
  /** What followed the slug in the address. */
  readonly rest?: string
}

/** What became of what stood there under its own name. */
interface Fate {
  readonly wasDeleted?: boolean
  readonly movedTo?: string | undefined
}

/**
 * First the redirects that someone wrote, then the slugs that something public once had, then 410 or 404. Both are
 * answers like any other, that depend on what was not found.
 */
export async function answerAbsent(
  c: SiteContext,
  context: PageContext,
  formers: readonly Former[] = [],
  { wasDeleted = false, movedTo }: Fate = {},
): Promise<Response> {
  const { reading, path } = context
  const redirect = await redirectFor(reading, path)
  if (redirect) reading.answeredBy = `redirect:${redirect.id}`
  if (redirect?.status === 410) return gone(c, context)
  if (redirect) return c.redirect(redirect.location, redirect.status)
  if (movedTo) {
    reading.answeredBy = 'former-pattern'
    return c.redirect(movedTo, 301)
  }

  let isGone = wasDeleted
  for (const { kind, slug, rest = '' } of formers) {
    const successor = await successorOf(reading, kind, slug)
    if (successor.state !== 'absent') reading.answeredBy = `former:${kind}/${slug}`
    if (successor.state === 'moved' && successor.path + rest !== path) return c.redirect(successor.path + rest, 301)
    if (successor.state === 'gone') isGone = true
  }
  if (wasDeleted) reading.answeredBy ??= 'deleted'
  return isGone ? gone(c, context) : notFound(c, context)
}

function notFound(c: SiteContext, context: PageContext): Promise<Response> {
  return message(c, context, 404, 'notFound', 'notFoundHint')
}

function gone(c: SiteContext, context: PageContext): Promise<Response> {
  return message(c, context, 410, 'gone', 'goneHint')
}

async function message(
  c: SiteContext,
  context: PageContext,
  status: 404 | 410,
  title: WordKey,
  hint: WordKey,
): Promise<Response> {
  // The address is the reader's choice, so it stays out of the page: all of these are the same bytes.
  const site = await siteView({ ...context, path: '' })
  const heading = site.words(title)
  const meta = await messageMeta(context, heading)
  return c.html(toHtml(<MessagePage site={site} meta={meta} heading={heading} text={site.words(hint)} />), status)
}
