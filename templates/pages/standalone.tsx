import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import { Layout } from '../layout.tsx'
import type { FrameProps, StandaloneView } from '../types.ts'
import { Article } from './post.tsx'

interface StandaloneProps extends FrameProps {
  readonly page: StandaloneView
}

/** A page that stands on its own: no date, no neighbours. */
export const StandalonePage: FC<StandaloneProps> = ({ site, meta, page }) => (
  <Layout site={site} meta={meta}>
    <Article {...page}>
      <div class="prose">{raw(page.html)}</div>
    </Article>
  </Layout>
)
