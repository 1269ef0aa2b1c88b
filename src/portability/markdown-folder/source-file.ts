/** One Markdown file, read and understood. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { FieldError, type PostFields, readFields } from './fields.ts'
import { FrontMatterError, parseFile } from './front-matter.ts'
import { locationOf } from './names.ts'
import type { Skipped } from './report.ts'
import { titleOf } from './title.ts'

export interface SourceFile {
  /** Path in the folder, with / between its parts. */
  readonly file: string
  /** With the names of the folders above that tell how the site was laid out. */
  readonly location: string
  readonly fields: PostFields
  readonly title: string
  readonly body: string
  /** The line of the file on which the body begins, from 1. */
  readonly bodyLine: number
}

/** Reads a file; says why when it cannot be imported. */
export async function readSource(root: string, file: string, timeZone: string): Promise<SourceFile | Skipped> {
  let text: string
  try {
    text = decode(await readFile(path.join(root, file)))
  } catch (error) {
    return { file, reason: `cannot be read: ${messageOf(error)}` }
  }
  try {
    const { data, body, bodyLine } = parseFile(text)
    const location = locationOf(root, file)
    const fields = readFields(data, { file, location, timeZone })
    const { title, body: rest, takenLines } = titleOf(fields.title, body, file)
    return { file, location, fields, title, body: rest, bodyLine: bodyLine + takenLines }
  } catch (error) {
    if (error instanceof FrontMatterError) return { file, line: error.line, reason: error.message }
    if (error instanceof FieldError) return { file, ...lineOfField(text, error.field), reason: error.message }
    return { file, reason: `cannot be understood: ${messageOf(error)}` }
  }
}

function decode(bytes: Uint8Array): string {
  if (bytes.includes(0)) throw new Error('it is no text.')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new Error('it is not UTF-8; save it in that encoding.', { cause })
  }
}

function lineOfField(text: string, field: string): { line?: number } {
  const at = text.split('\n').findIndex((line) => new RegExp(`^\\s*["']?${field}["']?\\s*[:=]`).test(line))
  return at < 0 ? {} : { line: at + 1 }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** How a post remembers the file it came from: by its path in the folder. */
export function importKeyOf(file: string): string {
  return `markdown:${file}`
}

export function kindOf(fields: PostFields): 'post' | 'page' {
  return fields.isPage ? 'page' : 'post'
}
