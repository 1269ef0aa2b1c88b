import { raw } from 'hono/html'
import type { Child, FC } from 'hono/jsx'
import { Head } from './parts/head.tsx'
import { SiteFooter } from './parts/site-footer.tsx'
import { SiteHeader } from './parts/site-header.tsx'
import type { FrameProps } from './types.ts'

interface LayoutProps extends FrameProps {
  /** On the home page the site's title is the heading. */
  readonly isHome?: boolean
  readonly children?: Child
}

/** The frame of every public page. */
export const Layout: FC<LayoutProps> = ({ site, meta, isHome = false, children }) => (
  <html lang={site.locale} dir={site.direction}>
    <Head site={site} meta={meta} />
    <body class={site.look || undefined}>
      <a class="skip" href="#content">
        {site.words('skipToContent')}
      </a>
      <SiteHeader site={site} isHome={isHome} isSearch={meta.path === '/search'} />
      <main id="content" tabindex={-1}>
        {children}
      </main>
      <SiteFooter site={site} />
      {site.footCode && raw(`\n${site.footCode}\n`)}
    </body>
  </html>
)
