import type { FC } from 'hono/jsx'
import { Layout } from '../layout.tsx'
import { Cards } from '../parts/card.tsx'
import { Pager } from '../parts/pager.tsx'
import type { FrameProps, ListView } from '../types.ts'

interface HomeProps extends FrameProps {
  readonly description: string
  readonly layout: 'list' | 'cards'
  readonly list: ListView
}

export const HomePage: FC<HomeProps> = ({ site, meta, description, layout, list }) => (
  <Layout site={site} meta={meta} isHome>
    {description && <p class="tagline">{description}</p>}
    {list.cards.length > 0 ? (
      <Cards cards={list.cards} layout={layout} words={site.words} />
    ) : (
      <p class="empty">
        <strong>{site.words('emptyHome')}</strong> {site.words('emptyHomeHint')}
      </p>
    )}
    <Pager pager={list.pager} words={site.words} />
  </Layout>
)
