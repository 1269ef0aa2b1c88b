import type { FC } from 'hono/jsx'
import type { PagerView, Words } from '../types.ts'

/** Older and newer, without numbers of pages: those would change on every page with each new post. */
export const Pager: FC<{ pager: PagerView; words: Words }> = ({ pager, words }) =>
  pager.older || pager.newer ? (
    <nav class="pager" aria-label={words('morePosts')}>
      {pager.newer && (
        <a class="newer" href={pager.newer}>
          {words('newerPosts')}
        </a>
      )}
      {pager.older && (
        <a class="older" href={pager.older}>
          {words('olderPosts')}
        </a>
      )}
    </nav>
  ) : null
