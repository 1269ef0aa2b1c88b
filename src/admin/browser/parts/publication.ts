/** What readers see of it: which pages would change, which did, and links for those who may look before. */
import { api } from './api.ts'
import { ask, element } from './dialog.ts'
import { clock, type Editing, part } from './editing.ts'
import { readDate, readFields } from './fields.ts'

interface ChangedPage {
  readonly url: string
  readonly why: string
}

/** Tried on the server, and taken back. */
export async function showWhatWouldChange({ form, address, version, status }: Editing): Promise<void> {
  const isLive = status() === 'published'
  const publishedAt = isLive ? readDate(form) : hourOfPublication(form)
  const { body } = await api<{ pages: ChangedPage[] }>('PATCH', `${address}?dryRun=true`, {
    ...readFields(form),
    ...{ publishedAt, status: 'published', version: version() },
  })
  const words = body.pages.length === 0 ? 'No page would change.' : `${body.pages.length} pages would change:`
  await ask(
    isLive ? 'If you save' : 'If you publish',
    [element('p', {}, [words]), pageList(body.pages)],
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
  const { body } = await api<{ at: string | null; pages: ChangedPage[] }>('GET', `/posts/live/${epoch}`)
  if (!body.at) return
  const count = `${body.pages.length} ${body.pages.length === 1 ? 'page' : 'pages'} updated`
  const words = `Live at ${clock(new Date(body.at))}, ${count}`
  const button = element('button', { type: 'button', class: 'plain' }, [words])
  button.addEventListener('click', () =>
    ask('Updated just now', [pageList(body.pages)], [{ text: 'Close', value: '', isMain: true }]),
  )
  part(form, '[data-save-state]').replaceChildren(button)
}

function pageList(pages: readonly ChangedPage[]): HTMLElement {
  const items = pages.map(({ url, why }) =>
    element('li', {}, [element('a', { href: url, target: '_blank' }, [url]), ` ${why}`]),
  )
  return element('ul', { class: 'page-list' }, items)
}

export async function makePreviewLink({ id, isDirty, save }: Editing): Promise<void> {
  if (isDirty()) await save()
  const { body } = await api<{ url: string; expiresAt: string }>('POST', `/posts/${id}/preview-links`)
  await navigator.clipboard?.writeText(body.url).catch(() => {})
  const until = new Date(body.expiresAt).toLocaleString()
  await ask(
    'Preview link',
    [
      element('p', {}, [`It is copied. Whoever has it sees this post until ${until}.`]),
      element('input', { value: body.url, readonly: '', 'aria-label': 'Preview link' }),
    ],
    [{ text: 'Close', value: '', isMain: true }],
  )
}
