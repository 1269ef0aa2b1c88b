/** Tables of text with separators and quotes (RFC 4180), as people's programs write them. */

export interface CsvRow {
  /** Where it begins, counted from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

const SEPARATORS = [',', ';', '\t', '|']

/** Rows that hold something. The separator is the one that the first row has most of. */
export function readCsv(text: string): CsvRow[] {
  const [first = ''] = text.trimStart().split('\n', 1)
  const count = (separator: string) => first.split(separator).length
  const separator = SEPARATORS.reduce((best, next) => (count(next) > count(best) ? next : best))
  const rows: CsvRow[] = []
  let cells: string[] = []
  let cell = ''
  let line = 1
  let beginsAt = 1
  let isQuoted = false
  const endCell = () => {
    cells.push(cell.trim())
    cell = ''
  }
  const endRow = () => {
    endCell()
    if (cells.some((text) => text !== '')) rows.push({ line: beginsAt, cells })
    cells = []
  }
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string
    if (char === '\n') line++
    if (isQuoted) {
      if (char !== '"') cell += char
      else if (text[i + 1] === '"') cell += text[++i]
      else isQuoted = false
    } else if (char === '"' && cell.trim() === '') {
      cell = ''
      isQuoted = true
    } else if (char === separator) endCell()
    else if (char === '\n') {
      endRow()
      beginsAt = line
    } else cell += char
  }
  endRow()
  return rows
}

export function csvLine(cells: readonly string[]): string {
  const quoted = cells.map((cell) => (/[",;\n\r]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
  return `${quoted.join(',')}\r\n`
}
