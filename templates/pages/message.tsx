import type { FC } from 'hono/jsx'
import { Layout } from '../layout.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { SearchForm } from '../parts/search-form.tsx'
import { Ways } from '../parts/ways.tsx'
import type { FrameProps } from '../types.ts'

interface MessageProps extends FrameProps {
  readonly heading: string
  readonly text: string
}

/** Answers that have no content of their own: not found, gone. */
export const MessagePage: FC<MessageProps> = ({ site, meta, heading, text }) => (
  <Layout site={site} meta={meta}>
    <PageHead heading={heading} lead={text} />
    <SearchForm words={site.words} />
    <Ways words={site.words} />
  </Layout>
)
