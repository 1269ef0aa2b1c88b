import type { FC } from 'hono/jsx'
import type { DateView, LinkView, Words } from '../types.ts'

interface PostedAtProps {
  readonly date: DateView
  readonly readingTime: string
}

export const PostedAt: FC<PostedAtProps> = ({ date, readingTime }) => (
  <>
    <time datetime={date.iso}>{date.text}</time>
    <span>{readingTime}</span>
  </>
)

export const Authors: FC<{ authors: readonly LinkView[]; words: Words }> = ({ authors, words }) =>
  authors.length > 0 ? (
    <span class="authors">
      {words('authors')}{' '}
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
export const Featured: FC<{ words: Words }> = ({ words }) => (
  <span class="featured">
    <span>{words('featured')}</span>
  </span>
)
