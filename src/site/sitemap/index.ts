/** Sitemaps (sitemaps.org). */
import {
  authorsInUse,
  listFiles,
  publicPages,
  type Reading,
  type SitemapItem,
  sitemapPosts,
  siteSettings,
  tagsInUse,
} from '../../content/index.ts'
import { POSTS_PER_SITEMAP } from '../addresses.ts'
import { sitemapIndexXml, urlSetXml } from './xml.ts'

/** The index: posts are split into numbered files from the oldest, so that a full file does not change any more. */
export async function sitemapIndex(reading: Reading, siteUrl: string): Promise<string> {
  const files = Math.max(1, await listFiles(reading, { of: 'posts' }, POSTS_PER_SITEMAP))
  return sitemapIndexXml(siteUrl, [
    ...Array.from({ length: files }, (_, i) => `/sitemap-posts-${i + 1}.xml`),
    '/sitemap-pages.xml',
    '/sitemap-tags.xml',
    '/sitemap-authors.xml',
  ])
}

/** The posts of one file, and the archive pages that begin among them. Undefined: no such file; the first always is. */
export async function postsSitemap(reading: Reading, siteUrl: string, file: number): Promise<string | undefined> {
  const items = await sitemapPosts(reading, file, POSTS_PER_SITEMAP)
  if (items.length === 0 && file !== 1) return undefined
  const { postsPerPage } = await siteSettings(reading)
  return urlSetXml(siteUrl, [...items.filter(isIndexed), ...archivePages(file, items.length, postsPerPage)])
}

/** Archive pages whose oldest post is among the `count` posts of a sitemap file; both are numbered from the oldest. */
export function archivePages(file: number, count: number, postsPerPage: number): { path: string }[] {
  const start = (file - 1) * POSTS_PER_SITEMAP
  const first = Math.ceil(start / postsPerPage) + 1
  const last = Math.ceil((start + count) / postsPerPage)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => ({ path: `/archive/${first + i}` }))
}

/** What the site is entered by, and its standalone pages. */
export async function pagesSitemap(reading: Reading, siteUrl: string): Promise<string> {
  return urlSetXml(siteUrl, [
    ...[{ path: '/' }, { path: '/archive' }, { path: '/tags' }],
    ...(await publicPages(reading)).filter(isIndexed),
  ])
}

function isIndexed({ noIndex }: SitemapItem): boolean {
  return !noIndex
}

export async function tagsSitemap(reading: Reading, siteUrl: string): Promise<string> {
  return urlSetXml(siteUrl, await tagsInUse(reading))
}

export async function authorsSitemap(reading: Reading, siteUrl: string): Promise<string> {
  return urlSetXml(siteUrl, await authorsInUse(reading))
}

export { robotsText } from './robots.ts'
