/** The site's own page beside the text: the server renders what is typed, and it is put in its place. */
import type { EditorView } from '@codemirror/view'
import { api } from './api.ts'
import { showCards } from './cards.ts'
import { part } from './editing.ts'
import { followScrolling } from './follow.ts'

const SHOW_AFTER_MS = 250

export interface LivePreview {
  /** Something was typed. */
  soon(): void
  show(): Promise<void>
  /** What stands around the text has changed: that is made by the server. */
  reload(): void
}

export function openLivePreview(form: HTMLFormElement, text: EditorView): LivePreview {
  const frame = part<HTMLIFrameElement>(form, '[data-preview]')
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0
  /** How long the last one took: of a long text one comes less often. */
  let lastMs = 0

  async function show(): Promise<void> {
    const startedAt = performance.now()
    const mine = ++turn
    const markdown = text.state.doc.toString()
    const answer = await api.post('/posts/render', { body: { markdown } }).catch(() => undefined)
    // An answer that a later one has overtaken is of a text that is no more.
    if (!answer || mine !== turn) return
    const { html, wordCount, readingMinutes, excerpt } = answer
    part(form, '[data-counts]').textContent = `${wordCount.toLocaleString()} words · ${readingMinutes} min`
    part<HTMLTextAreaElement>(form, '#excerpt').placeholder = excerpt
    const page = frame.contentDocument
    const prose = page?.querySelector('.prose')
    if (prose) prose.innerHTML = html
    const heading = page?.querySelector('.post-head h1')
    if (heading) heading.textContent = part<HTMLTextAreaElement>(form, '#title').value
    lastMs = performance.now() - startedAt
    showCards(form)
  }

  frame.addEventListener('load', () => void show())
  followScrolling(text, frame)
  return {
    show,
    soon() {
      clearTimeout(timer)
      timer = setTimeout(() => void show(), Math.max(SHOW_AFTER_MS, 2 * lastMs))
    },
    reload: () => frame.contentWindow?.location.reload(),
  }
}
