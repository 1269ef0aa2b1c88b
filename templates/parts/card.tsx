import type { FC } from 'hono/jsx'
import type { CardView, LinkView, PagerView } from '../types.ts'

/** A post in a list. */
export const Card: FC<{ card: CardView; headingLevel?: 'h2' | 'h3' }> = ({ card, headingLevel: Heading = 'h2' }) => (
  <article class={card.featured ? 'card featured' : 'card'}>
    {card.coverUrl && (
      <a class="card-cover" href={card.path} aria-label={card.title}>
        <img src={card.coverUrl} alt={card.coverAlt} loading="lazy" decoding="async" />
      </a>
    )}
    <Heading>
      <a href={card.path}>{card.title}</a>
    </Heading>
    <p class="meta">
      <time datetime={card.date.iso}>{card.date.text}</time>
      <span>{card.readingMinutes} min read</span>
      {card.featured && <span class="badge">Featured</span>}
    </p>
    {card.excerpt && <p class="excerpt">{card.excerpt}</p>}
    <TagList tags={card.tags} />
  </article>
)

export const CardList: FC<{ cards: readonly CardView[] }> = ({ cards }) => (
  <div class="cards">
    {cards.map((card) => (
      <Card card={card} />
    ))}
  </div>
)

export const TagList: FC<{ tags: readonly LinkView[] }> = ({ tags }) =>
  tags.length > 0 ? (
    <ul class="tags" aria-label="Tags">
      {tags.map(({ path, text }) => (
        <li>
          <a href={path}>{text}</a>
        </li>
      ))}
    </ul>
  ) : null

/** Older and newer, whatever they are of. */
export const Pager: FC<{ pager: PagerView }> = ({ pager }) =>
  pager.older || pager.newer ? (
    <nav class="pager" aria-label="Pages">
      {pager.older && (
        <a rel="next" href={pager.older}>
          ← Older posts
        </a>
      )}
      {pager.newer && (
        <a class="newer" rel="prev" href={pager.newer}>
          Newer posts →
        </a>
      )}
    </nav>
  ) : null

export const SearchForm: FC<{ query?: string }> = ({ query = '' }) => (
  <form class="search" action="/search" role="search">
    <label for="q">Search</label>
    <input type="search" id="q" name="q" value={query} maxlength={200} required />
    <button type="submit">Search</button>
  </form>
)
