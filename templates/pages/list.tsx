import type { FC } from 'hono/jsx'
import { Layout } from '../layout.tsx'
import { Cards } from '../parts/card.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Pager } from '../parts/pager.tsx'
import type { FrameProps, LinkView, ListView } from '../types.ts'

interface ListProps extends FrameProps {
  readonly heading: string
  readonly parent: LinkView
  readonly list: ListView
}

/** A permanent page of a list, or a month. */
export const ListPage: FC<ListProps> = ({ site, meta, heading, parent, list }) => (
  <Layout site={site} meta={meta}>
    <PageHead heading={heading} parent={parent} />
    <Cards cards={list.cards} words={site.words} />
    <Pager pager={list.pager} words={site.words} />
  </Layout>
)
