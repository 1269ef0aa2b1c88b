import type { FC } from 'hono/jsx'
import type { DateView, LinkView } from '../types.ts'

interface PostedAtProps {
  readonly date: DateView
  readonly readingMinutes: number
}

export const PostedAt: FC<PostedAtProps> = ({ date, readingMinutes }) => (
  <>
    <time datetime={date.iso}>{date.text}</time>
    <span>{readingMinutes} min read</span>
  </>
)

export const Authors: FC<{ authors: readonly LinkView[] }> = ({ authors }) =>
  authors.length > 0 ? (
    <span class="authors">
      By{' '}
      {authors.map(({ path, text }, i) => (
        <>
          {i > 0 && ', '}
          <a href={path} rel="author">
            {text}
          </a>
        </>
      ))}
    </span>
  ) : null

/** The star is drawn by the stylesheet. */
export const Featured: FC = () => (
  <span class="featured">
    <span>Featured</span>
  </span>
)
