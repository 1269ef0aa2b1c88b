/** The text's editor: CodeMirror, with the commands of its toolbar. */
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { markdown, markdownLanguage } from '@codemirror/lang-markdown'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import { EditorSelection, EditorState } from '@codemirror/state'
import { type Command, drawSelection, EditorView, keymap, placeholder } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { insertFence } from './code-blocks.ts'
import { evenTables } from './even-lines.ts'
import type { IconName } from './icons.ts'
import { insertTable, TABLE_KEYS } from './tables.ts'

const STYLES = HighlightStyle.define([
  { tag: tags.heading, fontWeight: '700' },
  { tag: tags.strong, fontWeight: '700' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strikethrough, textDecoration: 'line-through' },
  { tag: [tags.link, tags.url], color: 'var(--accent)' },
  { tag: tags.monospace, fontFamily: 'var(--mono)', fontSize: '.92em' },
  { tag: [tags.processingInstruction, tags.meta, tags.contentSeparator], color: 'var(--soft)' },
  { tag: tags.quote, color: 'var(--soft)' },
])

/** Of the search panel. */
const WORDS = {
  ...{ next: 'Next', previous: 'Previous', all: 'All', replace: 'Replace', 'replace all': 'Replace all' },
  ...{ 'match case': 'Match case', regexp: 'Pattern', 'by word': 'Whole words', close: 'Close' },
}

export interface TextOptions {
  readonly place: HTMLTextAreaElement
  readonly nonce: string
  /** Text or cursor have changed. */
  readonly onUpdate: (isText: boolean) => void
  readonly onFiles: (files: readonly File[], view: EditorView) => void
  readonly keys: Readonly<Record<string, () => void>>
}

/** Takes the textarea's place. */
export function openText({ place, nonce, onUpdate, onFiles, keys }: TextOptions): EditorView {
  const filesOf = (data: DataTransfer | null) => [...(data?.files ?? [])]
  const take = (event: Event, data: DataTransfer | null, view: EditorView) => {
    const files = filesOf(data)
    if (files.length === 0) return false
    event.preventDefault()
    onFiles(files, view)
    return true
  }
  const own = Object.entries({ ...COMMANDS, ...asCommands(keys) }).map(([key, run]) => ({
    key,
    run,
    preventDefault: true,
  }))
  // Outside of tables these do what they do everywhere.
  const ofTables = Object.entries(TABLE_KEYS).map(([key, run]) => ({ key, run }))
  const view = new EditorView({
    state: EditorState.create({
      doc: place.value,
      extensions: [
        EditorView.cspNonce.of(nonce),
        history(),
        drawSelection(),
        highlightSelectionMatches(),
        EditorView.lineWrapping,
        markdown({ base: markdownLanguage }),
        syntaxHighlighting(STYLES),
        placeholder('Write …'),
        evenTables,
        EditorView.scrollMargins.of(() => ({ top: coveredAbove() })),
        EditorState.phrases.of(WORDS),
        EditorView.contentAttributes.of({ 'aria-label': 'Text', spellcheck: 'true', autocapitalize: 'sentences' }),
        keymap.of([...own, ...ofTables, ...defaultKeymap, ...historyKeymap, ...searchKeymap]),
        EditorView.domEventHandlers({
          paste: (event, at) => take(event, event.clipboardData, at),
          drop: (event, at) => take(event, event.dataTransfer, at),
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged || update.selectionSet) onUpdate(update.docChanged)
        }),
      ],
    }),
  })
  place.hidden = true
  place.after(view.dom)
  // Copying a long text at every key would be felt; here it is copied when somebody reads the form.
  place.form?.addEventListener('formdata', ({ formData }) => formData.set(place.name, view.state.doc.toString()))
  return view
}

/** What stays above the text while it scrolls must not cover the cursor. */
function coveredAbove(): number {
  const heights = [...document.querySelectorAll('.editor-bar, .tool-rows')].map((bar) =>
    getComputedStyle(bar).position === 'sticky' ? bar.getBoundingClientRect().height : 0,
  )
  return heights.reduce((sum, height) => sum + height, 0)
}

function asCommands(keys: Readonly<Record<string, () => void>>): Record<string, Command> {
  return Object.fromEntries(
    Object.entries(keys).map(([key, act]) => [
      key,
      () => {
        act()
        return true
      },
    ]),
  )
}

/** Puts marks around the selection, or takes them away when they are there. */
function around(mark: string): Command {
  return (view) => {
    const { state } = view
    view.dispatch(
      state.changeByRange((range) => {
        const text = state.sliceDoc(range.from, range.to)
        const outside = state.sliceDoc(range.from - mark.length, range.to + mark.length)
        if (outside === mark + text + mark && text !== '') {
          const from = range.from - mark.length
          return {
            changes: { from, to: range.to + mark.length, insert: text },
            range: EditorSelection.range(from, from + text.length),
          }
        }
        const from = range.from + mark.length
        return {
          changes: { from: range.from, to: range.to, insert: mark + text + mark },
          range: EditorSelection.range(from, from + text.length),
        }
      }),
    )
    view.focus()
    return true
  }
}

/** Puts something at the beginning of every selected line, or takes it away when all have it. */
function lines(mark: (n: number) => string, pattern: RegExp): Command {
  return (view) => {
    const { state } = view
    const { from, to } = state.selection.main
    const first = state.doc.lineAt(from).number
    const last = state.doc.lineAt(to).number
    const all = Array.from({ length: last - first + 1 }, (_, i) => state.doc.line(first + i))
    const isMarked = all.every(({ text }) => pattern.test(text))
    const changes = all.map((line, i) => {
      const length = pattern.exec(line.text)?.[0].length ?? 0
      return { from: line.from, to: line.from + length, insert: isMarked ? '' : mark(i + 1) }
    })
    view.dispatch({ changes })
    view.focus()
    return true
  }
}

/** Puts a block on lines of its own after the selection. */
export function insertBlock(view: EditorView, text: string): void {
  const { to } = view.state.selection.main
  const line = view.state.doc.lineAt(to)
  const before = line.text.trim() === '' ? '' : '\n\n'
  const at = line.to
  const insert = `${before}${text}\n`
  view.dispatch({ changes: { from: at, insert }, selection: { anchor: at + insert.length }, scrollIntoView: true })
  view.focus()
}

function footnote(view: EditorView): boolean {
  const text = view.state.doc.toString()
  const numbers = [...text.matchAll(/\[\^(\d+)\]/g)].map(([, n]) => Number(n))
  const next = Math.max(0, ...numbers) + 1
  const { to } = view.state.selection.main
  const end = `${text.endsWith('\n') ? '' : '\n'}\n[^${next}]: `
  view.dispatch({
    changes: [
      { from: to, insert: `[^${next}]` },
      { from: text.length, insert: end },
    ],
    selection: { anchor: text.length + `[^${next}]`.length + end.length },
    scrollIntoView: true,
  })
  view.focus()
  return true
}

const bold = around('**')
const italic = around('*')
const heading = lines(() => '## ', /^#{1,6} /)
const bullets = lines(() => '- ', /^[-*] /)
const numbers = lines((n) => `${n}. `, /^\d+\. /)
const quote = lines(() => '> ', /^> ?/)
const smaller = lines(() => '### ', /^#{1,6} /)

const COMMANDS: Readonly<Record<string, Command>> = {
  'Mod-b': bold,
  'Mod-i': italic,
  'Mod-e': around('`'),
  'Mod-Alt-2': heading,
  'Mod-Alt-3': smaller,
  'Mod-Alt-c': insertFence,
  'Mod-Alt-t': insertTable,
  'Mod-Alt-f': footnote,
  'Mod-Shift-8': bullets,
  'Mod-Shift-7': numbers,
  'Mod-Shift-9': quote,
}

interface Tool {
  readonly icon: IconName
  readonly title: string
  readonly run: Command
}

/** Of the toolbar: what is shown, what it does. */
export const TOOLS: readonly Tool[] = [
  { icon: 'bold', title: 'Bold (Mod+B)', run: bold },
  { icon: 'italic', title: 'Italic (Mod+I)', run: italic },
  { icon: 'heading', title: 'Heading (Mod+Alt+2)', run: heading },
  { icon: 'list', title: 'List (Mod+Shift+8)', run: bullets },
  { icon: 'numbers', title: 'Numbered list (Mod+Shift+7)', run: numbers },
  { icon: 'quote', title: 'Quotation (Mod+Shift+9)', run: quote },
  { icon: 'code', title: 'Code (Mod+E)', run: around('`') },
  { icon: 'block', title: 'Code block (Mod+Alt+C)', run: insertFence },
  { icon: 'table', title: 'Table (Mod+Alt+T)', run: insertTable },
  { icon: 'footnote', title: 'Footnote (Mod+Alt+F)', run: footnote },
]
