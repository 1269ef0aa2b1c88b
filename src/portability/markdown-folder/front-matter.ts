/** The head of a Markdown file: YAML between ---, TOML between +++, or JSON in braces. */
import { parse as parseToml, TomlDate, TomlError } from 'smol-toml'
import { parse as parseYaml, YAMLParseError } from 'yaml'

export interface ParsedFile {
  readonly data: Readonly<Record<string, unknown>>
  readonly body: string
  /** Lines before the body, so that messages can name lines of the file. */
  readonly bodyLine: number
}

/** The head cannot be read; the message says where and what was expected. */
export class FrontMatterError extends Error {
  readonly line: number
  constructor(line: number, message: string) {
    super(message)
    this.line = line
  }
}

/** Throws `FrontMatterError`. A file without a head is all body. */
export function parseFile(text: string): ParsedFile {
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const fence = /^(---|\+\+\+)[ \t]*\n/.exec(source)?.[1]
  if (fence) {
    const end = source.indexOf(`\n${fence}`, fence.length)
    if (end < 0)
      throw new FrontMatterError(
        1,
        `The front matter begins with ${fence} but never ends; a line ${fence} is expected.`,
      )
    const head = source.slice(source.indexOf('\n') + 1, end + 1)
    const rest = source.slice(end + 1 + fence.length)
    const body = rest.replace(/^[^\n]*\n?/, '')
    return { data: fence === '---' ? yaml(head) : toml(head), body, bodyLine: head.split('\n').length + 2 }
  }
  if (source.startsWith('{\n')) {
    const end = source.indexOf('\n}\n')
    try {
      if (end >= 0)
        return {
          data: record(JSON.parse(source.slice(0, end + 2)), 1),
          body: source.slice(end + 3),
          bodyLine: source.slice(0, end + 3).split('\n').length,
        }
    } catch (error) {
      throw new FrontMatterError(1, `The JSON front matter is not valid: ${messageOf(error)}`)
    }
  }
  return { data: {}, body: source, bodyLine: 1 }
}

function yaml(head: string): Record<string, unknown> {
  try {
    return record(parseYaml(head, { prettyErrors: true }) ?? {}, 2)
  } catch (error) {
    if (error instanceof YAMLParseError)
      throw new FrontMatterError(
        (error.linePos?.[0].line ?? 1) + 1,
        `The YAML front matter is not valid: ${error.message.split('\n')[0]}`,
      )
    throw error
  }
}

function toml(head: string): Record<string, unknown> {
  try {
    return record(parseToml(head), 2)
  } catch (error) {
    if (error instanceof TomlError)
      throw new FrontMatterError(error.line + 1, `The TOML front matter is not valid: ${error.message.split('\n')[0]}`)
    throw error
  }
}

function record(value: unknown, line: number): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new FrontMatterError(line, 'The front matter should be a list of names and values, such as "title: My post".')
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** A date of a head, whatever its form; undefined when it is none. Local times count as UTC. */
export function asDate(value: unknown): Date | undefined {
  if (value instanceof TomlDate)
    return checked(
      new Date(
        value.isLocal() ? `${value.toISOString().replace(/^(\d{4}-\d\d-\d\d)$/, '$1T00:00:00')}Z` : value.toISOString(),
      ),
    )
  if (value instanceof Date) return checked(value)
  if (typeof value === 'number') return checked(new Date(value))
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  const parts =
    /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]+(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i.exec(
      text,
    )
  if (!parts) return checked(new Date(Number.NaN))
  const [, year, month = '', day = '', time = '00:00:00', zone = 'Z'] = parts
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const calendar = new Date(`${iso}T00:00:00Z`)
  // 2024-02-31 is no date, though JavaScript would take it.
  if (Number.isNaN(calendar.getTime()) || calendar.toISOString().slice(0, 10) !== iso) return undefined
  const clock = time.padStart(time.indexOf(':') === 1 ? time.length + 1 : time.length, '0')
  const offset = /^[+-]\d{4}$/.test(zone)
    ? `${zone.slice(0, 3)}:${zone.slice(3)}`
    : zone.toUpperCase().replace('UTC', 'Z')
  return checked(new Date(`${iso}T${clock}${offset}`))
}

function checked(date: Date): Date | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date
}
