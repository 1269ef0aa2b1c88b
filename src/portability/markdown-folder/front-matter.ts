/** The head of a Markdown file: YAML between ---, TOML between +++, or JSON in braces. */
import { parse as parseToml, TomlError } from 'smol-toml'
import { parseDocument, parse as parseYaml, YAMLParseError } from 'yaml'

export interface ParsedFile {
  readonly data: Readonly<Record<string, unknown>>
  readonly body: string
  /** The line of the file on which the body begins, from 1. */
  readonly bodyLine: number
}

/** The head cannot be read; the message says what was expected. */
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
  const opening = /^(?:(\+\+\+)|---[ \t]*(yaml|toml|json)?)[ \t]*(?:\n|$)/i.exec(source)
  if (opening) {
    const fence = opening[1] ?? '---'
    const language = fence === '+++' ? 'toml' : (opening[2]?.toLowerCase() ?? 'yaml')
    return fenced(source, opening[0].length, fence, language)
  }
  if (/^\{\s*(?:"|\})/.test(source)) return braced(source)
  return { data: {}, body: source, bodyLine: 1 }
}

function fenced(source: string, start: number, fence: string, language: string): ParsedFile {
  // From the line break before it, so that an empty head ends at once. YAML may also end with "..."
  const end = fence === '+++' ? /\n\+\+\+[ \t]*(?:\n|$)/ : /\n(?:---|\.\.\.)[ \t]*(?:\n|$)/
  const closing = end.exec(source.slice(start - 1))
  if (!closing)
    throw new FrontMatterError(1, `The front matter begins with ${fence} but never ends: a line ${fence} is expected.`)
  const headEnd = start - 1 + closing.index
  const bodyStart = headEnd + closing[0].length
  const head = source.slice(start, Math.max(start, headEnd))
  return { data: READERS[language]?.(head) ?? {}, body: source.slice(bodyStart), bodyLine: lineOf(source, bodyStart) }
}

/** Hugo's JSON: from the brace to the one that closes it. */
function braced(source: string): ParsedFile {
  let depth = 0
  for (const { 0: mark, index } of source.matchAll(/"(?:\\.|[^"\\])*"|[{}]/g)) {
    if (mark === '{') depth++
    if (mark === '}') depth--
    if (depth > 0) continue
    const data = json(source.slice(0, index + 1), 0)
    const body = source.slice(index + 1).replace(/^[ \t]*\n/, '')
    return { data, body, bodyLine: lineOf(source, source.length - body.length) }
  }
  throw new FrontMatterError(1, 'The JSON front matter begins with { but never ends: a closing } is expected.')
}

const READERS: Readonly<Record<string, (head: string) => Record<string, unknown>>> = {
  yaml(head) {
    try {
      return record(parseYaml(head) ?? {})
    } catch (error) {
      if (!(error instanceof YAMLParseError)) throw error
      const hint = /Nested mappings|Implicit keys|Unexpected/i.test(error.message)
        ? ' A value with a colon or quotes in it needs quotes around it.'
        : ''
      throw new FrontMatterError((error.linePos?.[0].line ?? 1) + 1, `${expected('YAML', error)}${hint}`)
    }
  },
  toml(head) {
    try {
      return record(parseToml(head))
    } catch (error) {
      if (!(error instanceof TomlError)) throw error
      throw new FrontMatterError(error.line + 1, expected('TOML', error))
    }
  },
  json: (head) => json(head, 1),
}

function json(head: string, linesBefore: number): Record<string, unknown> {
  try {
    return record(JSON.parse(head))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    // JSON is YAML too, and that parser knows lines.
    const line = parseDocument(head).errors[0]?.linePos?.[0].line ?? 1
    throw new FrontMatterError(line + linesBefore, expected('JSON', error))
  }
}

function expected(language: string, error: Error): string {
  const what = error.message
    .split('\n')[0]
    ?.replace(/^Invalid TOML document: /, '')
    .replace(/ at line \d+, column \d+:?$/, '')
  return `The front matter is not valid ${language}: ${what?.replace(/\.?$/, '.')}`
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new FrontMatterError(2, 'The front matter should be names with values, such as "title: My post".')
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
