/** Pictures and other files that are pasted, dropped or chosen: uploaded, described, and put into the text. */
import type { EditorView } from '@codemirror/view'
import type { Media } from '../../../client/index.ts'
import { ask, element } from './dialog.ts'
import { choosePicture } from './library.ts'
import { type Say, uploadShown } from './progress.ts'
import { insertBlock } from './text.ts'

/** Uploads one after the other, asks what each picture shows, and writes each where the cursor is. */
export async function insertFiles(
  form: HTMLFormElement,
  files: readonly File[],
  view: EditorView,
  say: Say,
): Promise<void> {
  for (const [i, file] of files.entries()) {
    try {
      const count = files.length > 1 ? ` (${i + 1} of ${files.length})` : ''
      await insert(view, await uploadShown(form, file, say, count))
    } catch (error) {
      say(`${file.name}: ${error instanceof Error ? error.message : 'was not uploaded'}`, true)
      return
    }
  }
}

export async function insertPicture(form: HTMLFormElement, view: EditorView, say: Say): Promise<void> {
  try {
    const picture = await choosePicture(form, say)
    if (picture) await insert(view, picture)
    else view.focus()
  } catch (error) {
    say(error instanceof Error ? error.message : 'The picture was not uploaded', true)
  }
}

async function insert(view: EditorView, uploaded: Media): Promise<void> {
  const isPicture = uploaded.contentType.startsWith('image/')
  const text = isPicture ? await askForAlt(uploaded) : uploaded.fileName
  insertBlock(view, `${isPicture ? '!' : ''}[${text.replaceAll(/[[\]\\]/g, '\\$&')}](${uploaded.url})`)
}

async function askForAlt({ url, alt }: Media): Promise<string> {
  const input = element('input', { id: 'alt', value: alt, maxlength: '500', autocomplete: 'off' })
  await ask(
    'What does the picture show?',
    [
      element('img', { src: url, alt: '', class: 'dialog-picture' }),
      element('label', { for: 'alt' }, ['For readers who cannot see it. Leave it empty for mere decoration.']),
      input,
    ],
    [{ text: 'Insert', value: 'insert', isMain: true }],
  )
  return input.value.trim()
}
