/** Pictures and other files. */
import { ConfirmPage } from '../../templates/admin/changes.tsx'
import { MediaDetailPage } from '../../templates/admin/media/detail.tsx'
import { MediaPage } from '../../templates/admin/media/grid.tsx'
import { CallError, call, sendFile } from './call.ts'
import type { Admin, AdminContext } from './env.ts'
import { idFields, isChecked, textField } from './form.ts'
import { framed, mayDo } from './frame.tsx'

const BASE = '/admin/media'

export function mediaRoutes(admin: Admin): void {
  admin.get('/media', (c) => list(c))
  admin.post('/media', async (c) => {
    const form = await c.req.parseBody({ all: true })
    const files = [form.file ?? []].flat().filter((file): file is File => file instanceof File && file.size > 0)
    try {
      for (const file of files) await sendFile(c, 'POST', '/media', file)
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      return list(c, error.message)
    }
    return c.redirect(`${BASE}?done=${files.length}+uploaded.`, 303)
  })
  admin.post('/media/delete', deleteSeveral)
  admin.get('/media/:id{\\d+}', (c) => detail(c))
  admin.post('/media/:id{\\d+}', async (c) => {
    const form = await c.req.parseBody()
    const fileName = textField(form, 'fileName').trim()
    const patch = { alt: textField(form, 'alt').trim(), ...(fileName && { fileName }) }
    await call(c, 'PATCH', `/media/${c.req.param('id')}`, patch)
    return c.redirect(`${BASE}/${c.req.param('id')}?done=Saved.`, 303)
  })
  admin.post('/media/:id{\\d+}/file', async (c) => {
    const { file } = await c.req.parseBody()
    if (!(file instanceof File) || file.size === 0) return detail(c, { replaceProblem: 'Choose a file.' })
    try {
      await sendFile(c, 'PUT', `/media/${c.req.param('id')}/file`, file)
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      return detail(c, { replaceProblem: error.message })
    }
    return c.redirect(`${BASE}/${c.req.param('id')}?done=Replaced.`, 303)
  })
  admin.post('/media/:id{\\d+}/delete', async (c) => {
    try {
      await call(c, 'DELETE', `/media/${c.req.param('id')}`)
    } catch (error) {
      if (!(error instanceof CallError) || error.problem.status !== 409) throw error
      return detail(c, { problem: error.message })
    }
    return c.redirect(`${BASE}?done=Deleted.`, 303)
  })
}

async function list(c: AdminContext, problem?: string): Promise<Response> {
  const { q = '', kind = '', used = '', mine = '', sort = '', cursor = '' } = c.req.query()
  const filter = { q, kind, used, mine, sort }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...filter, cursor })) if (value) query.set(name, value)
  const { items, next } = await call(c, 'GET', `/media?limit=60&${query}`)
  if (next) query.set('cursor', next)
  const page = (
    <MediaPage items={items} filter={filter} next={next ? `${BASE}?${query}` : undefined} problem={problem} />
  )
  return framed(c, { title: 'Media', scripts: ['media.js'], ...(problem && { status: 422 }) }, page)
}

interface Problems {
  readonly problem?: string
  readonly replaceProblem?: string
}

async function detail(c: AdminContext, { problem, replaceProblem }: Problems = {}): Promise<Response> {
  const id = c.req.param('id')
  const item = await call(c, 'GET', `/media/${id}`)
  const { items: uses, hidden } = await call(c, 'GET', `/media/${id}/uses`)
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
  const isConfirmed = isChecked(form, 'confirmed')
  const answer = await call(c, 'POST', `/media/deletions${isConfirmed ? '' : '?dryRun=true'}`, { ids })
  if (isConfirmed) {
    const kept = answer.kept.length === 0 ? '' : ` ${answer.kept.length} kept.`
    return c.redirect(`${BASE}?done=${encodeURIComponent(`${answer.deleted} deleted.${kept}`)}`, 303)
  }
  const title = answer.deleted === 1 ? 'Delete a file' : `Delete ${answer.deleted} files`
  const page = (
    <ConfirmPage
      {...{ title, preview: answer, action: `${BASE}/delete`, back: BASE, isDangerous: true }}
      button={answer.deleted === 0 ? undefined : title}
      fields={ids.map((id) => ['id', String(id)])}
    >
      {answer.kept.length > 0 && (
        <>
          <p>These stay:</p>
          <ul>
            {answer.kept.map(({ id, fileName, reason }: { id: number; fileName: string; reason: string }) => (
              <li>
                <a href={`${BASE}/${id}`}>{fileName}</a> <span class="soft">{reason}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>{answer.deleted === 0 ? 'There is nothing left to delete.' : 'This cannot be undone.'}</p>
    </ConfirmPage>
  )
  return framed(c, { title }, page)
}
