import type { FC } from 'hono/jsx'
import { Layout } from '../layout.tsx'
import { Cards } from '../parts/card.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Pager } from '../parts/pager.tsx'
import type { FrameProps, ListView } from '../types.ts'

interface TagProps extends FrameProps {
  readonly name: string
  readonly description: string
  readonly feedPath: string
  readonly list: ListView
}

export const TagPage: FC<TagProps> = ({ site, meta, name, description, feedPath, list }) => (
  <Layout site={site} meta={meta}>
    <PageHead heading={name} parent={{ path: '/tags', text: site.words('tags') }} lead={description}>
      <p class="subscribe">
        <a href={feedPath}>{site.words('tagFeed')}</a>
      </p>
    </PageHead>
    <Cards cards={list.cards} words={site.words} />
    <Pager pager={list.pager} words={site.words} />
  </Layout>
)
