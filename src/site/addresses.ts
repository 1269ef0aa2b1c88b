/** Every address the site has, from what the database holds: what the warmer renders, most important first. */
import type { Inventory, ListAddresses, Span } from '../content/index.ts'

/** Far below what sitemaps may hold (50,000): a file is rendered anew with every edit of one of its posts. */
export const POSTS_PER_SITEMAP = 200

/** Addresses that always exist. */
export const fixedAddresses: readonly string[] = [
  '/',
  '/archive',
  '/tags',
  '/rss.xml',
  '/atom.xml',
  '/feed.json',
  '/sitemap.xml',
  '/sitemap-pages.xml',
  '/sitemap-tags.xml',
  '/sitemap-authors.xml',
  '/robots.txt',
]

const TAG_FEEDS = ['rss.xml', 'atom.xml', 'feed.json']

/** The addresses of an inventory, of the whole site or of what a change may have added. */
export function inventoryAddresses(inventory: Inventory): string[] {
  const { posts, pages, archivePages, months, tags, authors, postCount, redirects } = inventory
  return [
    ...posts,
    ...pages,
    ...numbered('/archive', archivePages),
    ...months.map((month) => `/archive/${month}`),
    ...tags.flatMap((tag) => [
      ...listAddresses(tag),
      ...(tag.isNew ? TAG_FEEDS : []).map((feed) => `${tag.path}/${feed}`),
    ]),
    ...authors.flatMap(listAddresses),
    ...numbered('/sitemap-posts', sitemapFiles(postCount), (n) => `-${n}.xml`),
    ...redirects,
  ]
}

function listAddresses({ path, isNew, pages }: ListAddresses): string[] {
  return [...(isNew ? [path] : []), ...numbered(path, pages)]
}

/** The files that are there with `to` posts and were not with `from`. */
function sitemapFiles({ from, to }: Span): Span {
  return { from: Math.ceil(from / POSTS_PER_SITEMAP) + 1, to: Math.ceil(to / POSTS_PER_SITEMAP) }
}

/** Pages count from the oldest, so the last is the newest and most read. */
function numbered(base: string, { from, to }: Span, suffix = (n: number) => `/${n}`): string[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => base + suffix(to - i))
}
