import type { FC } from 'hono/jsx'
import type { CardView, Words } from '../types.ts'
import { Featured, PostedAt } from './byline.tsx'

/** A post in a list. */
export const Card: FC<{ card: CardView; isFirst: boolean; words: Words }> = ({ card, isFirst, words }) => (
  <article class={card.coverUrl ? 'card has-cover' : 'card'}>
    {card.coverUrl && (
      <div class="card-cover">
        <img src={card.coverUrl} alt="" loading={isFirst ? undefined : 'lazy'} decoding="async" />
      </div>
    )}
    <p class="meta">
      {card.featured && <Featured words={words} />}
      <PostedAt date={card.date} readingTime={card.readingTime} />
    </p>
    <h2>
      <a href={card.path}>{card.title}</a>
    </h2>
    {card.excerpt && <p class="excerpt">{card.excerpt}</p>}
    {card.tags.length > 0 && (
      <ul class="card-tags" aria-label={words('tags')}>
        {card.tags.map(({ path, text }) => (
          <li>
            <a href={path}>{text}</a>
          </li>
        ))}
      </ul>
    )}
  </article>
)

interface CardsProps {
  readonly cards: readonly CardView[]
  readonly layout?: 'list' | 'cards'
  readonly words: Words
}

export const Cards: FC<CardsProps> = ({ cards, layout = 'list', words }) => (
  <div class={layout === 'list' ? 'cards' : 'cards in-grid'}>
    {cards.map((card, i) => (
      <Card card={card} isFirst={i === 0} words={words} />
    ))}
  </div>
)
