/** Lines of tables in letters of one width, so that their columns are seen. */
import { syntaxTree } from '@codemirror/language'
import type { Range } from '@codemirror/state'
import { Decoration, type DecorationSet, type EditorView, ViewPlugin } from '@codemirror/view'

const EVEN = Decoration.line({ class: 'cm-even' })

function evenLines(view: EditorView): DecorationSet {
  const found: Range<Decoration>[] = []
  const { doc } = view.state
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: (node) => {
        if (node.name !== 'Table') return
        const [first, last] = [doc.lineAt(Math.max(from, node.from)), doc.lineAt(Math.min(to, node.to))]
        for (let n = first.number; n <= last.number; n++) found.push(EVEN.range(doc.line(n).from))
      },
    })
  }
  return Decoration.set(found, true)
}

export const evenTables = ViewPlugin.define(
  (view) => ({
    decorations: evenLines(view),
    update(update) {
      if (update.docChanged || update.viewportChanged || syntaxTree(update.startState) !== syntaxTree(update.state))
        this.decorations = evenLines(update.view)
    },
  }),
  { decorations: (plugin) => plugin.decorations },
)
