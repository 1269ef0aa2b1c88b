/** What goes into a feed, whatever its format. */
import type { PostDetail } from '../../content/index.ts'
import { absolute } from '../links.ts'
import { absoluteHtml } from './absolute-html.ts'
import { escapeHtml } from './text.ts'

export interface NamedLink {
  readonly name: string
  readonly url: string
}

export interface FeedItem {
  /** Stays the same when the post is renamed or moved, so that feed readers do not show it twice. */
  readonly id: string
  readonly title: string
  readonly url: string
  /** Plain text. */
  readonly summary: string
  /** The full text, with every address absolute; never empty. */
  readonly html: string
  readonly image: string | undefined
  readonly published: Date
  readonly updated: Date
  readonly authors: readonly NamedLink[]
  /** Names. */
  readonly tags: readonly string[]
}

export interface FeedSource {
  /** Address of the page that the feed belongs to. */
  readonly id: string
  readonly title: string
  readonly description: string
  readonly language: string
  readonly siteTitle: string
  readonly siteUrl: string
  readonly links: { readonly rss: string; readonly atom: string; readonly json: string }
  /** Of the newest change in its posts; 1970 when there are none. */
  readonly updated: Date
  readonly items: readonly FeedItem[]
}

export function feedItem(post: PostDetail, siteUrl: string): FeedItem {
  const url = absolute(siteUrl, post.path)
  const image = post.coverUrl ? absolute(siteUrl, post.coverUrl) : undefined
  const cover = image ? `<p><img src="${escapeHtml(image)}" alt="${escapeHtml(post.coverAlt ?? '')}"></p>\n` : ''
  const named = ({ name, path }: { name: string; path: string }) => ({ name, url: absolute(siteUrl, path) })
  return {
    id: `${siteUrl}/?p=${post.id}`,
    title: post.title,
    url,
    summary: post.excerpt,
    html: cover + absoluteHtml(post.html, url) || `<p>${escapeHtml(post.title)}</p>`,
    image,
    published: post.publishedAt,
    updated: post.modifiedAt,
    authors: post.authors.map(named),
    tags: post.tags.map(({ name }) => name),
  }
}
