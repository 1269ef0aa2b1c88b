/** Pictures and other files that are pasted, dropped or chosen: uploaded, described, and put into the text. */
import type { EditorView } from '@codemirror/view'
import { type Uploaded, upload } from './api.ts'
import { ask, element } from './dialog.ts'
import { insertBlock } from './text.ts'

/** Uploads one after the other, asks what each picture shows, and writes each where the cursor is. */
export async function insertFiles(
  files: readonly File[],
  view: EditorView,
  say: (text: string) => void,
): Promise<void> {
  for (const file of files) {
    try {
      const uploaded = await upload(file, (share) => say(`Uploading ${file.name}: ${Math.round(share * 100)} %`))
      say('')
      const isPicture = uploaded.contentType.startsWith('image/')
      const text = isPicture ? await askForAlt(uploaded) : uploaded.fileName
      insertBlock(view, `${isPicture ? '!' : ''}[${text.replaceAll(/[[\]\\]/g, '\\$&')}](${uploaded.url})`)
    } catch (error) {
      say(`${file.name}: ${error instanceof Error ? error.message : 'was not uploaded'}`)
      return
    }
  }
}

async function askForAlt({ url, alt }: Uploaded): Promise<string> {
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
