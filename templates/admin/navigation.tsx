/** Menus: their entries in order, and where to take new ones from. */
import type { FC } from 'hono/jsx'
import type { MenuItem, Preview } from '../../src/client/index.ts'
import { ChangedPages } from './changes.tsx'
import { Alert, PageHead } from './parts.tsx'

export interface MenuRow extends Pick<MenuItem, 'label' | 'postId' | 'post'> {
  readonly url: string
  readonly problem?: string | undefined
}

/** Something that a menu may lead to. */
export interface Candidate {
  readonly kind: string
  readonly label: string
  readonly url: string | null
  readonly postId: number | null
}

export interface MenuView {
  readonly name: string
  readonly rows: readonly MenuRow[]
  readonly problem?: string | undefined
  /** Rows that are not those that are stored. */
  readonly isChanged: boolean
  readonly find: string
  readonly candidates: readonly Candidate[]
  readonly preview?: Preview | undefined
}

const TITLES: Readonly<Record<string, string>> = { main: 'At the top', footer: 'At the foot' }

export const NavigationPage: FC<{ menus: readonly MenuView[] }> = ({ menus }) => (
  <>
    <PageHead title="Navigation" />
    {menus.map((menu) => (
      <Menu {...menu} />
    ))}
    <p class="hint">
      Drag an entry by its handle, press Alt+↑ or Alt+↓ in it, or use its arrows. Tab goes on to the next field.
    </p>
  </>
)

const Menu: FC<MenuView> = ({ name, rows, problem, isChanged, find, candidates, preview }) => (
  <form method="post" action={`/admin/navigation/${name}`} class="card menu-form" data-menu id={`menu-${name}`}>
    {/* What Enter means. */}
    <button type="submit" name="action" value="" class="visually-hidden" tabindex={-1}>
      Enter
    </button>
    <h2>{TITLES[name] ?? name}</h2>
    {problem && <Alert>{problem}</Alert>}
    <ol class="menu-rows" data-rows>
      {rows.map((row, i) => (
        <Row row={row} index={i} />
      ))}
    </ol>
    <template data-row-template>
      <Row row={{ label: '', url: '', postId: null, post: null }} index={0} />
    </template>
    <p class="empty" data-no-rows hidden={rows.length > 0}>
      No entries yet.
    </p>
    <p class="visually-hidden" role="status" data-said></p>
    <fieldset class="finder">
      <legend>Add an entry</legend>
      <div class="search">
        <input
          type="search"
          name="find"
          value={find}
          aria-label={`Find a page, tag or post to add to the menu ${TITLES[name] ?? name}`}
          placeholder="Find a page, tag, author or post"
          autocomplete="off"
          data-find
        />
        <button type="submit" name="action" value="find" class="quiet">
          Find
        </button>
      </div>
      <ul class="candidates" data-candidates>
        {candidates.map(({ kind, label, url, postId }) => (
          <li>
            <button type="submit" name="action" value={`add:${JSON.stringify({ label, url, postId })}`} class="quiet">
              {label} <span class="soft">{kind}</span>
            </button>
          </li>
        ))}
        <li>
          <button type="submit" name="action" value={`add:${JSON.stringify({ label: '', url: '' })}`} class="quiet">
            Another address
          </button>
        </li>
      </ul>
    </fieldset>
    {preview && <ChangedPages preview={preview} />}
    <div class="confirm">
      <button type="submit" name="action" value="save">
        Save
      </button>
      <button type="submit" name="action" value="preview" class="quiet">
        What would change?
      </button>
      <span class="soft" data-unsaved hidden={!isChanged}>
        Not saved yet.
      </span>
    </div>
  </form>
)

const Row: FC<{ row: MenuRow; index: number }> = ({ row, index }) => {
  const which = row.label || `entry ${index + 1}`
  return (
    <li data-row>
      <span class="handle" data-handle aria-hidden="true">
        ⠿
      </span>
      <input name="label" value={row.label} placeholder="Text" aria-label="Text" maxlength={100} data-label />
      <input type="hidden" name="postId" value={row.postId ? String(row.postId) : ''} />
      <input
        name="url"
        value={row.post ? `${row.post.kind}: ${row.post.title}` : row.url}
        placeholder="/about or https://…"
        aria-label="Leads to"
        aria-invalid={row.problem ? 'true' : undefined}
        readonly={row.postId !== null || undefined}
        data-url
      />
      <span class="row-buttons">
        <MoveButton to="up" arrow="↑" index={index} which={which} />
        <MoveButton to="down" arrow="↓" index={index} which={which} />
        <button
          type="submit"
          class="plain"
          name="action"
          value={`remove:${index}`}
          data-remove
          aria-label={`Remove ${which}`}
        >
          ✕
        </button>
      </span>
      {row.post && !row.post.isPublic && <small class="hint">Hidden until it is published.</small>}
      {row.problem && <p class="error">{row.problem}</p>}
    </li>
  )
}

const MoveButton: FC<{ to: 'up' | 'down'; arrow: string; index: number; which: string }> = (props) => {
  const { to, arrow, index, which } = props
  return (
    <button
      type="submit"
      class="plain"
      name="action"
      value={`${to}:${index}`}
      data-move={to}
      aria-label={`Move ${which} ${to}`}
    >
      {arrow}
    </button>
  )
}
