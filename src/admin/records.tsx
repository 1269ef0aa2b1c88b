/** Rows that are made, changed and removed in place. Of which kind: tags.tsx, authors.tsx, people.tsx. */
import type { Child } from 'hono/jsx'
import { ConfirmPage } from '../../templates/admin/changes.tsx'
import type { Column } from '../../templates/admin/parts.tsx'
import { type FieldSpec, RecordsPage, type Refused } from '../../templates/admin/records.tsx'
import type { HearthClient, Preview } from '../client/index.ts'
import { idOf } from './api.ts'
import type { Admin, AdminContext } from './env.ts'
import { errorsOf, filled, isChecked, textField } from './form.ts'
import { framed } from './frame.tsx'

/** What somebody typed into a form, or what it shows of a row. */
export type Values = Readonly<Record<string, string>>

export interface Kind<Row extends { readonly id: number }> {
  readonly path: string
  readonly title: string
  readonly singular: string
  readonly fields: readonly FieldSpec[]
  readonly editFields: readonly FieldSpec[]
  readonly columns: readonly Column[]
  cells(row: Row): Child[]
  /** For the form that changes it. */
  values(row: Row): Values
  actions?(row: Row): Child
  readonly createText: string
  readonly deleteText?: string
  readonly empty: string

  list(api: HearthClient, query: Values): Promise<{ readonly items: readonly Row[]; readonly next?: string | null }>
  /** Answers what is to be shown once of what was made. */
  create(api: HearthClient, values: Values): Promise<string | undefined>
  change(api: HearthClient, id: number, values: Values): Promise<unknown>
  remove(api: HearthClient, id: number): Promise<unknown>
  /** Of what posts have: it can be searched and sorted, and deleting shows first what that would change. */
  readonly ofPosts?: {
    read(api: HearthClient, id: number): Promise<{ readonly name: string }>
    tryRemoving(api: HearthClient, id: number): Promise<Preview>
  }
}

export function recordRoutes<Row extends { readonly id: number }>(admin: Admin, kind: Kind<Row>): void {
  const base = `/${kind.path}`
  const back = (c: AdminContext, done: string) => c.redirect(`/admin${base}?done=${done}`, 303)
  admin.get(base, (c) => page(c, kind))
  admin.post(base, async (c) => {
    const values = await typed(c, kind.fields)
    return attempt(c, kind, undefined, values, async () => {
      const once = await kind.create(c.var.api, values)
      return once ? page(c, kind, undefined, once) : back(c, 'Done.')
    })
  })
  admin.post(`${base}/:id{\\d+}`, async (c) => {
    const values = await typed(c, kind.editFields)
    return attempt(c, kind, idOf(c), values, async () => {
      await kind.change(c.var.api, idOf(c), values)
      return back(c, 'Saved.')
    })
  })
  admin.post(`${base}/:id{\\d+}/delete`, (c) =>
    attempt(c, kind, undefined, {}, async () => {
      if (kind.ofPosts && !isChecked(await c.req.parseBody(), 'confirmed')) return askFirst(c, kind, kind.ofPosts)
      await kind.remove(c.var.api, idOf(c))
      return back(c, 'Done.')
    }),
  )
}

type Described = Pick<Kind<never>, 'path' | 'singular'>

async function askFirst(
  c: AdminContext,
  { path, singular }: Described,
  { read, tryRemoving }: NonNullable<Kind<never>['ofPosts']>,
): Promise<Response> {
  const { name } = await read(c.var.api, idOf(c))
  const preview = await tryRemoving(c.var.api, idOf(c))
  const title = `Delete the ${singular} “${name}”`
  const page = (
    <ConfirmPage
      {...{ title, preview, action: `/admin/${path}/${idOf(c)}/delete`, back: `/admin/${path}`, fields: [] }}
      button="Delete"
      isDangerous
    >
      <p>Posts lose it, and its address answers that it is gone. This cannot be undone.</p>
    </ConfirmPage>
  )
  return framed(c, { title }, page)
}

async function typed(c: AdminContext, fields: readonly FieldSpec[]): Promise<Values> {
  const form = await c.req.parseBody()
  return Object.fromEntries(fields.map(({ name }) => [name, textField(form, name).trim()]))
}

/** What the API refuses is said beside what was typed. */
async function attempt<Row extends { readonly id: number }>(
  c: AdminContext,
  kind: Kind<Row>,
  id: number | undefined,
  values: Values,
  work: () => Response | Promise<Response>,
): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    const fields = (id === undefined ? kind.fields : kind.editFields).map(({ name }) => name)
    return page(c, kind, { id, values, errors: errorsOf(error, fields) })
  }
}

async function page<Row extends { readonly id: number }>(
  c: AdminContext,
  kind: Kind<Row>,
  refused?: Refused,
  once?: string,
): Promise<Response> {
  const base = `/admin/${kind.path}`
  const { q = '', sort = 'name', cursor = '' } = c.req.query()
  const query = { limit: '100', ...filled({ q, sort, cursor }) }
  const { items, next } = await kind.list(c.var.api, query)
  const content = (
    <RecordsPage
      {...{ title: kind.title, singular: kind.singular, base, columns: kind.columns }}
      {...{ fields: kind.fields, editFields: kind.editFields, empty: kind.empty, createText: kind.createText, refused }}
      deleteText={kind.deleteText ?? 'Delete'}
      rows={items.map((row) => ({
        ...{ id: row.id, values: kind.values(row), cells: kind.cells(row), actions: kind.actions?.(row) },
      }))}
      next={next ? `${base}?${new URLSearchParams(filled({ q, sort, cursor: next }))}` : undefined}
      filter={kind.ofPosts && { q, sort }}
      looksFirst={kind.ofPosts !== undefined}
    >
      {once && (
        <p class="notice" role="status">
          <code>{once}</code>
        </p>
      )}
    </RecordsPage>
  )
  return framed(c, { title: kind.title, ...(refused && { status: 422 }) }, content)
}
