import type { FC } from 'hono/jsx'
import { Layout } from '../layout.tsx'
import { CardList, Pager, SearchForm } from '../parts/card.tsx'
import type { CardView, LinkView, PageMeta, PagerView, SiteView } from '../types.ts'

interface ListProps {
  readonly site: SiteView
  readonly meta: PageMeta
  /** Empty on the home page, whose heading is the site's own. */
  readonly heading: string
  readonly intro: string
  readonly cards: readonly CardView[]
  readonly pager: PagerView
}

/** Home, archive pages, months, tags: a list of posts under a heading. */
export const ListPage: FC<ListProps> = ({ site, meta, heading, intro, cards, pager }) => (
  <Layout site={site} meta={meta}>
    <div class="list-head">
      <h1>{heading}</h1>
      {intro && <p class="lead">{intro}</p>}
    </div>
    {cards.length > 0 ? (
      <CardList cards={cards} />
    ) : (
      <p class="empty">No posts yet. When the first one is published, it appears here.</p>
    )}
    <Pager pager={pager} />
  </Layout>
)

export interface YearView {
  readonly year: string
  readonly months: readonly (LinkView & { readonly count: number })[]
}

export const ArchiveIndexPage: FC<{ site: SiteView; meta: PageMeta; years: readonly YearView[] }> = ({
  site,
  meta,
  years,
}) => (
  <Layout site={site} meta={meta}>
    <div class="list-head">
      <h1>Archive</h1>
    </div>
    {years.length === 0 && <p class="empty">No posts yet.</p>}
    <div class="archive">
      {years.map(({ year, months }) => (
        <section>
          <h2>{year}</h2>
          <ul>
            {months.map(({ path, text, count }) => (
              <li>
                <a href={path}>{text}</a> <span class="count">{count}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  </Layout>
)

export const TagIndexPage: FC<{ site: SiteView; meta: PageMeta; tags: readonly (LinkView & { count: number })[] }> = ({
  site,
  meta,
  tags,
}) => (
  <Layout site={site} meta={meta}>
    <div class="list-head">
      <h1>Tags</h1>
    </div>
    {tags.length === 0 && <p class="empty">No tags yet.</p>}
    <ul class="tag-index">
      {tags.map(({ path, text, count }) => (
        <li>
          <a href={path}>{text}</a> <span class="count">{count}</span>
        </li>
      ))}
    </ul>
  </Layout>
)

interface SearchProps {
  readonly site: SiteView
  readonly meta: PageMeta
  readonly query: string
  readonly cards: readonly CardView[]
}

export const SearchPage: FC<SearchProps> = ({ site, meta, query, cards }) => (
  <Layout site={site} meta={meta}>
    <div class="list-head">
      <h1>Search</h1>
    </div>
    <SearchForm query={query} />
    {query && (
      <p class="meta" role="status">
        {cards.length === 0
          ? `Nothing found for “${query}”. Try other or fewer words.`
          : `${cards.length} found for “${query}”`}
      </p>
    )}
    <CardList cards={cards} />
  </Layout>
)
