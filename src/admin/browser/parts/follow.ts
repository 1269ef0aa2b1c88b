/** The preview shows what is being written: it scrolls with the text, from heading to heading. */
import type { EditorView } from '@codemirror/view'
import { headingsOf } from './outline.ts'

/** Where the eye is, from the top of the window. */
const EYE_PX = 160

export function followScrolling(view: EditorView, frame: HTMLIFrameElement): void {
  let isDue = false
  document.addEventListener('scroll', () => {
    if (isDue) return
    isDue = true
    requestAnimationFrame(() => {
      isDue = false
      if (frame.offsetParent) follow(view, frame)
    })
  })
}

/** Between two headings by the share of the way; where they do not match (HTML, comments), of the whole text. */
function follow(view: EditorView, frame: HTMLIFrameElement): void {
  const page = frame.contentDocument
  const prose = page?.querySelector('.prose')
  if (!page || !prose) return
  const { doc } = view.state
  const eye = EYE_PX - view.documentTop
  const topOf = (line: number) => view.lineBlockAt(doc.line(line).from).top
  const written = [
    0,
    ...headingsOf(doc.iterLines()).map(({ line }) => topOf(line)),
    view.lineBlockAt(doc.length).bottom,
  ]
  const bounds = prose.getBoundingClientRect()
  const headings = [...prose.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((one) => one.getBoundingClientRect().top)
  const shown = [bounds.top, ...headings, bounds.bottom]
  const ends = (places: readonly number[]) => [places[0] ?? 0, places.at(-1) ?? 0]
  const [from, to] = written.length === shown.length ? [written, shown] : [ends(written), ends(shown)]
  const at = Math.min(
    from.length - 2,
    Math.max(
      0,
      from.findLastIndex((top) => top <= eye),
    ),
  )
  const [a = 0, b = 0, start = 0, end = 0] = [from[at], from[at + 1], to[at], to[at + 1]]
  const share = Math.min(1, Math.max(0, (eye - a) / Math.max(1, b - a)))
  const { scrollTop } = page.documentElement
  page.documentElement.scrollTop = window.scrollY === 0 ? 0 : scrollTop + start + share * (end - start) - EYE_PX
}
