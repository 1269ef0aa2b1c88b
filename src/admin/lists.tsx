/** Tags, authors, people: rows that are made, changed and removed in place. */
import type { Child } from 'hono/jsx'
import { ConfirmPage } from '../../templates/admin/changes.tsx'
import type { Column } from '../../templates/admin/parts.tsx'
import { type FieldSpec, RecordsPage, type Refused } from '../../templates/admin/records.tsx'
import { ROLES } from '../auth/index.ts'
import { CallError, call } from './call.ts'
import type { Admin, AdminContext } from './env.ts'
import { errorsOf, isChecked, textField } from './form.ts'
import { framed } from './frame.tsx'

// biome-ignore lint/suspicious/noExplicitAny: a row of the API's, as its schema has it
type ApiRow = any
type Values = Readonly<Record<string, string>>

interface Kind {
  readonly path: string
  readonly title: string
  readonly singular: string
  readonly fields: readonly FieldSpec[]
  readonly editFields?: readonly FieldSpec[]
  readonly columns: readonly Column[]
  cells(row: ApiRow): Child[]
  /** What the form shows of a row; its own columns unless said. */
  values?(row: ApiRow): Values
  /** The API's document of what was typed. */
  input(values: Values): unknown
  readonly createPath?: string
  readonly createText: string
  readonly deleteText?: string
  readonly empty: string
  /** Of what posts have: it can be searched and sorted, and deleting shows first what that would change. */
  readonly isOfPosts?: boolean
  actions?(row: ApiRow): Child
  /** What to show once of what was made. */
  made?(answer: ApiRow): string | undefined
}

const NAME: FieldSpec = { name: 'name', label: 'Name', required: true }
const SLUG: FieldSpec = { name: 'slug', label: 'Address', hint: 'Made from the name when left empty.' }

const KINDS: readonly Kind[] = [
  {
    path: 'tags',
    title: 'Tags',
    singular: 'tag',
    fields: [NAME, SLUG, { name: 'description', label: 'Description', type: 'textarea' }],
    editFields: [NAME, SLUG, { name: 'description', label: 'Description', type: 'textarea' }],
    columns: ['Name', 'Address', 'Posts', { wide: 'Description' }],
    cells: ({ name, url, slug, description, posts }) => [
      name,
      <a href={url}>{slug}</a>,
      <a href={`/admin/posts?tag=${encodeURIComponent(slug)}`}>{posts}</a>,
      description,
    ],
    isOfPosts: true,
    actions: ({ id }) => <a href={`/admin/tags/${id}/merge`}>Merge</a>,
    input: ({ name, slug, description }) => ({ name, ...(slug && { slug }), description }),
    createText: 'New tag',
    empty: 'No tags yet. They are also made by writing them on a post.',
  },
  {
    path: 'authors',
    title: 'Authors',
    singular: 'author',
    fields: [NAME, SLUG, { name: 'bio', label: 'About', type: 'textarea' }],
    editFields: [
      ...[NAME, SLUG, { name: 'bio', label: 'About', type: 'textarea' } as const],
      ...[
        { name: 'avatarUrl', label: 'Picture' },
        { name: 'websiteUrl', label: 'Website' },
      ],
    ],
    columns: ['Name', 'Address', 'Posts', { wide: 'About' }],
    cells: ({ name, url, slug, bio, posts }) => [
      name,
      <a href={url}>{slug}</a>,
      <a href={`/admin/posts?author=${encodeURIComponent(slug)}`}>{posts}</a>,
      bio,
    ],
    isOfPosts: true,
    input: ({ name, slug, bio, avatarUrl, websiteUrl }) => ({
      ...{ name, bio },
      ...(slug && { slug }),
      ...(avatarUrl !== undefined && { avatarUrl: avatarUrl || null, websiteUrl: websiteUrl || null }),
    }),
    createText: 'New author',
    empty: 'No authors yet.',
  },
  {
    path: 'users',
    title: 'People',
    singular: 'account',
    fields: [
      { name: 'email', label: 'E-mail address', type: 'email', required: true },
      { name: 'role', label: 'Role', type: 'select', options: [...ROLES].reverse() },
    ],
    editFields: [NAME, { name: 'role', label: 'Role', type: 'select', options: [...ROLES] }],
    columns: ['Name', 'E-mail address', 'Role', 'Second factor'],
    cells: ({ name, email, role, hasSecondFactor }) => [name, email, role, hasSecondFactor ? 'on' : '–'],
    input: (values) => values,
    createPath: '/users/invitations',
    createText: 'Invite somebody',
    deleteText: 'Remove',
    empty: 'Nobody has an account.',
    made: ({ url }) => url && `Send this link to them; it works once, for a week: ${url}`,
  },
]

export function listRoutes(admin: Admin): void {
  for (const kind of KINDS) {
    const base = `/${kind.path}`
    admin.get(base, (c) => page(c, kind))
    admin.post(base, async (c) => {
      const values = await typed(c, kind.fields)
      return attempt(c, kind, undefined, values, async () => {
        const answer = await call(c, 'POST', kind.createPath ?? base, kind.input(values))
        const once = kind.made?.(answer)
        return once ? page(c, kind, undefined, once) : c.redirect(`/admin${base}?done=Done.`, 303)
      })
    })
    admin.post(`${base}/:id{\\d+}`, async (c) => {
      const id = Number(c.req.param('id'))
      const values = await typed(c, kind.editFields ?? [])
      return attempt(c, kind, id, values, async () => {
        await call(c, 'PATCH', `${base}/${id}`, kind.input(values))
        return c.redirect(`/admin${base}?done=Saved.`, 303)
      })
    })
    admin.post(`${base}/:id{\\d+}/delete`, async (c) =>
      attempt(c, kind, undefined, {}, async () => {
        const address = `${base}/${c.req.param('id')}`
        if (kind.isOfPosts && !isChecked(await c.req.parseBody(), 'confirmed')) return askFirst(c, kind, address)
        await call(c, 'DELETE', address)
        return c.redirect(`/admin${base}?done=Done.`, 303)
      }),
    )
  }
}

async function askFirst(c: AdminContext, kind: Kind, address: string): Promise<Response> {
  const { name } = await call(c, 'GET', address)
  const preview = await call(c, 'DELETE', `${address}?dryRun=true`)
  const title = `Delete the ${kind.singular} “${name}”`
  const page = (
    <ConfirmPage
      {...{ title, preview, action: `/admin${address}/delete`, back: `/admin/${kind.path}`, fields: [] }}
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
async function attempt(
  c: AdminContext,
  kind: Kind,
  id: number | undefined,
  values: Values,
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    const fields = (id === undefined ? kind.fields : (kind.editFields ?? [])).map(({ name }) => name)
    return page(c, kind, { id, values, errors: errorsOf(error, fields) })
  }
}

async function page(c: AdminContext, kind: Kind, refused?: Refused, once?: string): Promise<Response> {
  const { q = '', sort = kind.isOfPosts ? 'name' : '', cursor = '' } = c.req.query()
  const query = new URLSearchParams(kind.isOfPosts ? { limit: '100' } : {})
  for (const [name, value] of Object.entries({ q, sort, cursor })) if (kind.isOfPosts && value) query.set(name, value)
  const { items, next } = await call(c, 'GET', `/${kind.path}?${query}`)
  if (next) query.set('cursor', next)
  query.delete('limit')
  const values = (row: ApiRow) =>
    Object.fromEntries((kind.editFields ?? []).map(({ name }) => [name, row[name] === null ? '' : String(row[name])]))
  const content = (
    <RecordsPage
      {...{ title: kind.title, singular: kind.singular, base: `/admin/${kind.path}`, columns: kind.columns }}
      {...{ fields: kind.fields, empty: kind.empty, createText: kind.createText, refused }}
      {...(kind.editFields && { editFields: kind.editFields })}
      deleteText={kind.deleteText ?? 'Delete'}
      rows={items.map((row: ApiRow) => ({
        ...{ id: row.id, values: values(row), cells: kind.cells(row), actions: kind.actions?.(row) },
      }))}
      next={next ? `/admin/${kind.path}?${query}` : undefined}
      filter={kind.isOfPosts ? { q, sort } : undefined}
      looksFirst={kind.isOfPosts ?? false}
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
