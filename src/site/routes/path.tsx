/** Posts and pages, whose addresses the site's owner chooses. */
import { PostPage, StandalonePage, toHtml } from '../../../templates/index.ts'
import {
  matchPermalink,
  neighbours,
  type PostDetail,
  type PostLink,
  pageBySlug,
  postBySlug,
  siteSettings,
} from '../../content/index.ts'
import { localise } from '../../markdown/index.ts'
import { articleMeta, cardView, coverView, type PageContext, siteView } from '../views/index.ts'
import { answerAbsent, type Former } from './absent.tsx'
import type { SiteContext } from './index.ts'

/** What stands at a path that no other route knows. */
export async function answerPath(c: SiteContext, context: PageContext): Promise<Response> {
  const { reading, path } = context
  const { permalink } = await siteSettings(reading)
  const formers: Former[] = []
  let wasDeleted = false

  const postSlug = matchPermalink(permalink, path)
  if (postSlug !== undefined) {
    const post = await postBySlug(reading, postSlug)
    if (post.state === 'public') {
      reading.answeredBy = `post:${post.value.id}`
      // Another date in the address than the post's: it moved, and keeps the reader.
      return post.value.path === path ? postPage(c, context, post.value) : c.redirect(post.value.path, 301)
    }
    wasDeleted = post.state === 'gone'
    formers.push({ kind: 'post', slug: postSlug })
  }
  const pageSlug = slugOf(path)
  if (pageSlug !== undefined) {
    const page = await pageBySlug(reading, pageSlug)
    if (page.state === 'public') {
      reading.answeredBy = `page:${page.value.id}`
      return standalonePage(c, context, page.value)
    }
    wasDeleted ||= page.state === 'gone'
    formers.push({ kind: 'page', slug: pageSlug })
  }
  let movedTo: string | undefined
  for (const pattern of (await siteSettings(reading)).formerPermalinks) {
    const slug = matchPermalink(pattern, path)
    if (slug === undefined) continue
    const post = await postBySlug(reading, slug)
    if (post.state === 'public') movedTo ??= post.value.path
    wasDeleted ||= post.state === 'gone'
    formers.push({ kind: 'post', slug })
  }
  return answerAbsent(c, context, formers, { wasDeleted, movedTo })
}

function slugOf(path: string): string | undefined {
  try {
    return path.slice(1).split('/').map(decodeURIComponent).join('/')
  } catch {
    return undefined
  }
}

/** A short post needs no map. */
const MIN_CONTENTS = 3

async function postPage(c: SiteContext, context: PageContext, post: PostDetail): Promise<Response> {
  const settings = await siteSettings(context.reading)
  const { older, newer } = await neighbours(context.reading, post)
  const meta = await articleMeta(context, post)
  const site = await siteView(context)
  const view = {
    ...cardView(post, settings),
    template: post.template,
    cover: coverView(post),
    authors: post.authors.map(({ path, name }) => ({ path, text: name })),
    html: localise(post.html, site.words),
    contents: post.toc.length >= MIN_CONTENTS ? post.toc : [],
    older: linkView(older),
    newer: linkView(newer),
  }
  return c.html(toHtml(<PostPage site={site} meta={meta} post={view} />))
}

function linkView(post: PostLink | undefined) {
  return post ? { path: post.path, text: post.title } : null
}

async function standalonePage(c: SiteContext, context: PageContext, page: PostDetail): Promise<Response> {
  const meta = await articleMeta(context, page)
  const site = await siteView(context)
  const html = localise(page.html, site.words)
  const view = { template: page.template, title: page.title, cover: coverView(page), html }
  return c.html(toHtml(<StandalonePage site={site} meta={meta} page={view} />))
}
