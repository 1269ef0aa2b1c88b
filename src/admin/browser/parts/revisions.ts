/** Earlier versions of a post, and what differs. */
import { api } from './api.ts'
import { ask, element } from './dialog.ts'
import { differenceView } from './difference.ts'
import { type Editing, part } from './editing.ts'
import { readFields, showFields } from './fields.ts'

/** Lists them in the settings of the post. */
export async function listRevisions(editing: Editing): Promise<void> {
  const { items } = await api.get('/posts/{id}/revisions', { path: { id: editing.id } })
  const entries = items.map(({ version, actor, createdAt }) => {
    const button = element('button', { type: 'button', class: 'plain' }, [`Version ${version}`])
    button.addEventListener('click', () => void showRevision(editing, version))
    return element('li', {}, [button, ` ${new Date(createdAt).toLocaleString()} · ${actor}`])
  })
  part(editing.form, '[data-revision-list]').replaceChildren(element('ul', { class: 'plain-list' }, entries))
}

async function showRevision(editing: Editing, version: number): Promise<void> {
  const { title, markdown, excerpt } = await api.get('/posts/{id}/revisions/{version}', {
    path: { id: editing.id, version },
  })
  const mine = readFields(editing.form)
  const choice = await ask(
    `Version ${version}`,
    [
      element('p', {}, ['Marked: what was taken out and put in since then.']),
      differenceView(`${title}\n\n${markdown}`, `${mine.title}\n\n${mine.markdown}`),
    ],
    [
      { text: 'Close', value: '' },
      { text: 'Bring it back', value: 'restore', isMain: true },
    ],
  )
  if (choice !== 'restore') return
  showFields(editing.form, { title, excerpt })
  editing.setText(markdown)
  editing.say(`Version ${version} is back; save to keep it`)
}
