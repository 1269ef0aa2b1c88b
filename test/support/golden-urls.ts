/** Addresses of the golden site. */

export const FEEDS = ['rss.xml', 'atom.xml', 'feed.json']
export const SITE_FEEDS = FEEDS.map((file) => `/${file}`)
export const SITEMAP = '/sitemap-posts-1.xml'
export const tagFeeds = (tag: string) => FEEDS.map((file) => `/tags/${tag}/${file}`)
export const post = (...numbers: number[]) => numbers.map((n) => `/posts/post-${n}`)
export const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
export const pages = (base: string, from: number, to: number) => range(from, to).map((n) => `${base}/${n}`)
export const months = (...names: string[]) => names.map((name) => `/archive/2024/${name}`)
export const ALL_LISTS = [
  '/',
  ...pages('/archive', 1, 7),
  ...months('01', '02', '03'),
  ...['/tags/even', ...pages('/tags/even', 1, 4)],
  ...['/tags/odd', ...pages('/tags/odd', 1, 4)],
  ...['/authors/ann', ...pages('/authors/ann', 1, 3)],
  ...['/authors/bob', ...pages('/authors/bob', 1, 5)],
]
export const ALL_FEEDS = [...SITE_FEEDS, ...tagFeeds('even'), ...tagFeeds('odd')]
export const ALL_PAGES = [...ALL_LISTS, '/archive', '/tags', '/about', ...post(...range(1, 64))]

/** Post 30 (even, by Ann) is in the middle of everything: the lists that show it. */
export const LISTS_OF_30 = ['/archive/3', ...months('01'), '/tags/even/2', '/authors/ann/1']

/** What shows post 30, and what shifts when it is not there any more. */
export const GONE_FROM_LISTS: readonly string[] = [
  ...[...post(29, 30, 31), '/posts/former', '/', SITEMAP],
  ...['/archive', ...pages('/archive', 3, 7), ...months('01')],
  ...['/tags', '/tags/even', ...pages('/tags/even', 2, 4), ...tagFeeds('even')],
  ...['/authors/ann', ...pages('/authors/ann', 1, 3)],
]

/** Ann's last page has only post 63. */
export function hasEven(list: string): boolean {
  return !list.startsWith('/tags/odd') && list !== '/authors/ann/3'
}
