/** Parts that the admin's pages share. */
import type { Child, FC } from 'hono/jsx'

export interface FieldErrors {
  readonly [field: string]: string | undefined
}

interface FieldProps {
  readonly label: string
  readonly name: string
  readonly hint?: string
  readonly errors?: FieldErrors | undefined
  readonly formname?: string
  readonly type?: string
  readonly children?: Child
  /** Whatever an input may have. */
  readonly [attribute: string]: unknown
}

/** A labelled input, with its problem beside it. */
export const Field: FC<FieldProps> = ({ label, name, hint, errors, children, type = 'text', formname, ...rest }) => {
  const error = errors?.[name]
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ') || undefined
  const attributes = {
    id: name,
    // Several forms of a page may have a field of the same name.
    name: formname ?? name,
    'aria-invalid': error ? ('true' as const) : undefined,
    'aria-describedby': described,
    ...rest,
  }
  const { value, ...textarea } = attributes as { value?: string }
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint && (
        <small id={`${name}-hint`} class="hint">
          {hint}
        </small>
      )}
      {type === 'textarea' ? (
        <textarea {...textarea}>{value ?? ''}</textarea>
      ) : type === 'select' ? (
        <select {...attributes}>{children}</select>
      ) : (
        <input type={type} {...attributes} />
      )}
      {error && (
        <p class="error" id={`${name}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

export const Checkbox: FC<{ label: string; name: string; checked: boolean; hint?: string }> = ({
  label,
  name,
  checked,
  hint,
}) => (
  <div class="field check">
    <label>
      <input type="checkbox" name={name} value="true" checked={checked} /> {label}
    </label>
    {hint && <small class="hint">{hint}</small>}
  </div>
)

export const Alert: FC<{ children?: Child }> = ({ children }) => (
  <p class="alert" role="alert">
    {children}
  </p>
)

export const PageHead: FC<{ title: string; children?: Child }> = ({ title, children }) => (
  <div class="page-head">
    <h1>{title}</h1>
    <div class="actions">{children}</div>
  </div>
)

/** A button that posts, after asking when `confirm` says what. */
export const PostButton: FC<{
  action: string
  text: string
  confirm?: string
  isPlain?: boolean
  children?: Child
}> = ({ action, text, confirm, isPlain, children }) => (
  <form method="post" action={action} data-confirm={confirm} class="inline">
    {children}
    <button type="submit" class={isPlain ? 'plain' : 'quiet'}>
      {text}
    </button>
  </form>
)

/** An instant, which the browser shows in its own time zone. */
export const When: FC<{ at: string | Date | null }> = ({ at }) => {
  if (!at) return <span>never</span>
  const iso = typeof at === 'string' ? at : at.toISOString()
  return (
    <time datetime={iso} data-local>
      {`${iso.slice(0, 16).replace('T', ' ')} UTC`}
    </time>
  )
}

/** A column that a phone has no room for is `wide`; so are its cells, by the class `wide-only`. */
export type Column = string | { readonly wide: string }

interface TableProps {
  readonly columns: readonly Column[]
  readonly hasActions?: boolean
  /** The id of the bar for the rows that are ticked: the first column has their boxes. */
  readonly bulk?: string
  readonly children?: Child
}

/** A table that scrolls by itself where it is too wide; the last column is for buttons when there are some. */
export const DataTable: FC<TableProps> = ({ columns, hasActions, bulk, children }) => (
  <div class="scroll" tabindex={0}>
    <table>
      <thead>
        <tr>
          {bulk && (
            <th class="tick">
              <input type="checkbox" data-bulk-all={bulk} aria-label="Select all" />
            </th>
          )}
          {columns.map((column) =>
            typeof column === 'string' ? <th>{column}</th> : <th class="wide-only">{column.wide}</th>,
          )}
          {hasActions && (
            <th>
              <span class="visually-hidden">Actions</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
)

export const Empty: FC<{ children?: Child }> = ({ children }) => <p class="empty">{children}</p>

/** One of a list with the class `figures`. */
export const Figure: FC<{ name: string; value: string; isBad?: boolean }> = ({ name, value, isBad }) => (
  <div class={isBad ? 'bad' : undefined}>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
)

/** The box of a row in a table with `bulk`. */
export const TickBox: FC<{ bulk: string; id: number; name: string }> = ({ bulk, id, name }) => (
  <td class="tick">
    <input type="checkbox" name="id" value={String(id)} form={bulk} aria-label={`Select ${name}`} />
  </td>
)

/** What is done with the rows that are ticked; their boxes are `name=id`, with `form` the id. */
export const BulkBar: FC<{ id: string; action: string; children?: Child }> = ({ id, action, children }) => (
  <form method="post" action={action} id={id} data-bulk class="bulk">
    <span data-bulk-count class="soft">
      With those selected:
    </span>
    {children}
  </form>
)
