import type { FC } from 'hono/jsx'
import type { PagerView } from '../types.ts'

/** Older and newer, without numbers of pages: those would change on every page with each new post. */
export const Pager: FC<{ pager: PagerView }> = ({ pager }) =>
  pager.older || pager.newer ? (
    <nav class="pager" aria-label="More posts">
      {pager.newer && (
        <a class="newer" href={pager.newer}>
          Newer posts
        </a>
      )}
      {pager.older && (
        <a class="older" href={pager.older}>
          Older posts
        </a>
      )}
    </nav>
  ) : null
