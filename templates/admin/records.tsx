/** Lists whose rows are edited in place. */
import type { Child, FC } from 'hono/jsx'
import { Alert, type Column, DataTable, Empty, Field, type FieldErrors, PageHead, PostButton } from './parts.tsx'

export interface FieldSpec {
  readonly name: string
  readonly label: string
  readonly type?: 'text' | 'textarea' | 'select' | 'email' | 'date'
  readonly hint?: string
  readonly required?: boolean
  readonly options?: readonly string[]
}

export interface RecordRow {
  readonly id: number
  readonly values: Readonly<Record<string, string>>
  readonly cells: readonly Child[]
  readonly confirmDelete?: string
  /** More to do with it. */
  readonly actions?: Child
}

/** What was typed and refused: in which row, or for a new one. */
export interface Refused {
  readonly id: number | undefined
  readonly values: Readonly<Record<string, string>>
  readonly errors: FieldErrors
}

interface Props {
  readonly title: string
  readonly singular: string
  readonly base: string
  readonly columns: readonly Column[]
  readonly fields: readonly FieldSpec[]
  /** Undefined: rows cannot be changed. */
  readonly editFields?: readonly FieldSpec[]
  readonly rows: readonly RecordRow[]
  readonly empty: string
  readonly createText: string
  readonly deleteText: string
  readonly refused?: Refused | undefined
  readonly next?: string | undefined
  /** Undefined: the list is short. */
  readonly filter?: { readonly q: string; readonly sort: string } | undefined
  /** Deleting shows first what it would change. */
  readonly looksFirst?: boolean
  readonly children?: Child
}

const ORDERS = [
  ['-created', 'Newest first'],
  ['name', 'By name'],
  ['-posts', 'Most used first'],
] as const

export const RecordsPage: FC<Props> = (props) => (
  <>
    <PageHead title={props.title} />
    {props.children}
    <details
      class="card create"
      open={(props.rows.length === 0 && !props.filter?.q) || (props.refused && props.refused.id === undefined)}
    >
      <summary>{props.createText}</summary>
      <RecordForm
        action={props.base}
        idPrefix="new"
        fields={props.fields}
        values={props.refused?.id === undefined ? (props.refused?.values ?? {}) : {}}
        errors={props.refused?.id === undefined ? props.refused?.errors : undefined}
        button={props.createText}
      />
    </details>
    {props.filter && (
      <form class="search filters" role="search">
        <input type="search" name="q" value={props.filter.q} aria-label="Search" placeholder="Part of a name" />
        <select name="sort" aria-label="Order">
          {ORDERS.map(([value, text]) => (
            <option value={value} selected={value === props.filter?.sort}>
              {text}
            </option>
          ))}
        </select>
        <button class="quiet" type="submit">
          Filter
        </button>
      </form>
    )}
    {props.rows.length === 0 ? (
      <Empty>{props.filter?.q ? `No ${props.singular} is called like that.` : props.empty}</Empty>
    ) : (
      <DataTable columns={props.columns} hasActions>
        {props.rows.map((row) => (
          <Row {...props} row={row} />
        ))}
      </DataTable>
    )}
    {props.next && (
      <p>
        <a href={props.next}>More</a>
      </p>
    )}
  </>
)

const Row: FC<Props & { row: RecordRow }> = (props) => {
  const { row, base, editFields, deleteText, refused, columns, singular, looksFirst } = props
  const isRefused = refused?.id === row.id
  return (
    <>
      <tr>
        {row.cells.map((cell, i) => (
          <td class={typeof columns[i] === 'object' ? 'wide-only' : undefined}>{cell}</td>
        ))}
        <td class="row-actions">
          {row.actions}
          <PostButton
            action={`${base}/${row.id}/delete`}
            text={deleteText}
            {...(!looksFirst && { confirm: row.confirmDelete ?? `${deleteText} this ${singular}?` })}
            isPlain
          />
        </td>
      </tr>
      {editFields && (
        <tr class="edit-row">
          <td colspan={columns.length + 1}>
            <details open={isRefused}>
              <summary>Change</summary>
              <RecordForm
                action={`${base}/${row.id}`}
                idPrefix={`r${row.id}`}
                fields={editFields}
                values={isRefused ? refused.values : row.values}
                errors={isRefused ? refused.errors : undefined}
                button="Save"
              />
            </details>
          </td>
        </tr>
      )}
    </>
  )
}

interface RecordFormProps {
  readonly action: string
  readonly idPrefix: string
  readonly fields: readonly FieldSpec[]
  readonly values: Readonly<Record<string, string>>
  readonly errors: FieldErrors | undefined
  readonly button: string
}

export const RecordForm: FC<RecordFormProps> = ({ action, idPrefix, fields, values, errors, button }) => (
  <form method="post" action={action} class="record-form">
    {errors?.[''] && <Alert>{errors['']}</Alert>}
    {fields.map(({ name, label, type, hint, required, options }) => {
      const id = `${idPrefix}-${name}`
      const error = errors?.[name]
      return (
        <Field
          label={label}
          name={id}
          {...(hint && { hint })}
          errors={{ [id]: error }}
          type={type ?? 'text'}
          formname={name}
          value={values[name] ?? (type === 'select' ? options?.[0] : '')}
          required={required}
          rows={type === 'textarea' ? 2 : undefined}
        >
          {options?.map((option) => (
            <option value={option} selected={option === values[name]}>
              {option}
            </option>
          ))}
        </Field>
      )
    })}
    <button type="submit" class="quiet">
      {button}
    </button>
  </form>
)
