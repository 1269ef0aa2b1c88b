import type { FC } from 'hono/jsx'
import type { CardView } from '../types.ts'
import { Featured, PostedAt } from './byline.tsx'

/** A post in a list. */
export const Card: FC<{ card: CardView; isFirst: boolean }> = ({ card, isFirst }) => (
  <article class={card.coverUrl ? 'card has-cover' : 'card'}>
    {card.coverUrl && (
      <div class="card-cover">
        <img src={card.coverUrl} alt="" loading={isFirst ? undefined : 'lazy'} decoding="async" />
      </div>
    )}
    <p class="meta">
      {card.featured && <Featured />}
      <PostedAt date={card.date} readingMinutes={card.readingMinutes} />
    </p>
    <h2>
      <a href={card.path}>{card.title}</a>
    </h2>
    {card.excerpt && <p class="excerpt">{card.excerpt}</p>}
    {card.tags.length > 0 && (
      <ul class="card-tags" aria-label="Tags">
        {card.tags.map(({ path, text }) => (
          <li>
            <a href={path}>{text}</a>
          </li>
        ))}
      </ul>
    )}
  </article>
)

export const Cards: FC<{ cards: readonly CardView[]; layout?: 'list' | 'cards' }> = ({ cards, layout = 'list' }) => (
  <div class={layout === 'list' ? 'cards' : 'cards in-grid'}>
    {cards.map((card, i) => (
      <Card card={card} isFirst={i === 0} />
    ))}
  </div>
)
