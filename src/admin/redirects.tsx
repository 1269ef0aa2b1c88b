/** Redirects: the list, trying an address, files in and out. */
import { ConfirmPage } from '../../templates/admin/changes.tsx'
import type { FieldSpec, Refused } from '../../templates/admin/records.tsx'
import { RedirectImportPage } from '../../templates/admin/redirects/import.tsx'
import { RedirectImportPreview } from '../../templates/admin/redirects/import-preview.tsx'
import { RedirectsPage } from '../../templates/admin/redirects/list.tsx'
import type { RedirectInput } from '../client/index.ts'
import { download, idOf } from './api.ts'
import type { Admin, AdminContext } from './env.ts'
import { asWritten, errorsOf, filled, idFields, isChecked, problemOf, textField, textFields } from './form.ts'
import { framed } from './frame.tsx'

const BASE = '/admin/redirects'

const FIELDS: readonly FieldSpec[] = [
  { name: 'source', label: 'From', required: true, hint: 'A path of this site, such as /old-page.' },
  { name: 'target', label: 'To', hint: 'A path or an address. Empty for an address that is gone.' },
  { name: 'status', label: 'Kind', type: 'select', options: ['301', '302', '307', '308', '410'] },
]

type Values = Record<'source' | 'target' | 'status', string>

export function redirectRoutes(admin: Admin): void {
  admin.get('/redirects', (c) => list(c, begun(c)))
  admin.post('/redirects', async (c) => {
    const values = await typed(c)
    return attempt(c, { id: undefined, values }, async () => {
      await c.var.api.post('/redirects', { body: inputOf(values) })
      return c.redirect(`${BASE}?done=Done.`, 303)
    })
  })
  admin.post('/redirects/:id{\\d+}', async (c) => {
    const id = idOf(c)
    const values = await typed(c)
    return attempt(c, { id, values }, async () => {
      // One that follows a post goes on doing so, unless it is sent elsewhere.
      const { postId } = await c.var.api.get('/redirects/{id}', { path: { id } })
      const { target, ...input } = inputOf(values)
      const goal = postId && target === null && input.status !== 410 ? {} : { target, postId: null }
      await c.var.api.patch('/redirects/{id}', { path: { id }, body: { ...input, ...goal } })
      return c.redirect(`${BASE}?done=Saved.`, 303)
    })
  })
  admin.post('/redirects/:id{\\d+}/delete', async (c) => {
    await c.var.api.delete('/redirects/{id}', { path: { id: idOf(c) } })
    return c.redirect(`${BASE}?done=Deleted.`, 303)
  })
  admin.post('/redirects/delete', deleteSeveral)
  admin.get('/redirects/export', (c) => download(c, '/redirects/export'))
  admin.get('/redirects/import', (c) => importPage(c, '', undefined))
  admin.post('/redirects/import', importFile)
}

async function list(c: AdminContext, refused?: Refused): Promise<Response> {
  const { q = '', status = '', cursor = '', test = '' } = c.req.query()
  const filter = { q, status }
  const query = { limit: '100', ...filled({ ...filter, cursor }) }
  const { items, next } = await c.var.api.get('/redirects', { query: asWritten(query) })
  const trial = test === '' ? undefined : await tried(c, test)
  const page = (
    <RedirectsPage
      rows={items}
      filter={filter}
      fields={FIELDS}
      refused={refused}
      tried={test}
      trial={trial?.answer}
      trialProblem={trial?.problem}
      next={next ? `${BASE}?${new URLSearchParams(filled({ ...filter, cursor: next }))}` : undefined}
    />
  )
  const isRefused = refused?.errors && Object.keys(refused.errors).length > 0
  return framed(c, { title: 'Redirects', ...(isRefused && { status: 422 }) }, page)
}

/** A new one whose source is in the address, as links to here have it. */
function begun(c: AdminContext): Refused | undefined {
  const { source, target = '' } = c.req.query()
  return source === undefined ? undefined : { id: undefined, values: { source, target, status: '301' }, errors: {} }
}

async function tried(c: AdminContext, path: string) {
  try {
    return { answer: await c.var.api.get('/redirects/test', { query: { path } }), problem: undefined }
  } catch (error) {
    return { answer: undefined, problem: problemOf(error).message }
  }
}

async function typed(c: AdminContext): Promise<Values> {
  const { source, target, status } = textFields(await c.req.parseBody(), 'source', 'target', 'status')
  return { source: source.trim(), target: target.trim(), status }
}

function inputOf({ source, target, status }: Values): RedirectInput {
  return { source, target: target || null, status: asWritten(Number(status)) }
}

/** What the API refuses is said beside what was typed. */
async function attempt(
  c: AdminContext,
  { id, values }: { id: number | undefined; values: Values },
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    return list(c, { id, values, errors: errorsOf(error, ['source', 'target', 'status']) })
  }
}

async function deleteSeveral(c: AdminContext): Promise<Response> {
  const form = await c.req.parseBody({ all: true })
  const ids = idFields(form)
  if (ids.length === 0) return c.redirect(`${BASE}?done=Nothing+was+selected.`, 303)
  if (isChecked(form, 'confirmed')) {
    const { deleted } = await c.var.api.post('/redirects/deletions', { body: { ids } })
    return c.redirect(`${BASE}?done=${deleted}+deleted.`, 303)
  }
  const preview = await c.var.api.dryRun('POST', '/redirects/deletions', { body: { ids } })
  const title = ids.length === 1 ? 'Delete a redirect' : `Delete ${ids.length} redirects`
  const page = (
    <ConfirmPage
      {...{ title, preview, action: `${BASE}/delete`, back: BASE, button: title, isDangerous: true }}
      fields={ids.map((id) => ['id', String(id)])}
    >
      <p>Their addresses answer 404 from then on. This cannot be undone; an export keeps them.</p>
    </ConfirmPage>
  )
  return framed(c, { title }, page)
}

function importPage(c: AdminContext, text: string, problem: string | undefined): Response | Promise<Response> {
  const page = <RedirectImportPage text={text} problem={problem} />
  return framed(c, { title: 'Import redirects', ...(problem && { status: 422 }) }, page)
}

async function importFile(c: AdminContext): Promise<Response> {
  const form = await c.req.parseBody()
  const { file } = form
  const text = file instanceof File && file.size > 0 ? await file.text() : textField(form, 'text')
  if (text.trim() === '') return importPage(c, '', 'Choose a file, or paste its text.')
  try {
    if (isChecked(form, 'confirmed')) {
      const { created, changed } = await c.var.api.post('/redirects/import', { body: { text } })
      return c.redirect(`${BASE}?done=${encodeURIComponent(`Imported: ${created} new, ${changed} changed.`)}`, 303)
    }
    const report = await c.var.api.dryRun('POST', '/redirects/import', { body: { text } })
    const page = <RedirectImportPreview report={report} text={text} />
    return framed(c, { title: 'Import redirects' }, page)
  } catch (error) {
    return importPage(c, text, problemOf(error).message)
  }
}
