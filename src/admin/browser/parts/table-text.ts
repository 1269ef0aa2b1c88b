/** Tables of GitHub's Markdown as cells, and back; knows no editor. */

export type Align = '' | 'left' | 'center' | 'right'

export interface Table {
  /** The first is the header. */
  readonly rows: readonly (readonly string[])[]
  readonly aligns: readonly Align[]
}

export interface Place {
  readonly row: number
  readonly column: number
}

const DELIMITERS = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/
const BAR = /(?<!\\)\|/

export function isTableLine(line: string): boolean {
  return BAR.test(line)
}

export function isDelimiterLine(line: string): boolean {
  return DELIMITERS.test(line) && line.includes('-') && BAR.test(line)
}

/** Undefined unless the second line says that it is a table. */
export function parseTable(lines: readonly string[]): Table | undefined {
  const [header, delimiters, ...body] = lines
  if (header === undefined || delimiters === undefined || !isDelimiterLine(delimiters)) return undefined
  const aligns = cellsOf(delimiters).map((cell): Align => {
    const [isLeft, isRight] = [cell.startsWith(':'), cell.endsWith(':')]
    return isLeft && isRight ? 'center' : isRight ? 'right' : isLeft ? 'left' : ''
  })
  const rows = [header, ...body].map((line) => {
    const cells = cellsOf(line)
    return aligns.map((_, i) => cells[i] ?? '')
  })
  return { rows, aligns }
}

export function cellsOf(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
  return inner.split(BAR).map((cell) => cell.trim())
}

/** Which cell of its line an offset is in. */
export function columnAt(line: string, offset: number): number {
  const bars = line.slice(0, offset).split(BAR).length - 1
  return Math.max(0, line.trimStart().startsWith('|') ? bars - 1 : bars)
}

/** Cells below each other, unless one is so long that this would help nobody. */
const MAX_PADDING = 40

export function formatTable({ rows, aligns }: Table): string[] {
  const widths = aligns.map((_, i) => Math.min(MAX_PADDING, Math.max(3, ...rows.map((row) => row[i]?.length ?? 0))))
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const [header = [], ...body] = rows.map((row) => line(aligns.map((_, i) => pad(row[i] ?? '', i))))
  return [header as string, line(aligns.map(delimiter)), ...(body as string[])]

  function pad(text: string, i: number): string {
    const room = Math.max(0, (widths[i] ?? 0) - text.length)
    if (aligns[i] === 'right') return ' '.repeat(room) + text
    if (aligns[i] === 'center') return ' '.repeat(room >> 1) + text + ' '.repeat(room - (room >> 1))
    return text + ' '.repeat(room)
  }
  function delimiter(align: Align, i: number): string {
    const dashes = '-'.repeat((widths[i] ?? 3) - (align === 'center' ? 2 : align === '' ? 0 : 1))
    return `${align === 'left' || align === 'center' ? ':' : ''}${dashes}${align === 'right' || align === 'center' ? ':' : ''}`
  }
}

/** Where a cell's text is in the formatted lines: its line, and offsets in it. */
export function cellRange(
  lines: readonly string[],
  { row, column }: Place,
): { line: number; from: number; to: number } {
  const line = row === 0 ? 0 : row + 1
  const text = lines[line] ?? ''
  const bars = [...text.matchAll(/(?<!\\)\|/g)].map(({ index }) => index)
  const start = (bars[column] ?? 0) + 1
  const cell = text.slice(start, bars[column + 1] ?? text.length)
  const from = start + (cell.trim() === '' ? 1 : cell.length - cell.trimStart().length)
  return { line, from, to: from + cell.trim().length }
}

export type TableChange = (table: Table, place: Place) => { table: Table; place: Place } | undefined

export const addRow =
  (after: boolean): TableChange =>
  ({ rows, aligns }, { row, column }) => {
    // Nothing comes above the header.
    const at = row === 0 ? 1 : row + (after ? 1 : 0)
    return {
      table: {
        aligns,
        rows: rows.toSpliced(
          at,
          0,
          aligns.map(() => ''),
        ),
      },
      place: { row: at, column },
    }
  }

export const addColumn =
  (after: boolean): TableChange =>
  ({ rows, aligns }, { row, column }) => {
    const at = column + (after ? 1 : 0)
    const table = { aligns: aligns.toSpliced(at, 0, ''), rows: rows.map((cells) => cells.toSpliced(at, 0, '')) }
    return { table, place: { row, column: at } }
  }

export const removeRow: TableChange = ({ rows, aligns }, { row, column }) =>
  row === 0
    ? undefined
    : { table: { aligns, rows: rows.toSpliced(row, 1) }, place: { row: Math.min(row, rows.length - 2), column } }

export const removeColumn: TableChange = ({ rows, aligns }, { row, column }) =>
  aligns.length === 1
    ? undefined
    : {
        table: { aligns: aligns.toSpliced(column, 1), rows: rows.map((cells) => cells.toSpliced(column, 1)) },
        place: { row, column: Math.min(column, aligns.length - 2) },
      }

/** The same again takes it back. */
export const alignColumn =
  (align: Align): TableChange =>
  ({ rows, aligns }, place) => ({
    table: { rows, aligns: aligns.with(place.column, aligns[place.column] === align ? '' : align) },
    place,
  })

export const nextCell: TableChange = (table, { row, column }) => {
  if (column + 1 < table.aligns.length) return { table, place: { row, column: column + 1 } }
  if (row + 1 < table.rows.length) return { table, place: { row: row + 1, column: 0 } }
  const grown = addRow(true)(table, { row, column })
  return grown && { table: grown.table, place: { row: row + 1, column: 0 } }
}

export const previousCell: TableChange = (table, { row, column }) => {
  if (column > 0) return { table, place: { row, column: column - 1 } }
  return row > 0
    ? { table, place: { row: row - 1, column: table.aligns.length - 1 } }
    : { table, place: { row, column } }
}
