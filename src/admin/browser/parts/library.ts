/** Choosing a picture: from those that are uploaded, or a new one. */
import { api, type Uploaded } from './api.ts'
import { ask, element } from './dialog.ts'
import { chooseFiles } from './files.ts'
import { type Say, uploadShown } from './progress.ts'

interface Page {
  readonly items: readonly Uploaded[]
  readonly next: string | null
}

/** Undefined when the writer thinks better of it. */
export async function choosePicture(form: HTMLFormElement, say: Say): Promise<Uploaded | undefined> {
  const dialog = form.querySelector<HTMLDialogElement>('[data-dialog]')
  const grid = element('ul', { class: 'library' })
  const more = element('button', { type: 'button', class: 'quiet small' }, ['Show more'])
  const empty = element('p', { class: 'hint' }, ['Nothing is uploaded yet.'])
  const shown = new Map<string, Uploaded>()
  let next: string | null = ''
  empty.hidden = true
  const load = async () => {
    const { body }: { body: Page } = await api<Page>(
      'GET',
      `/media?limit=60${next ? `&cursor=${encodeURIComponent(next)}` : ''}`,
    )
    const pictures = body.items.filter(({ contentType }) => contentType.startsWith('image/'))
    for (const picture of pictures) {
      shown.set(picture.url, picture)
      const image = element('img', { src: picture.url, alt: picture.alt || picture.fileName, loading: 'lazy' })
      const button = element('button', { type: 'button', title: picture.fileName }, [image])
      button.addEventListener('click', () => dialog?.close(picture.url))
      grid.append(element('li', {}, [button]))
    }
    next = body.next
    more.hidden = !next
    empty.hidden = shown.size > 0
  }
  more.addEventListener('click', () => void load())
  const loading = load()
  loading.catch(() => {})
  const choice = await ask(
    'Choose a picture',
    [grid, empty, more],
    [
      { text: 'Cancel', value: '' },
      { text: 'Upload', value: 'upload', isMain: true },
    ],
  )
  if (choice !== 'upload') return shown.get(choice)
  const [file] = await chooseFiles(form, 'image/*')
  return file && uploadShown(form, file, say)
}
