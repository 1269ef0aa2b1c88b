/** Putting a link around the selection: an address, or one of the site's own posts. */
import type { EditorView } from '@codemirror/view'
import { api } from './api.ts'
import { ask, element } from './dialog.ts'

const LOOK_AFTER_MS = 200

export async function insertLink(view: EditorView): Promise<void> {
  const { from, to } = view.state.selection.main
  const text = view.state.sliceDoc(from, to)
  const input = element('input', { id: 'link', autocomplete: 'off', placeholder: 'https://… or words of a title' })
  const found = element('ul', { class: 'link-results' })
  let timer: ReturnType<typeof setTimeout> | undefined
  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => void look(), LOOK_AFTER_MS)
  })
  const look = async () => {
    const words = input.value.trim()
    if (words.length < 2 || /^(?:https?:|\/|#|mailto:)/.test(words)) return found.replaceChildren()
    const { items } = await api.get('/posts', { query: { limit: 6, q: words } })
    found.replaceChildren(
      ...items.map(({ title, url }) => {
        const button = element('button', { type: 'button', class: 'plain' }, [title])
        button.addEventListener('click', () => {
          input.value = new URL(url).pathname
          input.dataset.title = title
          input.focus()
        })
        return element('li', {}, [button])
      }),
    )
  }
  const choice = await ask(
    'Link',
    [element('label', { for: 'link' }, ['Address, or a post to look for']), input, found],
    [
      { text: 'Cancel', value: '' },
      { text: 'Link', value: 'link', isMain: true },
    ],
  )
  const address = input.value.trim()
  if (choice === 'link' && address) {
    const insert = `[${text || input.dataset.title || address}](${address.replaceAll(' ', '%20')})`
    view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length } })
  }
  view.focus()
}
