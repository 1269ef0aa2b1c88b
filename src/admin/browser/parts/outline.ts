/** The headings of the text, to see how it is built and to get about in it. */
import type { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { element } from './dialog.ts'

export interface Heading {
  readonly line: number
  readonly depth: number
  readonly text: string
}

const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/
const FENCE = /^ {0,3}(`{3,}|~{3,})/

/** Line by line: headings in code are none. */
export function headingsOf(lines: Iterable<string>): Heading[] {
  const headings: Heading[] = []
  let fence = ''
  let line = 0
  for (const text of lines) {
    line++
    const mark = FENCE.exec(text)?.[1]
    if (fence) {
      if (mark?.startsWith(fence) && text.trim() === mark) fence = ''
    } else if (mark) fence = mark
    else {
      const found = HEADING.exec(text)
      if (found?.[1] && found[2]) headings.push({ line, depth: found[1].length, text: plain(found[2]) })
    }
  }
  return headings
}

function plain(text: string): string {
  return text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`~]{1,3}/g, '')
    .replace(/\s*\{#[\w-]+\}$/, '')
}

const LOOK_AFTER_MS = 150

/** Returns what is to be called whenever text or cursor have changed. */
export function openOutline(panel: HTMLElement, view: () => EditorView): (isText: boolean) => void {
  const list = element('ol', {})
  const empty = element('p', { class: 'hint' }, ['Headings appear here: lines that begin with ##.'])
  panel.append(list, empty)
  let headings: Heading[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  const jump = (line: number) => {
    const { from, to } = view().state.doc.line(line)
    view().dispatch({
      selection: { anchor: to },
      effects: EditorView.scrollIntoView(from, { y: 'start', yMargin: 20 }),
    })
    view().focus()
  }
  const mark = (state: EditorState) => {
    const here = state.doc.lineAt(state.selection.main.head).number
    const current = headings.findLastIndex(({ line }) => line <= here)
    for (const [i, item] of [...list.children].entries()) {
      const button = item.firstElementChild
      if (i === current) button?.setAttribute('aria-current', 'true')
      else button?.removeAttribute('aria-current')
    }
  }
  const show = () => {
    const { state } = view()
    const found = headingsOf(state.doc.iterLines())
    // Lines move with every paragraph; what is shown is made anew only when it reads differently.
    const isSame =
      found.length === headings.length &&
      found.every(({ text, depth }, i) => headings[i]?.text === text && headings[i]?.depth === depth)
    headings = found
    empty.hidden = found.length > 0
    if (!isSame) {
      const top = Math.min(...found.map(({ depth }) => depth))
      list.replaceChildren(
        ...found.map(({ text, depth }, i) => {
          const button = element('button', { type: 'button', class: `depth-${Math.min(4, depth - top + 1)}` }, [text])
          button.addEventListener('click', () => jump(headings[i]?.line ?? 1))
          return element('li', {}, [button])
        }),
      )
    }
    mark(state)
  }
  list.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const buttons = [...list.querySelectorAll('button')]
    buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + step]?.focus()
  })
  return (isText) => {
    if (!isText) return mark(view().state)
    clearTimeout(timer)
    timer = setTimeout(show, headings.length === 0 && list.childElementCount === 0 ? 0 : LOOK_AFTER_MS)
  }
}
