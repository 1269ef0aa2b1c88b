import type { FC } from 'hono/jsx'
import type { Words } from '../types.ts'

/** Where to go on from a page that has nothing to show. */
export const Ways: FC<{ words: Words }> = ({ words }) => (
  <p class="ways">
    <a href="/">{words('newestPosts')}</a>
    <a href="/archive">{words('archive')}</a>
    <a href="/tags">{words('tags')}</a>
  </p>
)
