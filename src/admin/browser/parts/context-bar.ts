/** Tools for what the cursor is in: a table, or code. */
import type { EditorView } from '@codemirror/view'
import { fenceAt, LANGUAGES, setLanguage } from './code-blocks.ts'
import { element } from './dialog.ts'
import { icon } from './icons.ts'
import { TABLE_TOOLS, tableAt } from './tables.ts'

type Context = 'table' | 'code' | undefined

/** Returns what is to be called whenever text or cursor have changed. */
export function openContextBar(bar: HTMLElement, view: () => EditorView): () => void {
  const table = element(
    'div',
    { class: 'tools' },
    TABLE_TOOLS.map(({ icon: name, title, run }) => {
      const button = element('button', { type: 'button', title, 'aria-label': title })
      button.append(icon(name))
      button.addEventListener('click', () => run(view()))
      return button
    }),
  )
  const language = element('input', { id: 'language', list: 'languages', autocomplete: 'off', spellcheck: 'false' })
  const code = element('div', { class: 'tools' }, [
    element('label', { for: 'language' }, ['Language']),
    language,
    element(
      'datalist',
      { id: 'languages' },
      LANGUAGES.map((name) => element('option', { value: name })),
    ),
  ])
  // It is no field of the post.
  language.addEventListener('input', (event) => event.stopPropagation())
  language.addEventListener('change', () => setLanguage(view(), language.value))
  language.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    if (event.key === 'Enter') setLanguage(view(), language.value)
    view().focus()
  })
  bar.append(table, code)
  let shown: Context

  return () => {
    const { state } = view()
    const fence = fenceAt(state)
    const context: Context = fence ? 'code' : tableAt(state) ? 'table' : undefined
    if (fence && document.activeElement !== language) language.value = fence.language
    if (context === shown) return
    shown = context
    bar.hidden = !context
    bar.setAttribute('aria-label', context === 'code' ? 'Code' : 'Table')
    table.hidden = context !== 'table'
    code.hidden = context !== 'code'
  }
}
