import type { FC } from 'hono/jsx'
import { Layout } from '../layout.tsx'
import { Cards } from '../parts/card.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { SearchForm } from '../parts/search-form.tsx'
import type { CardView, FrameProps } from '../types.ts'

interface SearchProps extends FrameProps {
  /** Empty: nothing was asked yet. */
  readonly query: string
  readonly cards: readonly CardView[]
}

export const SearchPage: FC<SearchProps> = ({ site, meta, query, cards }) => (
  <Layout site={site} meta={meta}>
    <PageHead heading="Search" />
    <SearchForm query={query} />
    {query && (
      <p class="result" role="status">
        {summary(query, cards.length)}
      </p>
    )}
    {query && cards.length === 0 && (
      <p class="empty">
        Try other or fewer words, or look through the <a href="/archive">archive</a> and the <a href="/tags">tags</a>.
      </p>
    )}
    {cards.length > 0 && <Cards cards={cards} />}
  </Layout>
)

function summary(query: string, count: number): string {
  if (count === 0) return `Nothing found for “${query}”.`
  return count === 1 ? `1 post for “${query}”` : `${count} posts for “${query}”`
}
