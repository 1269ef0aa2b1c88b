/** RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, with the full text. */
import { Feed, type Item } from 'feed'
import { newestPosts, type PostDetail, type PostList, type Reading, siteSettings } from '../content/index.ts'
import { absolute } from './views.ts'

export type FeedFormat = 'rss' | 'atom' | 'json'

export const FEED_FILES: Readonly<Record<FeedFormat, { file: string; contentType: string }>> = {
  rss: { file: 'rss.xml', contentType: 'application/rss+xml; charset=utf-8' },
  atom: { file: 'atom.xml', contentType: 'application/atom+xml; charset=utf-8' },
  json: { file: 'feed.json', contentType: 'application/feed+json; charset=utf-8' },
}

export interface FeedSubject {
  readonly list: PostList
  /** The page that the feed belongs to. */
  readonly path: string
  /** Added to the site's title; empty for the site's own feed. */
  readonly name: string
}

/** The text of a feed. Its dates are those of its posts: the same posts give the same bytes. */
export async function feedText(
  reading: Reading,
  siteUrl: string,
  subject: FeedSubject,
  format: FeedFormat,
): Promise<string> {
  const settings = await siteSettings(reading)
  const posts = await newestPosts(reading, subject.list, settings.feedLength)
  const base = subject.path === '/' ? '' : subject.path
  const newest = Math.max(
    0,
    ...posts.map(({ updatedAt, publishedAt }) => Math.max(Number(updatedAt), Number(publishedAt))),
  )
  const links = Object.fromEntries(
    Object.entries(FEED_FILES).map(([name, { file }]) => [name, `${siteUrl}${base}/${file}`]),
  )
  const feed = new Feed({
    title: subject.name ? `${subject.name} – ${settings.title}` : settings.title,
    description: settings.description || settings.title,
    id: `${siteUrl}${subject.path}`,
    link: `${siteUrl}${subject.path}`,
    language: settings.locale,
    updated: new Date(newest),
    generator: 'Hearth',
    feedLinks: links,
    // Atom wants an author on the feed when an entry has none (RFC 4287, 4.1.1).
    author: { name: settings.title, link: `${siteUrl}/` },
    docs: 'https://www.rssboard.org/rss-specification',
    ...(format === 'rss' && { feed: links.rss }),
  })
  for (const post of posts) feed.addItem(toItem(post, siteUrl))
  if (format === 'rss') return feed.rss2()
  return format === 'atom' ? feed.atom1() : feed.json1()
}

function toItem(post: PostDetail, siteUrl: string): Item {
  const url = absolute(siteUrl, post.path)
  return {
    title: clean(post.title),
    // Stays the same when the post is renamed, so that readers do not show it twice.
    id: `${siteUrl}/?p=${post.id}`,
    guid: `${siteUrl}/?p=${post.id}`,
    link: url,
    description: clean(post.excerpt),
    content: clean(absoluteLinks(post.html, url)),
    date: new Date(Math.max(Number(post.updatedAt), Number(post.publishedAt))),
    published: post.publishedAt,
    author: post.authors.map(({ name, path }) => ({ name: clean(name), link: absolute(siteUrl, path) })),
    category: post.tags.map(({ name, path }) => ({
      name: clean(name),
      term: clean(name),
      scheme: absolute(siteUrl, path),
    })),
  }
}

/** Links and sources as seen from outside the site: readers show the text on their own pages. */
export function absoluteLinks(html: string, pageUrl: string): string {
  const resolve = (address: string) => {
    try {
      return new URL(address.replaceAll('&amp;', '&'), pageUrl).href.replaceAll('&', '&amp;')
    } catch {
      return address
    }
  }
  return html
    .replace(
      /(\s(?:href|src|poster|cite)=")([^"]*)"/g,
      (_, start: string, address: string) => `${start}${resolve(address)}"`,
    )
    .replace(/(\ssrcset=")([^"]*)"/g, (_, start: string, set: string) => {
      const candidates = set.split(',').map((part) => part.trim().replace(/^\S+/, resolve))
      return `${start}${candidates.join(', ')}"`
    })
}

/** Without the characters that XML 1.0 cannot hold. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
}
