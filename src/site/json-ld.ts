/** What search engines read (schema.org as JSON-LD). */
import type { PostDetail, Settings } from '../content/index.ts'
import { absolute } from './links.ts'

/** JSON that stands safely inside a script element: nothing in it can end the element or begin a comment. */
export function scriptJson(value: object): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

export function webSite(settings: Pick<Settings, 'title' | 'description' | 'locale'>, siteUrl: string): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'WebSite',
    name: settings.title,
    ...(settings.description && { description: settings.description }),
    url: `${siteUrl}/`,
    inLanguage: settings.locale,
    potentialAction: {
      '@type': 'SearchAction',
      target: { '@type': 'EntryPoint', urlTemplate: `${siteUrl}/search?q={search_term_string}` },
      'query-input': 'required name=search_term_string',
    },
  }
}

export function article(
  post: PostDetail,
  settings: Pick<Settings, 'title' | 'locale' | 'logoUrl'>,
  siteUrl: string,
  image: string | null,
): object {
  const url = absolute(siteUrl, post.path)
  const description = post.seoDescription || post.excerpt
  const { logoUrl } = settings
  const authors = post.authors.map(({ name, path }) => ({ '@type': 'Person', name, url: absolute(siteUrl, path) }))
  const publisher = {
    '@type': 'Organization',
    name: settings.title,
    url: `${siteUrl}/`,
    ...(logoUrl && { logo: absolute(siteUrl, logoUrl) }),
  }
  return {
    '@context': 'https://schema.org',
    '@type': post.kind === 'post' ? 'BlogPosting' : 'WebPage',
    headline: post.title,
    ...(description && { description }),
    url,
    mainEntityOfPage: url,
    datePublished: post.publishedAt.toISOString(),
    dateModified: post.modifiedAt.toISOString(),
    inLanguage: settings.locale,
    ...(post.kind === 'post' && { wordCount: post.wordCount }),
    ...(image && { image }),
    ...(post.tags.length > 0 && { keywords: post.tags.map(({ name }) => name) }),
    author: authors.length > 0 ? authors : publisher,
    publisher,
  }
}

/** Where a page stands in the site: the trail from the home page to it. */
export function breadcrumbs(siteUrl: string, trail: readonly { path: string; text: string }[]): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: trail.map(({ path, text }, i) => ({
      '@type': 'ListItem',
      position: i + 1,
      name: text,
      item: absolute(siteUrl, path),
    })),
  }
}
