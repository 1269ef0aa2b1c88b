/** Markdown without its marks: for search, excerpts and word counts. */
import type { Token, Tokens } from 'marked'

const EXCERPT_LENGTH = 200

/** The text of tokens, one block a line. */
export function plainText(tokens: readonly Token[]): string {
  return tokens
    .map(textOf)
    .join('')
    .replace(/[ \t]+/g, ' ')
    .replace(/\n{2,}/g, '\n')
    .trim()
}

function textOf(token: Token): string {
  switch (token.type) {
    case 'html':
      return stripTags(token.raw)
    case 'code':
      return `${(token as Tokens.Code).text}\n`
    case 'image':
      return (token as Tokens.Image).text
    case 'table': {
      const { header, rows } = token as Tokens.Table
      return `${[header, ...rows].map((row) => row.map((cell) => plainText(cell.tokens)).join(' ')).join('\n')}\n`
    }
    case 'list':
      return (token as Tokens.List).items.map((item) => `${plainText(item.tokens)}\n`).join('')
    case 'br':
    case 'space':
    case 'hr':
      return '\n'
    case 'def':
    case 'footnoteRef':
      return ''
    case 'footnote':
      return `${plainText((token as Tokens.Generic).content ?? [])}\n`
    case 'footnotes':
      return (token as Tokens.Generic).items?.map(textOf).join('') ?? ''
    default: {
      const { tokens, text, raw } = token as Tokens.Generic
      const inner = tokens ? tokens.map(textOf).join('') : decode(String(text ?? raw ?? ''))
      if (token.type === 'heading') return `${inner.replace(/\s*\{#[\w-]+\}\s*$/, '')}\n`
      return ['paragraph', 'blockquote'].includes(token.type) ? `${inner}\n` : inner
    }
  }
}

function stripTags(html: string): string {
  return decode(
    html
      .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, '')
      .replace(/<!--[\s\S]*?-->/g, '')
      .replace(/<[^>]*>/g, ''),
  )
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' }

function decode(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (whole, name: string) => ENTITIES[name] ?? whole)
}

/** The first paragraphs, up to about 200 characters, cut between words. */
export function excerptOf(tokens: readonly Token[]): string {
  let text = ''
  for (const token of tokens) {
    if (token.type !== 'paragraph') continue
    const more = plainText([token]).replace(/\s+/g, ' ')
    if (!more) continue
    text = text ? `${text} ${more}` : more
    if (text.length >= EXCERPT_LENGTH / 2) break
  }
  if (text.length <= EXCERPT_LENGTH) return text
  const cut = text.slice(0, EXCERPT_LENGTH + 1)
  const end = cut.lastIndexOf(' ')
  return `${(end > EXCERPT_LENGTH / 2 ? cut.slice(0, end) : text.slice(0, EXCERPT_LENGTH)).replace(/[\s,;:.–—-]+$/, '')}…`
}

/** Words, counting each character of scripts that are written without spaces as one. */
export function countWords(text: string): number {
  const ideographs = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0
  const words = text.match(/[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu)?.length ?? 0
  return Math.max(ideographs, words)
}
