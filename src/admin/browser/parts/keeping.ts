/** What is typed and not saved: noted at once in this browser, a moment later kept on the server. */
import { api } from './api.ts'
import { clock, type Editing } from './editing.ts'
import { readFields } from './fields.ts'

const NOTE_AFTER_MS = 300
const KEEP_AFTER_MS = 1200

export interface Keeping {
  /** At every key: nothing here may take longer for a longer text. */
  typed(): void
  /** It is being saved: there is nothing to keep. */
  stop(): void
}

export function openKeeping(
  { id, form, localKey, isDirty, say, version }: Editing,
  onError: (error: unknown) => void,
): Keeping {
  let noteTimer: ReturnType<typeof setTimeout> | undefined
  let keepTimer: ReturnType<typeof setTimeout> | undefined

  /** Whether there was anything to note. */
  function note(): boolean {
    clearTimeout(noteTimer)
    if (!isDirty()) return false
    localStorage.setItem(localKey, JSON.stringify({ fields: readFields(form), at: Date.now() }))
    return true
  }

  async function keep(): Promise<void> {
    if (!isDirty()) return
    try {
      const body = { baseVersion: version(), fields: readFields(form) }
      await api.put('/posts/{id}/autosave', { path: { id }, body })
      if (isDirty()) say(`Kept at ${clock()}, not saved yet`)
    } catch (error) {
      onError(error)
    }
  }

  window.addEventListener('beforeunload', note)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') note()
  })
  // Back on line: what was kept here goes to the server.
  window.addEventListener('online', () => void keep())
  return {
    typed() {
      say('Not saved yet')
      clearTimeout(noteTimer)
      noteTimer = setTimeout(() => {
        if (!note()) say('')
      }, NOTE_AFTER_MS)
      clearTimeout(keepTimer)
      keepTimer = setTimeout(() => void keep(), KEEP_AFTER_MS)
    },
    stop() {
      clearTimeout(noteTimer)
      clearTimeout(keepTimer)
    },
  }
}
