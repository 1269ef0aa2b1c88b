/** Fenced code: making a block, and saying its language. */
import { syntaxTree } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'
import type { Command, EditorView } from '@codemirror/view'

/** Those people write about most; any other name is taken as well. */
export const LANGUAGES = [
  ...['bash', 'c', 'cpp', 'csharp', 'css', 'diff', 'docker', 'elixir', 'go', 'graphql', 'haskell', 'html', 'java'],
  ...['javascript', 'json', 'jsx', 'kotlin', 'lua', 'markdown', 'nix', 'php', 'powershell', 'python', 'r', 'ruby'],
  ...['rust', 'scala', 'sql', 'swift', 'text', 'toml', 'tsx', 'typescript', 'vue', 'xml', 'yaml', 'zig'],
]

interface Fence {
  /** Where the language stands, or would. */
  readonly from: number
  readonly to: number
  readonly language: string
}

const OPENING = /^(\s*(?:>\s*)*(?:`{3,}|~{3,})\s*)([^\s`{,]*)/

export function fenceAt(state: EditorState): Fence | undefined {
  let node: ReturnType<ReturnType<typeof syntaxTree>['resolveInner']> | null = syntaxTree(state).resolveInner(
    state.selection.main.head,
    -1,
  )
  while (node && node.name !== 'FencedCode') node = node.parent
  if (!node) return undefined
  const line = state.doc.lineAt(node.from)
  const [, before, language] = OPENING.exec(line.text.slice(node.from - line.from)) ?? []
  if (before === undefined || language === undefined) return undefined
  const from = node.from + before.length
  return { from, to: from + language.length, language }
}

export function setLanguage(view: EditorView, language: string): void {
  const fence = fenceAt(view.state)
  if (fence) view.dispatch({ changes: { from: fence.from, to: fence.to, insert: language.trim() } })
}

/** Around the selected lines, or an empty one. */
export const insertFence: Command = (view) => {
  const { from, to } = view.state.selection.main
  const [first, last] = [view.state.doc.lineAt(from), view.state.doc.lineAt(to)]
  const code = from === to && first.text.trim() !== '' ? '' : view.state.sliceDoc(first.from, last.to)
  const fence = '`'.repeat(Math.max(3, ...[...code.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length + 1)))
  const isBelow = code === '' && first.text.trim() !== ''
  const start = isBelow ? first.to : first.from
  const before = isBelow ? '\n\n' : ''
  const insert = `${before}${fence}\n${code}\n${fence}\n`
  const anchor = start + before.length + fence.length + 1
  view.dispatch({
    changes: { from: start, to: isBelow ? start : last.to, insert },
    selection: { anchor },
    scrollIntoView: true,
  })
  view.focus()
  return true
}
