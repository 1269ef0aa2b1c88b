import type { FC } from 'hono/jsx'
import type { SiteView } from '../types.ts'

export const SiteFooter: FC<{ site: SiteView }> = ({ site }) => (
  <footer class="site-footer">
    <p>{site.footer || site.title}</p>
    <nav aria-label="Footer">
      {site.footerMenu.map(({ path, text }) => (
        <a href={path}>{text}</a>
      ))}
      <a href="/archive">Archive</a>
      <a href="/tags">Tags</a>
      <a href="/rss.xml">RSS</a>
    </nav>
  </footer>
)
