/** Sitemaps (sitemaps.org) and robots.txt (RFC 9309). */
import {
  authorsWithCounts,
  listSize,
  publicPages,
  type Reading,
  type SitemapItem,
  sitemapPosts,
  siteSettings,
  tagsWithCounts,
} from '../content/index.ts'
import { POSTS_PER_SITEMAP } from './addresses.ts'

const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9'

/** The index: posts are split into numbered files from the oldest, so that a full file does not change any more. */
export async function sitemapIndex(reading: Reading, siteUrl: string): Promise<string> {
  const files = Math.max(1, Math.ceil((await listSize(reading, { of: 'posts' })) / POSTS_PER_SITEMAP))
  const names = [
    ...Array.from({ length: files }, (_, i) => `sitemap-posts-${i + 1}.xml`),
    ...['sitemap-pages.xml', 'sitemap-tags.xml', 'sitemap-authors.xml'],
  ]
  const entries = names.map((name) => `<sitemap><loc>${escapeXml(`${siteUrl}/${name}`)}</loc></sitemap>`)
  return xml(`<sitemapindex xmlns="${NAMESPACE}">\n${entries.join('\n')}\n</sitemapindex>`)
}

/** Undefined when there is no such file; the first always exists. */
export async function postsSitemap(reading: Reading, siteUrl: string, file: number): Promise<string | undefined> {
  const items = await sitemapPosts(reading, file, POSTS_PER_SITEMAP)
  return items.length === 0 && file !== 1 ? undefined : urlSet(siteUrl, items)
}

export async function pagesSitemap(reading: Reading, siteUrl: string): Promise<string> {
  return urlSet(siteUrl, [{ path: '/' }, { path: '/archive' }, { path: '/tags' }, ...(await publicPages(reading))])
}

export async function tagsSitemap(reading: Reading, siteUrl: string): Promise<string> {
  return urlSet(siteUrl, await tagsWithCounts(reading))
}

export async function authorsSitemap(reading: Reading, siteUrl: string): Promise<string> {
  return urlSet(siteUrl, await authorsWithCounts(reading))
}

export async function robotsText(reading: Reading, siteUrl: string): Promise<string> {
  const { searchEngines } = await siteSettings(reading)
  if (!searchEngines) return 'User-agent: *\nDisallow: /\n'
  return `User-agent: *\nDisallow: /admin\nDisallow: /api/\nDisallow: /search\n\nSitemap: ${siteUrl}/sitemap.xml\n`
}

function urlSet(siteUrl: string, items: readonly (Pick<SitemapItem, 'path'> & Partial<SitemapItem>)[]): string {
  const entries = items.map(({ path, updatedAt }) => {
    const lastmod = updatedAt ? `<lastmod>${updatedAt.toISOString()}</lastmod>` : ''
    return `<url><loc>${escapeXml(siteUrl + path)}</loc>${lastmod}</url>`
  })
  return xml(`<urlset xmlns="${NAMESPACE}">\n${entries.join('\n')}\n</urlset>`)
}

function xml(body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}\n`
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
