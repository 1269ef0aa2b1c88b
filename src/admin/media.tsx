/** Pictures and other files. */
import { ConfirmPage } from '../../templates/admin/changes.tsx'
import { MediaDetailPage } from '../../templates/admin/media/detail.tsx'
import { MediaPage } from '../../templates/admin/media/grid.tsx'
import { HearthProblem } from '../client/index.ts'
import { fileForm, idOf } from './api.ts'
import type { Admin, AdminContext } from './env.ts'
import { asWritten, filled, idFields, isChecked, problemOf, textField } from './form.ts'
import { framed, mayDo } from './frame.tsx'

const BASE = '/admin/media'

export function mediaRoutes(admin: Admin): void {
  admin.get('/media', (c) => list(c))
  admin.post('/media', async (c) => {
    const form = await c.req.parseBody({ all: true })
    const files = [form.file ?? []].flat().filter((file): file is File => file instanceof File && file.size > 0)
    try {
      for (const file of files) await c.var.api.post('/media', { body: fileForm(file) })
    } catch (error) {
      return list(c, problemOf(error).message)
    }
    return c.redirect(`${BASE}?done=${files.length}+uploaded.`, 303)
  })
  admin.post('/media/delete', deleteSeveral)
  admin.get('/media/:id{\\d+}', (c) => detail(c))
  admin.post('/media/:id{\\d+}', async (c) => {
    const form = await c.req.parseBody()
    const fileName = textField(form, 'fileName').trim()
    const body = { alt: textField(form, 'alt').trim(), ...(fileName && { fileName }) }
    await c.var.api.patch('/media/{id}', { path: { id: idOf(c) }, body })
    return c.redirect(`${BASE}/${idOf(c)}?done=Saved.`, 303)
  })
  admin.post('/media/:id{\\d+}/file', async (c) => {
    const { file } = await c.req.parseBody()
    if (!(file instanceof File) || file.size === 0) return detail(c, { replaceProblem: 'Choose a file.' })
    try {
      await c.var.api.put('/media/{id}/file', { path: { id: idOf(c) }, body: fileForm(file) })
    } catch (error) {
      return detail(c, { replaceProblem: problemOf(error).message })
    }
    return c.redirect(`${BASE}/${idOf(c)}?done=Replaced.`, 303)
  })
  admin.post('/media/:id{\\d+}/delete', async (c) => {
    try {
      await c.var.api.delete('/media/{id}', { path: { id: idOf(c) } })
    } catch (error) {
      if (!(error instanceof HearthProblem) || error.status !== 409) throw error
      return detail(c, { problem: error.message })
    }
    return c.redirect(`${BASE}?done=Deleted.`, 303)
  })
}

async function list(c: AdminContext, problem?: string): Promise<Response> {
  const { q = '', kind = '', used = '', mine = '', sort = '', cursor = '' } = c.req.query()
  const filter = { q, kind, used, mine, sort }
  const query = { limit: '60', ...filled({ ...filter, cursor }) }
  const { items, next } = await c.var.api.get('/media', { query: asWritten(query) })
  const older = next ? `${BASE}?${new URLSearchParams(filled({ ...filter, cursor: next }))}` : undefined
  const page = <MediaPage items={items} filter={filter} next={older} problem={problem} />
  return framed(c, { title: 'Media', scripts: ['media.js'], ...(problem && { status: 422 }) }, page)
}

interface Problems {
  readonly problem?: string
  readonly replaceProblem?: string
}

async function detail(c: AdminContext, { problem, replaceProblem }: Problems = {}): Promise<Response> {
  const path = { id: idOf(c) }
  const item = await c.var.api.get('/media/{id}', { path })
  const { items: uses, hidden } = await c.var.api.get('/media/{id}/uses', { path })
  const page = (
    <MediaDetailPage
      {...{ item, uses, hidden, problem, replaceProblem }}
      address={c.var.deps.siteUrl + item.url}
      mayReadMenus={mayDo(c, 'navigation:write')}
    />
  )
  const isRefused = problem ?? replaceProblem
  return framed(c, { title: item.fileName, scripts: ['media.js'], ...(isRefused && { status: 422 }) }, page)
}

async function deleteSeveral(c: AdminContext): Promise<Response> {
  const form = await c.req.parseBody({ all: true })
  const ids = idFields(form)
  if (ids.length === 0) return c.redirect(`${BASE}?done=Nothing+was+selected.`, 303)
  const body = { ids }
  if (isChecked(form, 'confirmed')) {
    const { deleted, kept } = await c.var.api.post('/media/deletions', { body })
    const done = kept.length === 0 ? `${deleted} deleted.` : `${deleted} deleted. ${kept.length} kept.`
    return c.redirect(`${BASE}?done=${encodeURIComponent(done)}`, 303)
  }
  const preview = await c.var.api.dryRun('POST', '/media/deletions', { body })
  const { deleted, kept } = preview
  const title = deleted === 1 ? 'Delete a file' : `Delete ${deleted} files`
  const page = (
    <ConfirmPage
      {...{ title, preview, action: `${BASE}/delete`, back: BASE, isDangerous: true }}
      button={deleted === 0 ? undefined : title}
      fields={ids.map((id) => ['id', String(id)])}
    >
      {kept.length > 0 && (
        <>
          <p>These stay:</p>
          <ul>
            {kept.map(({ id, fileName, reason }) => (
              <li>
                <a href={`${BASE}/${id}`}>{fileName}</a> <span class="soft">{reason}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>{deleted === 0 ? 'There is nothing left to delete.' : 'This cannot be undone.'}</p>
    </ConfirmPage>
  )
  return framed(c, { title }, page)
}
