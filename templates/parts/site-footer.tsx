import type { FC } from 'hono/jsx'
import type { SiteView } from '../types.ts'

export const SiteFooter: FC<{ site: SiteView }> = ({ site }) => (
  <footer class="site-footer">
    <p>{site.footer || site.title}</p>
    <nav aria-label={site.words('footerMenu')}>
      {site.footerMenu.map(({ path, text }) => (
        <a href={path}>{text}</a>
      ))}
      <a href="/archive">{site.words('archive')}</a>
      <a href="/tags">{site.words('tags')}</a>
      <a href="/rss.xml">RSS</a>
    </nav>
  </footer>
)
