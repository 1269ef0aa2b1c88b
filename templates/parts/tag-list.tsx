import type { FC } from 'hono/jsx'
import type { LinkView, Words } from '../types.ts'

export const TagList: FC<{ tags: readonly LinkView[]; words: Words }> = ({ tags, words }) =>
  tags.length > 0 ? (
    <ul class="tags" aria-label={words('tags')}>
      {tags.map(({ path, text }) => (
        <li>
          <a href={path} rel="tag">
            {text}
          </a>
        </li>
      ))}
    </ul>
  ) : null
