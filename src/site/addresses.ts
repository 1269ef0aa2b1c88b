/** Every address the site has, from what the database holds: what the warmer renders, most important first. */
import type { Inventory } from '../content/index.ts'

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

/** The addresses of an inventory, whole or of what changed: the store is asked which it lacks. */
export function inventoryAddresses(inventory: Inventory): string[] {
  const { posts, pages, tags, authors, redirects, postsPerPage, postCount } = inventory
  const months = new Set(posts.map(({ month }) => `/archive/${month}`))
  return [
    ...posts.map(({ path }) => path),
    ...pages.map(({ path }) => path),
    ...numbered('/archive', Math.ceil(postCount / postsPerPage)),
    ...months,
    ...tags
      .filter(({ count }) => count > 0)
      .flatMap(({ slug, count }) => {
        const base = `/tags/${encodeURIComponent(slug)}`
        return [base, ...TAG_FEEDS.map((feed) => `${base}/${feed}`), ...numbered(base, Math.ceil(count / postsPerPage))]
      }),
    ...authors
      .filter(({ count }) => count > 0)
      .flatMap(({ slug, count }) => {
        const base = `/authors/${encodeURIComponent(slug)}`
        return [base, ...numbered(base, Math.ceil(count / postsPerPage))]
      }),
    ...numbered('/sitemap-posts', Math.ceil(postCount / POSTS_PER_SITEMAP), (n) => `-${n}.xml`),
    ...redirects,
  ]
}

/** Pages count from the oldest, so the last is the newest and most read. */
function numbered(base: string, count: number, suffix = (n: number) => `/${n}`): string[] {
  return Array.from({ length: count }, (_, i) => base + suffix(count - i))
}
