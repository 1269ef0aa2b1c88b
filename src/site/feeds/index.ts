/** RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, with the full text. Their dates are those of their posts. */
import { newestPosts, type PostList, type Reading, siteSettings } from '../../content/index.ts'
import { wordsFor } from '../../words/index.ts'
import { absolute } from '../links.ts'
import { atomFeed } from './atom.ts'
import { jsonFeed } from './json.ts'
import { rssFeed } from './rss.ts'
import { type FeedSource, feedItem } from './source.ts'

export interface FeedFormat {
  readonly name: 'rss' | 'atom' | 'json'
  readonly file: string
  readonly contentType: string
}

export const FEED_FORMATS: readonly FeedFormat[] = [
  { name: 'rss', file: 'rss.xml', contentType: 'application/rss+xml; charset=utf-8' },
  { name: 'atom', file: 'atom.xml', contentType: 'application/atom+xml; charset=utf-8' },
  { name: 'json', file: 'feed.json', contentType: 'application/feed+json; charset=utf-8' },
]

const WRITERS = { rss: rssFeed, atom: atomFeed, json: jsonFeed }

export interface FeedSubject {
  readonly list: PostList
  /** The page that the feed belongs to. */
  readonly path: string
  /** Put before the site's title; empty for the site's own feed. */
  readonly name: string
}

/** The feed of a list of posts; undefined when the list is empty and is not the site's own. */
export async function feedText(
  reading: Reading,
  siteUrl: string,
  subject: FeedSubject,
  format: FeedFormat,
): Promise<string | undefined> {
  const posts = await newestPosts(reading, subject.list)
  if (posts.length === 0 && subject.list.of !== 'posts') return undefined
  const { title, description, locale, feedText: text, feedFooter: footer } = await siteSettings(reading)
  const feedSettings = { text, footer, siteTitle: title, words: wordsFor(locale) }
  const base = subject.path === '/' ? '' : subject.path
  const source: FeedSource = {
    id: absolute(siteUrl, subject.path),
    title: subject.name ? `${subject.name} – ${title}` : title,
    description,
    language: locale,
    siteTitle: title,
    siteUrl,
    links: {
      rss: absolute(siteUrl, `${base}/rss.xml`),
      atom: absolute(siteUrl, `${base}/atom.xml`),
      json: absolute(siteUrl, `${base}/feed.json`),
    },
    updated: new Date(Math.max(0, ...posts.map((post) => post.modifiedAt.getTime()))),
    items: posts.map((post) => feedItem(post, siteUrl, feedSettings)),
  }
  return WRITERS[format.name](source)
}

export type { FeedSource } from './source.ts'
