/** The title of a file whose head has none. */
import { Marked, type Token, type Tokens } from 'marked'
import { nameOf } from './names.ts'

export interface Titled {
  readonly title: string
  readonly body: string
  /** How many lines were taken from the body's beginning. */
  readonly takenLines: number
}

/** The head's title, else the first heading of level 1 (which leaves the text), else the file's name. */
export function titleOf(title: string | undefined, body: string, file: string): Titled {
  if (title) return { title, body, takenLines: 0 }
  const tokens = new Marked({ gfm: true }).lexer(body)
  const index = tokens.findIndex((token) => token.type === 'heading' && token.depth === 1)
  const heading = tokens[index] as Tokens.Heading | undefined
  const text =
    heading &&
    plain(heading.tokens)
      .replace(/\s*\{#[\w-]+\}\s*$/, '')
      .trim()
  if (heading && text) {
    const before = tokens.slice(0, index).map(({ raw }) => raw)
    const start = before.join('').length
    const isFirst = before.every((raw) => !raw.trim())
    const rest = body.slice(start + heading.raw.length).replace(/^(?:[ \t]*\n)+/, '')
    return isFirst
      ? { title: text, body: rest, takenLines: body.slice(0, body.length - rest.length).split('\n').length - 1 }
      : { title: text, body: body.slice(0, start) + rest, takenLines: 0 }
  }
  const name = nameOf(file).replace(/[-_]+/g, ' ').trim()
  return { title: name ? name.charAt(0).toUpperCase() + name.slice(1) : 'Untitled', body, takenLines: 0 }
}

function plain(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      const { tokens: inner, text } = token as Tokens.Generic
      return token.type === 'html' ? '' : inner ? plain(inner) : String(text ?? '')
    })
    .join('')
}
