/** What people read: tables and lists of fields, cut to the width of their terminal. */
import { stripVTControlCharacters } from 'node:util'
import { print } from './site.ts'

type Cell = string | number | boolean | null | undefined

/** A table with a head; a sentence when there is nothing. */
export function printTable(columns: readonly string[], rows: readonly (readonly Cell[])[], empty = 'None.'): void {
  if (rows.length === 0) {
    print(empty)
    return
  }
  const lines = [columns, ...rows].map((row) => row.map(text))
  const widths = columns.map((_, i) => Math.max(...lines.map((row) => row[i]?.length ?? 0)))
  for (const row of lines) printLine(row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  '))
}

/** A field a line. */
export function printFields(fields: Readonly<Record<string, Cell>>): void {
  const width = Math.max(...Object.keys(fields).map((name) => name.length))
  for (const [name, value] of Object.entries(fields)) printLine(`${name.padEnd(width)}  ${text(value)}`)
}

/** `2026-05-01 09:00Z` of an ISO date. */
export function minute(at: string | null | undefined): string {
  return at ? `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')}Z` : ''
}

export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = Math.min(Math.floor(Math.log10(Math.max(1, count)) / 3), units.length - 1)
  return `${(count / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`
}

/** Other people's words may hold what a terminal takes for commands. */
function text(cell: Cell): string {
  return stripVTControlCharacters(String(cell ?? ''))
    .replace(/\s+/g, ' ')
    .trim()
}

function printLine(line: string): void {
  const { isTTY, columns } = process.stdout
  const shown = line.trimEnd()
  print(isTTY && shown.length > columns ? `${shown.slice(0, columns - 1)}…` : shown)
}
