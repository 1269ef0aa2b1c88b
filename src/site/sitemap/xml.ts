const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9'

export interface SitemapUrl {
  readonly path: string
  readonly modifiedAt?: Date
}

export function sitemapIndexXml(siteUrl: string, paths: readonly string[]): string {
  const entries = paths.map((path) => `<sitemap><loc>${escapeXml(siteUrl + path)}</loc></sitemap>`)
  return document('sitemapindex', entries)
}

export function urlSetXml(siteUrl: string, urls: readonly SitemapUrl[]): string {
  const entries = urls.map(({ path, modifiedAt }) => {
    const lastmod = modifiedAt ? `<lastmod>${modifiedAt.toISOString()}</lastmod>` : ''
    return `<url><loc>${escapeXml(siteUrl + path)}</loc>${lastmod}</url>`
  })
  return document('urlset', entries)
}

function document(root: string, entries: readonly string[]): string {
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<${root} xmlns="${NAMESPACE}">`,
    ...entries,
    `</${root}>`,
    '',
  ].join('\n')
}

function escapeXml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&apos;')
}
