/** From what was read to what templates show: formatted dates, paths, metadata. Pure but for the recorded reads. */

import type { CardView, DateView, FeedLink, PageMeta, SiteView } from '../../templates/types.ts'
import { menu, type PostCard, type PostDetail, type Reading, type Settings, siteSettings } from '../content/index.ts'

const WORDS_PER_MINUTE = 220
const RTL_LANGUAGES = new Set([
  'ar',
  'arc',
  'ckb',
  'dv',
  'fa',
  'he',
  'ks',
  'ku-arab',
  'nqo',
  'ps',
  'sd',
  'ug',
  'ur',
  'yi',
])

export interface PageContext {
  readonly reading: Reading
  readonly siteUrl: string
  readonly stylesheet: string
}

/** What is on every page. */
export async function siteView({ reading, siteUrl, stylesheet }: PageContext): Promise<SiteView> {
  const settings = await siteSettings(reading)
  const [mainMenu, footerMenu] = await Promise.all([menu(reading, 'main'), menu(reading, 'footer')])
  const { title, description, locale, accent, footer, logoUrl } = settings
  const direction = RTL_LANGUAGES.has(locale.split('-', 1)[0] ?? '') ? 'rtl' : 'ltr'
  return {
    title,
    description,
    url: siteUrl,
    locale,
    direction,
    accent,
    footer,
    logoUrl,
    stylesheet,
    menu: mainMenu,
    footerMenu,
  }
}

export function dateView(date: Date, { locale, timeZone }: Pick<Settings, 'locale' | 'timeZone'>): DateView {
  return {
    iso: date.toISOString(),
    text: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(date),
  }
}

export function cardView(post: PostCard, settings: Pick<Settings, 'locale' | 'timeZone'>): CardView {
  return {
    path: post.path,
    title: post.title,
    excerpt: post.excerpt,
    date: dateView(post.publishedAt, settings),
    readingMinutes: Math.max(1, Math.round(post.wordCount / WORDS_PER_MINUTE)),
    coverUrl: post.coverUrl,
    coverAlt: post.coverAlt ?? '',
    featured: post.featured,
    tags: post.tags.map(({ path, name }) => ({ path, text: name })),
    authors: post.authors.map(({ path, name }) => ({ path, text: name })),
  }
}

export async function cardViews(reading: Reading, posts: readonly PostCard[]): Promise<CardView[]> {
  const settings = await siteSettings(reading)
  return posts.map((post) => cardView(post, settings))
}

export function feedLinks(title: string, base = ''): FeedLink[] {
  return [
    { type: 'application/rss+xml', title: `${title} (RSS)`, path: `${base}/rss.xml` },
    { type: 'application/atom+xml', title: `${title} (Atom)`, path: `${base}/atom.xml` },
    { type: 'application/feed+json', title: `${title} (JSON)`, path: `${base}/feed.json` },
  ]
}

/** The head of a page that is not an article. */
export async function pageMeta(
  context: PageContext,
  path: string,
  given: Partial<PageMeta> & { readonly title: string },
): Promise<PageMeta> {
  const settings = await siteSettings(context.reading)
  return {
    path,
    description: '',
    canonical: absolute(context.siteUrl, path),
    type: 'website',
    image: settings.socialImageUrl ? absolute(context.siteUrl, settings.socialImageUrl) : null,
    feeds: feedLinks(settings.title),
    jsonLd: [],
    ...given,
    noIndex: given.noIndex === true || !settings.searchEngines,
  }
}

/** The head of a post or page, with what search engines and social networks read. */
export async function articleMeta(context: PageContext, post: PostDetail): Promise<PageMeta> {
  const { siteUrl } = context
  const settings = await siteSettings(context.reading)
  const image = post.coverUrl ?? settings.socialImageUrl
  const url = absolute(siteUrl, post.path)
  const description = post.seoDescription || post.excerpt
  const article = {
    '@context': 'https://schema.org',
    '@type': post.kind === 'post' ? 'BlogPosting' : 'WebPage',
    headline: post.title,
    description,
    url,
    mainEntityOfPage: url,
    datePublished: post.publishedAt.toISOString(),
    dateModified: post.updatedAt.toISOString(),
    inLanguage: settings.locale,
    ...(image && { image: absolute(siteUrl, image) }),
    author: post.authors.map(({ name, path }) => ({ '@type': 'Person', name, url: absolute(siteUrl, path) })),
    publisher: { '@type': 'Organization', name: settings.title, url: `${siteUrl}/` },
    keywords: post.tags.map(({ name }) => name).join(', '),
  }
  return pageMeta(context, post.path, {
    title: post.seoTitle || post.title,
    description,
    canonical: post.canonicalUrl || url,
    type: 'article',
    ...(image && { image: absolute(siteUrl, image) }),
    jsonLd: [article],
    published: post.publishedAt.toISOString(),
    modified: post.updatedAt.toISOString(),
  })
}

export function absolute(siteUrl: string, path: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(path) ? path : siteUrl + path
}
