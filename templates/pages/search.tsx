import type { FC } from 'hono/jsx'
import { Layout } from '../layout.tsx'
import { Cards } from '../parts/card.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { SearchForm } from '../parts/search-form.tsx'
import { Ways } from '../parts/ways.tsx'
import type { CardView, FrameProps } from '../types.ts'

interface SearchProps extends FrameProps {
  /** Empty: nothing was asked yet. */
  readonly query: string
  readonly cards: readonly CardView[]
}

export const SearchPage: FC<SearchProps> = ({ site, meta, query, cards }) => (
  <Layout site={site} meta={meta}>
    <PageHead heading={site.words('search')} />
    <SearchForm query={query} words={site.words} />
    {query && (
      <p class="result" role="status">
        {cards.length === 0
          ? site.words('searchNothing', { query })
          : site.words('searchFound', { query, count: cards.length })}
      </p>
    )}
    {query && cards.length === 0 && (
      <>
        <p>{site.words('searchNothingHint')}</p>
        <Ways words={site.words} />
      </>
    )}
    {cards.length > 0 && <Cards cards={cards} words={site.words} />}
  </Layout>
)
