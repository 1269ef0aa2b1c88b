import type { FC } from 'hono/jsx'
import type { TableOfContentsItem, Words } from '../types.ts'

/** Folded on small screens; beside the text, and always open, where there is room. */
export const Contents: FC<{ items: readonly TableOfContentsItem[]; words: Words }> = ({ items, words }) =>
  items.length > 0 ? (
    <nav class="contents" aria-label={words('contents')}>
      <details>
        <summary>{words('contents')}</summary>
        <Items items={items} />
      </details>
    </nav>
  ) : null

const Items: FC<{ items: readonly TableOfContentsItem[] }> = ({ items }) => (
  <ol>
    {items.map(({ id, text, children }) => (
      <li>
        <a href={`#${id}`}>{text}</a>
        {children.length > 0 && <Items items={children} />}
      </li>
    ))}
  </ol>
)
