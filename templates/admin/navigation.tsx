import type { FC } from 'hono/jsx'
import { Alert, PageHead } from './parts.tsx'

export interface MenuRow {
  readonly label: string
  readonly url: string
  readonly postId: number | null
}

const EMPTY_ROWS = 2

export const NavigationPage: FC<{
  menus: readonly { name: string; rows: readonly MenuRow[]; problem?: string | undefined }[]
}> = ({ menus }) => (
  <>
    <PageHead title="Navigation" />
    <div class="columns">
      {menus.map(({ name, rows, problem }) => (
        <form method="post" action={`/admin/navigation/${name}`} class="card" data-sortable>
          <h2>{name === 'main' ? 'At the top' : 'At the foot'}</h2>
          {problem && <Alert>{problem}</Alert>}
          <ol class="menu-rows">
            {[...rows, ...Array.from({ length: EMPTY_ROWS }, () => ({ label: '', url: '', postId: null }))].map(
              (row, i) => (
                <li data-row>
                  <input
                    name="label"
                    value={row.label}
                    placeholder="Text"
                    aria-label={`Text of entry ${i + 1}`}
                    maxlength={100}
                  />
                  <input type="hidden" name="postId" value={row.postId ? String(row.postId) : ''} />
                  <input
                    name="url"
                    value={row.url}
                    placeholder="/about or https://…"
                    aria-label={`Address of entry ${i + 1}`}
                    readonly={row.postId !== null || undefined}
                  />
                  <button type="button" class="plain" data-move="up" aria-label={`Move entry ${i + 1} up`}>
                    ↑
                  </button>
                  <button type="button" class="plain" data-move="down" aria-label={`Move entry ${i + 1} down`}>
                    ↓
                  </button>
                </li>
              ),
            )}
          </ol>
          <p class="hint">An entry without text is left out.</p>
          <button type="submit" class="quiet">
            Save
          </button>
        </form>
      ))}
    </div>
  </>
)
