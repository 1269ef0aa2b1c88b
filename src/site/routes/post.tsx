/** Posts, pages, and the addresses they had. */
import { PostPage, StandalonePage } from '../../../templates/pages/post.tsx'
import {
  matchPermalink,
  neighbours,
  type PostDetail,
  pageBySlug,
  postBySlug,
  redirectFor,
  siteSettings,
  successorOf,
} from '../../content/index.ts'
import { articleMeta, cardView, type PageContext, siteView } from '../views.ts'
import type { SiteContext } from './index.ts'
import { gone, notFound } from './messages.tsx'

/** What stands at a path that no other route knows. */
export async function answerPath(c: SiteContext, context: PageContext) {
  const { reading } = context
  const path = c.req.path
  const pageSlug = decodePath(path.slice(1))
  let wasDeleted = false

  const { permalink } = await siteSettings(reading)
  const postSlug = matchPermalink(permalink, path)
  if (postSlug !== undefined) {
    const found = await postBySlug(reading, postSlug)
    // Another date in the address than the post's: it moved, and keeps the reader.
    if (found.state === 'public')
      return found.value.path === path ? postPage(c, context, found.value) : c.redirect(found.value.path, 301)
    wasDeleted ||= found.state === 'gone'
  }
  const page = await pageBySlug(reading, pageSlug)
  if (page.state === 'public') return standalonePage(c, context, page.value)
  wasDeleted ||= page.state === 'gone'

  const redirect = await redirectFor(reading, path)
  if (redirect === 'gone') return gone(c, context)
  if (redirect) return c.redirect(redirect.location, redirect.status)

  for (const [kind, slug] of [
    ['post', postSlug],
    ['page', pageSlug],
  ] as const) {
    if (slug === undefined) continue
    const next = await successorOf(reading, kind, slug)
    if (next.state === 'moved' && next.path !== path) return c.redirect(next.path, 301)
    wasDeleted ||= next.state === 'gone'
  }
  return wasDeleted ? gone(c, context) : notFound(c, context)
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

async function postPage(c: SiteContext, context: PageContext, post: PostDetail) {
  const settings = await siteSettings(context.reading)
  const [site, meta, { older, newer }] = await Promise.all([
    siteView(context),
    articleMeta(context, post),
    neighbours(context.reading, post),
  ])
  return c.html(
    <PostPage
      site={site}
      meta={meta}
      post={cardView(post, settings)}
      html={post.html}
      toc={post.toc}
      older={older ? { path: older.path, text: older.title } : null}
      newer={newer ? { path: newer.path, text: newer.title } : null}
    />,
  )
}

async function standalonePage(c: SiteContext, context: PageContext, page: PostDetail) {
  const [site, meta] = await Promise.all([siteView(context), articleMeta(context, page)])
  const { title, coverUrl, coverAlt, html } = page
  return c.html(
    <StandalonePage site={site} meta={meta} title={title} coverUrl={coverUrl} coverAlt={coverAlt ?? ''} html={html} />,
  )
}
