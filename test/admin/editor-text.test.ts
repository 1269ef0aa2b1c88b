import { describe, expect, it } from 'vitest'
import { headingsOf } from '../../src/admin/browser/parts/outline.ts'
import {
  addColumn,
  addRow,
  alignColumn,
  cellRange,
  columnAt,
  formatTable,
  nextCell,
  parseTable,
  previousCell,
  removeColumn,
  removeRow,
  type Table,
} from '../../src/admin/browser/parts/table-text.ts'

const LINES = ['| Name | Count |', '| :--- | ----: |', '| a \\| b | 12 |', '| c | 3 |']
const table = () => parseTable(LINES) as Table

describe('a table', () => {
  it('is read with its alignment, and bars that are text', () => {
    expect(table()).toEqual({
      rows: [
        ['Name', 'Count'],
        ['a \\| b', '12'],
        ['c', '3'],
      ],
      aligns: ['left', 'right'],
    })
    expect(parseTable(['| a | b |', 'text'])).toBeUndefined()
    expect(parseTable(['a | b', '--- | ---'])?.rows).toEqual([['a', 'b']])
  })

  it('is written with its columns below each other, and read again as the same', () => {
    const lines = formatTable(table())
    expect(lines).toEqual(['| Name   | Count |', '| :----- | ----: |', '| a \\| b |    12 |', '| c      |     3 |'])
    expect(parseTable(lines)).toEqual(table())
  })

  it('knows in which cell the cursor is, and where a cell is', () => {
    expect([0, 3, 8, 14, 15].map((at) => columnAt(LINES[0] ?? '', at))).toEqual([0, 0, 1, 1, 1])
    expect(columnAt('| a \\| b | 12 |', 7)).toBe(0)
    const lines = formatTable(table())
    const { line, from, to } = cellRange(lines, { row: 1, column: 1 })
    expect(lines[line]?.slice(from, to)).toBe('12')
  })

  it('gets and loses rows and columns; the header stays', () => {
    const at = { row: 1, column: 1 }
    expect(addRow(true)(table(), at)).toMatchObject({ place: { row: 2, column: 1 }, table: { rows: { length: 4 } } })
    expect(addRow(false)(table(), { row: 0, column: 0 })?.table.rows.map(([first]) => first)).toEqual([
      'Name',
      '',
      'a \\| b',
      'c',
    ])
    expect(addColumn(false)(table(), at)?.table.rows[0]).toEqual(['Name', '', 'Count'])
    expect(removeRow(table(), at)?.table.rows.map(([first]) => first)).toEqual(['Name', 'c'])
    expect(removeRow(table(), { row: 0, column: 0 })).toBeUndefined()
    expect(removeColumn(table(), at)?.table).toMatchObject({ aligns: ['left'], rows: [['Name'], ['a \\| b'], ['c']] })
  })

  it('aligns a column, and takes that back', () => {
    const once = alignColumn('center')(table(), { row: 0, column: 0 })
    expect(once?.table.aligns).toEqual(['center', 'right'])
    expect(once && alignColumn('center')(once.table, once.place)?.table.aligns).toEqual(['', 'right'])
  })

  it('is walked through by cells; after the last comes a new row', () => {
    expect(nextCell(table(), { row: 0, column: 1 })?.place).toEqual({ row: 1, column: 0 })
    expect(previousCell(table(), { row: 1, column: 0 })?.place).toEqual({ row: 0, column: 1 })
    const grown = nextCell(table(), { row: 2, column: 1 })
    expect(grown).toMatchObject({ place: { row: 3, column: 0 }, table: { rows: { length: 4 } } })
  })
})

describe('the outline', () => {
  it('has headings with their lines, without their marks, and none from code', () => {
    const text =
      '# One\n\ntext\n```md\n# Not\n```\n~~~~\n~~~\n## Not\n~~~~\n##  Two `x` **bold** [link](/a) ##\n#tag\n   ### Three {#id}'
    expect(headingsOf(text.split('\n'))).toEqual([
      { line: 1, depth: 1, text: 'One' },
      { line: 11, depth: 2, text: 'Two x bold link' },
      { line: 13, depth: 3, text: 'Three' },
    ])
  })
})
