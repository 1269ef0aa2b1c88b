/** What was typed before and not saved: here or, when that is newer, in another browser. */
import { asWritten } from '../../form.ts'
import { api } from './api.ts'
import { element } from './dialog.ts'
import { type Editing, part } from './editing.ts'
import { type Fields, readFields, showFields } from './fields.ts'

interface Kept {
  readonly fields: Fields
  readonly at: number
}

/** The server's copy comes a moment after this browser's; only when it is later than that it is another's. */
const SAME_MOMENT_MS = 60_000

export async function offerRecovery(editing: Editing): Promise<void> {
  const { form } = editing
  const kept = await newest(editing)
  if (!kept || JSON.stringify({ ...readFields(form), ...kept.fields }) === editing.saved()) return
  const banner = part(form, '[data-recovery]')
  const restore = element('button', { type: 'button', class: 'quiet' }, ['Bring it back'])
  const forget = element('button', { type: 'button', class: 'plain' }, ['Forget it'])
  restore.addEventListener('click', () => {
    banner.hidden = true
    showFields(form, kept.fields)
    editing.setText(String(kept.fields.markdown ?? ''))
    editing.changed()
  })
  forget.addEventListener('click', () => {
    banner.hidden = true
    localStorage.removeItem(editing.localKey)
    void api.delete('/posts/{id}/autosave', { path: { id: editing.id } }).catch(() => {})
  })
  const when = new Date(kept.at).toLocaleString()
  banner.replaceChildren(`What was typed on ${when} was not saved. `, restore, ' ', forget)
  banner.hidden = false
}

async function newest({ id, localKey }: Editing): Promise<Kept | null> {
  const local = JSON.parse(localStorage.getItem(localKey) ?? 'null') as Kept | null
  const { autosave } = await api.get('/posts/{id}/autosave', { path: { id } })
  const remote = autosave && { fields: asWritten<Fields>(autosave.fields), at: Date.parse(autosave.savedAt) }
  return remote && (!local || remote.at > local.at + SAME_MOMENT_MS) ? remote : local
}
