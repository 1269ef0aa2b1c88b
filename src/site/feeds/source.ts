/** What goes into a feed, whatever its format. */
import type { PostDetail } from '../../content/index.ts'
import { localise } from '../../markdown/index.ts'
import type { Words } from '../../words/index.ts'
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
  /** The text, or its beginning, with every address absolute; never empty. */
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

export interface FeedSettings {
  readonly text: 'full' | 'excerpt'
  /** Under each item; plain text with {title}, {link} and {site}. */
  readonly footer: string
  readonly siteTitle: string
  readonly words: Words
}

export function feedItem(post: PostDetail, siteUrl: string, settings: FeedSettings): FeedItem {
  const url = absolute(siteUrl, post.path)
  const image = post.coverUrl ? absolute(siteUrl, post.coverUrl) : undefined
  const cover = image ? `<p><img src="${escapeHtml(image)}" alt="${escapeHtml(post.coverAlt ?? '')}"></p>\n` : ''
  const named = ({ name, path }: { name: string; path: string }) => ({ name, url: absolute(siteUrl, path) })
  const text =
    settings.text === 'full'
      ? absoluteHtml(localise(post.html, settings.words), url)
      : post.excerpt && `<p>${escapeHtml(post.excerpt)}</p>\n`
  return {
    id: `${siteUrl}/?p=${post.id}`,
    title: post.title,
    url,
    summary: post.excerpt,
    html: (cover + text || `<p>${escapeHtml(post.title)}</p>`) + footerOf(settings, post.title, url),
    image,
    published: post.publishedAt,
    updated: post.modifiedAt,
    authors: post.authors.map(named),
    tags: post.tags.map(({ name }) => name),
  }
}

function footerOf({ footer, siteTitle }: FeedSettings, title: string, url: string): string {
  if (!footer.trim()) return ''
  const link = (address: string, text: string) => `<a href="${escapeHtml(address)}">${escapeHtml(text)}</a>`
  const values: Readonly<Record<string, string>> = {
    '{title}': escapeHtml(title),
    '{link}': link(url, url),
    '{site}': link(new URL('/', url).href, siteTitle),
  }
  const html = escapeHtml(footer.trim()).replace(/\{(?:title|link|site)\}/g, (name) => values[name] ?? name)
  return `\n<hr>\n<p>${html.replace(/\r?\n/g, '<br>\n')}</p>`
}
