/** How far an upload is: in words, and as a bar. */
import type { Media } from '../../../client/index.ts'
import { upload } from './api.ts'
import { part } from './editing.ts'

export type Say = (words: string, isBad?: boolean) => void

export async function uploadShown(form: HTMLFormElement, file: File, say: Say, count = ''): Promise<Media> {
  const bar = part<HTMLProgressElement>(form, '[data-progress]')
  bar.value = 0
  bar.hidden = false
  try {
    const uploaded = await upload(file, (share) => {
      bar.value = share
      say(`Uploading ${file.name}${count}: ${Math.round(share * 100)} %`)
    })
    say('')
    return uploaded
  } finally {
    bar.hidden = true
  }
}
