/** Tables in the editor: the one the cursor is in is changed as a whole, and stays well-formed. */
import type { EditorState } from '@codemirror/state'
import type { Command } from '@codemirror/view'
import {
  addColumn,
  addRow,
  alignColumn,
  cellRange,
  columnAt,
  formatTable,
  isTableLine,
  nextCell,
  type Place,
  parseTable,
  previousCell,
  removeColumn,
  removeRow,
  type Table,
  type TableChange,
} from './table-text.ts'

interface FoundTable {
  readonly from: number
  readonly to: number
  readonly table: Table
  readonly place: Place
}

export function tableAt(state: EditorState): FoundTable | undefined {
  const { head } = state.selection.main
  const here = state.doc.lineAt(head)
  if (!isTableLine(here.text)) return undefined
  let [first, last] = [here.number, here.number]
  while (first > 1 && isTableLine(state.doc.line(first - 1).text)) first--
  while (last < state.doc.lines && isTableLine(state.doc.line(last + 1).text)) last++
  const lines = Array.from({ length: last - first + 1 }, (_, i) => state.doc.line(first + i).text)
  const table = parseTable(lines)
  if (!table) return undefined
  const offset = here.number - first
  const column = Math.min(columnAt(here.text, head - here.from), table.aligns.length - 1)
  // On the line of dashes one is in the header.
  const place = { row: Math.max(0, offset - 1), column }
  return { from: state.doc.line(first).from, to: state.doc.line(last).to, table, place }
}

/** A command that does nothing where there is no table. */
export function inTable(change: TableChange): Command {
  return (view) => {
    const found = tableAt(view.state)
    const changed = found && change(found.table, found.place)
    if (!found || !changed) return false
    const lines = formatTable(changed.table)
    const range = cellRange(lines, changed.place)
    const start = found.from + lines.slice(0, range.line).reduce((sum, line) => sum + line.length + 1, 0)
    view.dispatch({
      changes: { from: found.from, to: found.to, insert: lines.join('\n') },
      selection: { anchor: start + range.from, head: start + range.to },
      scrollIntoView: true,
    })
    view.focus()
    return true
  }
}

const NEW_TABLE = formatTable({
  rows: [
    ['First', 'Second', 'Third'],
    ['', '', ''],
    ['', '', ''],
  ],
  aligns: ['', '', ''],
}).join('\n')

/** Below the line of the cursor, with the first heading selected. */
export const insertTable: Command = (view) => {
  const line = view.state.doc.lineAt(view.state.selection.main.head)
  const before = line.text.trim() === '' ? '' : '\n\n'
  const after =
    line.number < view.state.doc.lines && view.state.doc.line(line.number + 1).text.trim() !== '' ? '\n' : ''
  const start = line.to + before.length + '| '.length
  view.dispatch({
    changes: { from: line.to, insert: `${before}${NEW_TABLE}\n${after}` },
    selection: { anchor: start, head: start + 'First'.length },
    scrollIntoView: true,
  })
  view.focus()
  return true
}

export const TABLE_TOOLS = [
  { icon: 'rowAbove', title: 'Row above', run: inTable(addRow(false)) },
  { icon: 'rowBelow', title: 'Row below', run: inTable(addRow(true)) },
  { icon: 'columnBefore', title: 'Column to the left', run: inTable(addColumn(false)) },
  { icon: 'columnAfter', title: 'Column to the right', run: inTable(addColumn(true)) },
  { icon: 'left', title: 'Align the column left', run: inTable(alignColumn('left')) },
  { icon: 'center', title: 'Align the column in the middle', run: inTable(alignColumn('center')) },
  { icon: 'right', title: 'Align the column right', run: inTable(alignColumn('right')) },
  { icon: 'removeRow', title: 'Delete the row', run: inTable(removeRow) },
  { icon: 'removeColumn', title: 'Delete the column', run: inTable(removeColumn) },
] as const

/** From cell to cell; outside of tables Tab leaves the text, as everywhere. */
export const TABLE_KEYS: Readonly<Record<string, Command>> = {
  Tab: inTable(nextCell),
  'Shift-Tab': inTable(previousCell),
}
