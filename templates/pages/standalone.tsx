import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import { Layout } from '../layout.tsx'
import type { FrameProps, StandaloneView } from '../types.ts'

interface StandaloneProps extends FrameProps {
  readonly page: StandaloneView
}

/** A page that stands on its own: no date, no neighbours. */
export const StandalonePage: FC<StandaloneProps> = ({ site, meta, page }) => (
  <Layout site={site} meta={meta}>
    <article class="post">
      <header class="post-head">
        <h1>{page.title}</h1>
      </header>
      {page.cover && <img class="cover" src={page.cover.url} alt={page.cover.alt} fetchpriority="high" />}
      <div class="prose">{raw(page.html)}</div>
    </article>
  </Layout>
)
