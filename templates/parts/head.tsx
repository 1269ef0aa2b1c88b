import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import type { FrameProps } from '../types.ts'

/** The paper of static/css/site.css. */
const THEME_COLOURS = { light: '#fdfcfa', dark: '#17181a' }

export const Head: FC<FrameProps> = ({ site, meta }) => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>{meta.title ? `${meta.title} – ${site.title}` : site.title}</title>
    {meta.description && <meta name="description" content={meta.description} />}
    {meta.noIndex && <meta name="robots" content="noindex" />}
    {meta.canonical && <link rel="canonical" href={meta.canonical} />}
    <link rel="stylesheet" href={site.stylesheet} />
    <style>{raw(`:root{--accent-light:${site.accent.light};--accent-dark:${site.accent.dark}}`)}</style>
    {site.ownStylesheet && <link rel="stylesheet" href={site.ownStylesheet} />}
    <meta name="color-scheme" content="light dark" />
    <meta name="theme-color" content={THEME_COLOURS.light} media="(prefers-color-scheme: light)" />
    <meta name="theme-color" content={THEME_COLOURS.dark} media="(prefers-color-scheme: dark)" />
    <link rel="icon" href="/favicon.svg" type="image/svg+xml" sizes="any" />
    <link rel="apple-touch-icon" href={site.touchIcon} />
    {meta.feeds.map(({ type, title, path }) => (
      <link rel="alternate" type={type} title={title} href={path} />
    ))}
    {meta.canonical && <Social site={site} meta={meta} />}
    {meta.jsonLd.map((json) => (
      <script type="application/ld+json">{raw(json)}</script>
    ))}
    {site.headCode && raw(`\n${site.headCode}\n`)}
  </head>
)

/** OpenGraph; `twitter:card` is the one thing that others read besides. */
const Social: FC<FrameProps> = ({ site, meta }) => (
  <>
    <meta property="og:site_name" content={site.title} />
    <meta property="og:type" content={meta.article ? 'article' : 'website'} />
    <meta property="og:title" content={meta.socialTitle || site.title} />
    {meta.socialDescription && <meta property="og:description" content={meta.socialDescription} />}
    <meta property="og:url" content={meta.canonical ?? ''} />
    <meta property="og:locale" content={site.locale.replace('-', '_')} />
    {meta.image && <meta property="og:image" content={meta.image.url} />}
    {meta.image?.alt && <meta property="og:image:alt" content={meta.image.alt} />}
    {meta.article && (
      <>
        <meta property="article:published_time" content={meta.article.published} />
        <meta property="article:modified_time" content={meta.article.modified} />
        {meta.article.authors.map((url) => (
          <meta property="article:author" content={url} />
        ))}
        {meta.article.tags.map((name) => (
          <meta property="article:tag" content={name} />
        ))}
      </>
    )}
    <meta name="twitter:card" content={meta.image ? 'summary_large_image' : 'summary'} />
  </>
)
