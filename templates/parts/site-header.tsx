import type { FC } from 'hono/jsx'
import type { SiteView } from '../types.ts'

interface SiteHeaderProps {
  readonly site: SiteView
  readonly isHome: boolean
  readonly isSearch: boolean
}

export const SiteHeader: FC<SiteHeaderProps> = ({ site, isHome, isSearch }) => {
  const Title = isHome ? 'h1' : 'p'
  return (
    <header class="site-header">
      <Title class="site-title">
        <a href="/" aria-current={isHome ? 'page' : undefined}>
          {site.logoUrl ? <img src={site.logoUrl} alt={site.title} height="40" /> : site.title}
        </a>
      </Title>
      <nav aria-label={site.words('mainMenu')}>
        {site.menu.map(({ path, text, current }) => (
          <a href={path} aria-current={current}>
            {text}
          </a>
        ))}
        <a class="search-link" href="/search" aria-current={isSearch ? 'page' : undefined}>
          <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
            <circle cx="10.5" cy="10.5" r="6.5" />
            <path d="m15.5 15.5 5 5" />
          </svg>
          <span class="sr-only">{site.words('search')}</span>
        </a>
      </nav>
    </header>
  )
}
