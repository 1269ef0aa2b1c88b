import { raw } from 'hono/html'
import type { Child, FC } from 'hono/jsx'
import type { PageMeta, SiteView } from './types.ts'

interface LayoutProps {
  readonly site: SiteView
  readonly meta: PageMeta
  readonly children?: Child
}

/** The frame of every public page. */
export const Layout: FC<LayoutProps> = ({ site, meta, children }) => (
  <html lang={site.locale} dir={site.direction}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{meta.title ? `${meta.title} – ${site.title}` : site.title}</title>
      {meta.description && <meta name="description" content={meta.description} />}
      {meta.noIndex && <meta name="robots" content="noindex" />}
      <link rel="canonical" href={meta.canonical} />
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href={site.stylesheet} />
      <style>{raw(`:root{--accent:${site.accent}}`)}</style>
      <meta name="theme-color" content="#fdfcfa" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#17181a" media="(prefers-color-scheme: dark)" />
      {meta.feeds.map((feed) => (
        <link rel="alternate" type={feed.type} title={feed.title} href={feed.path} />
      ))}
      <SocialMeta site={site} meta={meta} />
      {meta.jsonLd.map((object) => (
        <script type="application/ld+json">{raw(safeJson(object))}</script>
      ))}
    </head>
    <body>
      <a class="skip" href="#content">
        Skip to content
      </a>
      <header class="site-header">
        <a class="site-title" href="/" aria-current={meta.path === '/' ? 'page' : undefined}>
          {site.logoUrl ? <img src={site.logoUrl} alt={site.title} height="32" /> : site.title}
        </a>
        <nav aria-label="Main">
          {site.menu.map(({ label, url }) => (
            <a href={url} aria-current={meta.path === url ? 'page' : undefined}>
              {label}
            </a>
          ))}
          <a href="/archive" aria-current={meta.path === '/archive' ? 'page' : undefined}>
            Archive
          </a>
          <a
            class="search-link"
            href="/search"
            aria-label="Search"
            aria-current={meta.path === '/search' ? 'page' : undefined}
          >
            <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
              <circle cx="10.5" cy="10.5" r="6.5" />
              <path d="m15.5 15.5 5 5" />
            </svg>
          </a>
        </nav>
      </header>
      <main id="content">{children}</main>
      <footer class="site-footer">
        {site.footer && <p>{site.footer}</p>}
        <nav aria-label="Footer">
          {site.footerMenu.map(({ label, url }) => (
            <a href={url}>{label}</a>
          ))}
          <a href="/tags">Tags</a>
          <a href="/rss.xml">RSS</a>
        </nav>
      </footer>
    </body>
  </html>
)

const SocialMeta: FC<{ site: SiteView; meta: PageMeta }> = ({ site, meta }) => (
  <>
    <meta property="og:site_name" content={site.title} />
    <meta property="og:title" content={meta.title || site.title} />
    <meta property="og:type" content={meta.type} />
    <meta property="og:url" content={meta.canonical} />
    {meta.description && <meta property="og:description" content={meta.description} />}
    {meta.image && <meta property="og:image" content={meta.image} />}
    {meta.published && <meta property="article:published_time" content={meta.published} />}
    {meta.modified && <meta property="article:modified_time" content={meta.modified} />}
    <meta name="twitter:card" content={meta.image ? 'summary_large_image' : 'summary'} />
  </>
)

/** JSON that cannot end the script element it stands in. */
export function safeJson(value: object): string {
  return JSON.stringify(value)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029')
}
