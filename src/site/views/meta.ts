/** The heads of pages. */
import type { FeedLink, ImageView, LinkView, PageMeta } from '../../../templates/index.ts'
import { type PostDetail, siteSettings } from '../../content/index.ts'
import { article, breadcrumbs, scriptJson } from '../json-ld.ts'
import { absolute } from '../links.ts'
import type { PageContext } from './context.ts'

export interface MetaInput {
  /** Empty on the home page. */
  readonly title: string
  readonly description?: string
  /** The pages between the home page and this one. */
  readonly parents?: readonly LinkView[]
  readonly feeds?: readonly FeedLink[]
  readonly jsonLd?: readonly object[]
  readonly image?: ImageView | null
  readonly socialTitle?: string
  readonly socialDescription?: string
  readonly noIndex?: boolean
}

/** The head of a page that is a page of the site, but no article. */
export async function pageMeta(context: PageContext, input: MetaInput): Promise<PageMeta> {
  const { siteUrl, path, reading } = context
  const settings = await siteSettings(reading)
  const { title, description = '', parents, feeds = [], jsonLd = [], noIndex = false } = input
  const trail = parents && [{ path: '/', text: settings.title }, ...parents, { path, text: title }]
  return {
    path,
    title,
    description,
    canonical: absolute(siteUrl, path),
    image: input.image ?? (await socialImage(context)),
    socialTitle: input.socialTitle ?? title,
    socialDescription: input.socialDescription ?? description,
    noIndex: noIndex || !settings.searchEngines,
    feeds: [...feeds, ...feedLinks(settings.title)],
    jsonLd: [...jsonLd, ...(trail ? [breadcrumbs(siteUrl, trail)] : [])].map(scriptJson),
    article: null,
  }
}

/** The head of an answer that is no page of the site: not found, search results. The address stays out of it. */
export async function messageMeta({ reading }: PageContext, title: string, path = ''): Promise<PageMeta> {
  const settings = await siteSettings(reading)
  const feeds = feedLinks(settings.title)
  const nothing = { canonical: null, image: null, article: null, description: '', jsonLd: [] }
  const social = { socialTitle: title, socialDescription: '' }
  return { ...nothing, ...social, path, title, noIndex: true, feeds }
}

/** The head of a post or page. */
export async function articleMeta(context: PageContext, post: PostDetail): Promise<PageMeta> {
  const { siteUrl, reading } = context
  const settings = await siteSettings(reading)
  const own = post.socialImageUrl
    ? { url: absolute(siteUrl, post.socialImageUrl), alt: '' }
    : post.coverUrl && { url: absolute(siteUrl, post.coverUrl), alt: post.coverAlt ?? '' }
  const image = own || (await socialImage(context))
  const title = post.seoTitle || post.title
  const description = post.seoDescription || post.excerpt
  const meta = await pageMeta(context, {
    title,
    description,
    socialTitle: post.socialTitle || title,
    socialDescription: post.socialDescription || description,
    noIndex: post.noIndex,
    image,
    jsonLd: [article(post, settings, siteUrl, image?.url ?? null)],
    parents: [],
  })
  return {
    ...meta,
    canonical: post.canonicalUrl ? absolute(siteUrl, post.canonicalUrl) : meta.canonical,
    article:
      post.kind === 'post'
        ? {
            published: post.publishedAt.toISOString(),
            modified: post.modifiedAt.toISOString(),
            authors: post.authors.map(({ path }) => absolute(siteUrl, path)),
            tags: post.tags.map(({ name }) => name),
          }
        : null,
  }
}

/** The feeds of the site, or of what lives at `base`. */
export function feedLinks(title: string, base = ''): FeedLink[] {
  return [
    { type: 'application/rss+xml', title: `${title} (RSS)`, path: `${base}/rss.xml` },
    { type: 'application/atom+xml', title: `${title} (Atom)`, path: `${base}/atom.xml` },
    { type: 'application/feed+json', title: `${title} (JSON Feed)`, path: `${base}/feed.json` },
  ]
}

async function socialImage({ reading, siteUrl }: PageContext): Promise<ImageView | null> {
  const { socialImageUrl } = await siteSettings(reading)
  return socialImageUrl ? { url: absolute(siteUrl, socialImageUrl), alt: '' } : null
}
