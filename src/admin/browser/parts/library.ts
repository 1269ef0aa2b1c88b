/** Choosing a picture: from those that are uploaded, or a new one. */
import type { Media } from '../../../client/index.ts'
import { api } from './api.ts'
import { ask, element } from './dialog.ts'
import { chooseFiles } from './files.ts'
import { type Say, uploadShown } from './progress.ts'

const LOOK_AFTER_MS = 200

/** Undefined when the writer thinks better of it. */
export async function choosePicture(form: HTMLFormElement, say: Say): Promise<Media | undefined> {
  const dialog = form.querySelector<HTMLDialogElement>('[data-dialog]')
  const search = element('input', {
    type: 'search',
    placeholder: 'Look for a name',
    'aria-label': 'Look for a picture',
  })
  const grid = element('ul', { class: 'library' })
  const more = element('button', { type: 'button', class: 'quiet small' }, ['Show more'])
  const empty = element('p', { class: 'hint' }, ['There is no such picture.'])
  const shown = new Map<string, Media>()
  let next: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const tile = (picture: Media) => {
    const image = element('img', { src: picture.url, alt: picture.alt || picture.fileName, loading: 'lazy' })
    const button = element('button', { type: 'button', title: picture.fileName }, [image])
    button.addEventListener('click', () => dialog?.close(picture.url))
    return element('li', {}, [button])
  }
  const load = async (cursor: string | null) => {
    const query = {
      limit: 60,
      kind: 'image',
      q: search.value.trim() || undefined,
      cursor: cursor ?? undefined,
    } as const
    const page = await api.get('/media', { query })
    for (const picture of page.items) shown.set(picture.url, picture)
    const tiles = page.items.map(tile)
    if (cursor) grid.append(...tiles)
    else grid.replaceChildren(...tiles)
    next = page.next
    more.hidden = !next
    empty.hidden = grid.childElementCount > 0
  }
  const tell = (error: unknown) => say(error instanceof Error ? error.message : 'The pictures cannot be seen', true)
  search.addEventListener('input', (event) => {
    event.stopPropagation()
    clearTimeout(timer)
    timer = setTimeout(() => void load(null).catch(tell), LOOK_AFTER_MS)
  })
  more.addEventListener('click', () => void load(next).catch(tell))
  more.hidden = true
  empty.hidden = true
  void load(null).catch(tell)
  const choice = await ask(
    'Choose a picture',
    [search, grid, empty, more],
    [
      { text: 'Cancel', value: '' },
      { text: 'Upload', value: 'upload', isMain: true },
    ],
  )
  if (choice !== 'upload') return shown.get(choice)
  const [file] = await chooseFiles(form, 'image/*')
  return file && uploadShown(form, file, say)
}
