/** Lists whose rows are edited in place. */
import type { Child, FC } from 'hono/jsx'
import { FilterForm, More, Select } from './lists.tsx'
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
    <NewRecord
      base={props.base}
      text={props.createText}
      fields={props.fields}
      refused={props.refused}
      isOpen={props.rows.length === 0 && !props.filter?.q}
    />
    {props.filter && (
      <FilterForm>
        <input type="search" name="q" value={props.filter.q} aria-label="Search" placeholder="Part of a name" />
        <Select name="sort" label="Order" options={ORDERS} value={props.filter.sort} />
      </FilterForm>
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
    <More to={props.next} />
  </>
)

const Row: FC<Props & { row: RecordRow }> = (props) => {
  const { row, base, editFields, deleteText, refused, columns, singular, looksFirst } = props
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
            <EditRecord {...{ base, refused }} id={row.id} fields={editFields} values={row.values} />
          </td>
        </tr>
      )}
    </>
  )
}

interface FormProps {
  readonly base: string
  readonly fields: readonly FieldSpec[]
  readonly refused: Refused | undefined
}

/** The form for a new one, with what was typed into it and refused. */
export const NewRecord: FC<FormProps & { text: string; isOpen?: boolean }> = (props) => {
  const { base, fields, text, isOpen } = props
  const refused = props.refused?.id === undefined ? props.refused : undefined
  return (
    <details class="card create" open={isOpen || refused !== undefined}>
      <summary>{text}</summary>
      <RecordForm
        action={base}
        idPrefix="new"
        fields={fields}
        values={refused?.values ?? {}}
        errors={refused?.errors}
        button={text}
      />
    </details>
  )
}

interface EditProps extends FormProps {
  readonly id: number
  readonly values: Readonly<Record<string, string>>
  readonly children?: Child
}

/** The form for one that there is, as it is or as it was typed and refused. */
export const EditRecord: FC<EditProps> = ({ base, id, fields, values, children, ...props }) => {
  const refused = props.refused?.id === id ? props.refused : undefined
  return (
    <details open={refused !== undefined}>
      <summary>Change</summary>
      {children}
      <RecordForm
        action={`${base}/${id}`}
        idPrefix={`r${id}`}
        fields={fields}
        values={refused?.values ?? values}
        errors={refused?.errors}
        button="Save"
      />
    </details>
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

const RecordForm: FC<RecordFormProps> = ({ action, idPrefix, fields, values, errors, button }) => (
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
