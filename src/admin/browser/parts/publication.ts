/** What readers see of it: which pages would change, which did, and links for those who may look before. */
import type { PreviewedPage } from '../../../client/index.ts'
import { api } from './api.ts'
import { ask, element } from './dialog.ts'
import { clock, type Editing, part } from './editing.ts'
import { readDate, readFields } from './fields.ts'

/** Tried on the server, and taken back. */
export async function showWhatWouldChange({ id, kind, form, version, status }: Editing): Promise<void> {
  const isLive = status() === 'published'
  const publishedAt = isLive ? readDate(form) : hourOfPublication(form)
  const body = { ...readFields(form), publishedAt, status: 'published', version: version() } as const
  const { pages } = await api.dryRun('PATCH', `/${kind}s/{id}`, { path: { id }, body })
  const words = pages.length === 0 ? 'No page would change.' : `${pages.length} pages would change:`
  await ask(
    isLive ? 'If you save' : 'If you publish',
    [element('p', {}, [words]), pageList(pages)],
    [{ text: 'Close', value: '', isMain: true }],
  )
}

/** Of what comes later, as if it were now. */
function hourOfPublication(form: HTMLFormElement): string {
  const now = new Date().toISOString()
  const at = readDate(form) ?? now
  return at < now ? at : now
}

/** Read from what is served. */
export async function sayWhatIsLive({ form }: Editing, epoch: string): Promise<void> {
  const { at, pages } = await api.get('/posts/live/{epoch}', { path: { epoch } })
  if (!at) return
  const count = `${pages.length} ${pages.length === 1 ? 'page' : 'pages'} updated`
  const words = `Live at ${clock(new Date(at))}, ${count}`
  const button = element('button', { type: 'button', class: 'plain' }, [words])
  button.addEventListener('click', () =>
    ask('Updated just now', [pageList(pages)], [{ text: 'Close', value: '', isMain: true }]),
  )
  part(form, '[data-save-state]').replaceChildren(button)
}

function pageList(pages: readonly Pick<PreviewedPage, 'url' | 'why'>[]): HTMLElement {
  const items = pages.map(({ url, why }) =>
    element('li', {}, [element('a', { href: url, target: '_blank' }, [url]), ` ${why}`]),
  )
  return element('ul', { class: 'page-list' }, items)
}

export async function makePreviewLink({ id, isDirty, save }: Editing): Promise<void> {
  if (isDirty()) await save()
  const { url, expiresAt } = await api.post('/posts/{id}/preview-links', { path: { id } })
  await navigator.clipboard?.writeText(url).catch(() => {})
  const until = new Date(expiresAt).toLocaleString()
  await ask(
    'Preview link',
    [
      element('p', {}, [`It is copied. Whoever has it sees this post until ${until}.`]),
      element('input', { value: url, readonly: '', 'aria-label': 'Preview link' }),
    ],
    [{ text: 'Close', value: '', isMain: true }],
  )
}
