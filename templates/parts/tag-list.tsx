import type { FC } from 'hono/jsx'
import type { LinkView } from '../types.ts'

export const TagList: FC<{ tags: readonly LinkView[] }> = ({ tags }) =>
  tags.length > 0 ? (
    <ul class="tags" aria-label="Tags">
      {tags.map(({ path, text }) => (
        <li>
          <a href={path} rel="tag">
            {text}
          </a>
        </li>
      ))}
    </ul>
  ) : null
