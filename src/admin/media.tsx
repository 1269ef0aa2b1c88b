/** Pictures and other files. */
import { MediaPage } from '../../templates/admin/media.tsx'
import { CallError, call } from './call.ts'
import type { Admin, AdminContext } from './env.ts'
import { textField } from './form.ts'
import { framed } from './frame.tsx'

export function mediaRoutes(admin: Admin): void {
  const page = async (c: AdminContext, problem?: string) => {
    const cursor = c.req.query('cursor')
    const { items, next } = await call(
      c,
      'GET',
      `/media?limit=60${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
    )
    const content = (
      <MediaPage items={items} next={next ? `/admin/media?cursor=${next}` : undefined} problem={problem} />
    )
    return framed(c, { title: 'Media', ...(problem && { status: 422 }) }, content)
  }
  admin.get('/media', (c) => page(c))
  admin.post('/media', async (c) => {
    const form = await c.req.parseBody({ all: true })
    const files = [form.file ?? []].flat().filter((file): file is File => file instanceof File && file.size > 0)
    try {
      for (const file of files) await upload(c, file)
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      return page(c, error.message)
    }
    return c.redirect(`/admin/media?done=${files.length}+uploaded.`, 303)
  })
  admin.post('/media/:id{\\d+}', async (c) => {
    await call(c, 'PATCH', `/media/${c.req.param('id')}`, { alt: textField(await c.req.parseBody(), 'alt') })
    return c.redirect('/admin/media?done=Saved.', 303)
  })
  admin.post('/media/:id{\\d+}/delete', async (c) => {
    try {
      await call(c, 'DELETE', `/media/${c.req.param('id')}`)
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      return page(c, error.message)
    }
    return c.redirect('/admin/media?done=Deleted.', 303)
  })
}

async function upload(c: AdminContext, file: File): Promise<void> {
  const body = new FormData()
  body.append('file', file)
  const headers = { cookie: c.req.header('cookie') ?? '', 'sec-fetch-site': 'same-origin' }
  const response = await c.var.deps.api.request('/media', { method: 'POST', headers, body })
  if (response.status >= 400) throw new CallError((await response.json()) as CallError['problem'])
}
