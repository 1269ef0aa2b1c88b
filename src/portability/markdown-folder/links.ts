/** Rewrites the addresses in Markdown, and nothing else: code is never touched. */
import { lexer, type Token, type Tokens } from 'marked'

export interface FoundAddress {
  readonly address: string
  readonly isImage: boolean
}

/** @param replace gives the new address, or undefined to leave it */
export function rewriteAddresses(markdown: string, replace: (found: FoundAddress) => string | undefined): string {
  // Blocks first: their raw texts, in order, are the document, so code blocks can be passed over whole.
  return lexer(markdown, { gfm: true })
    .map((token) => rewriteBlock(token, replace))
    .join('')
}

function rewriteBlock(token: Token, replace: (found: FoundAddress) => string | undefined): string {
  switch (token.type) {
    case 'code':
    case 'space':
    case 'hr':
      return token.raw
    case 'def': {
      const { href } = token as Tokens.Def
      const next = href && replace({ address: href, isImage: isImageFile(href) })
      return next ? token.raw.replace(href, () => next) : token.raw
    }
    case 'list':
    case 'blockquote':
      return rewriteNested(token as Tokens.List | Tokens.Blockquote, replace)
    default:
      return rewriteText(token.raw, replace)
  }
}

/** Inside lists and quotes fences are indented, so their lines are told apart one by one. */
function rewriteNested(
  token: Tokens.List | Tokens.Blockquote,
  replace: (found: FoundAddress) => string | undefined,
): string {
  let fence: string | undefined
  return token.raw
    .split(/(?<=\n)/)
    .map((line) => {
      const mark = /^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*(`{3,}|~{3,})/.exec(line)?.[1]
      if (fence === undefined && mark) {
        fence = mark
        return line
      }
      if (fence !== undefined) {
        if (mark?.startsWith(fence) && line.trim().replace(/^[>\s]*/, '') === mark) fence = undefined
        return line
      }
      return /^[\s>]*(?: {4}|\t)/.test(line) && !/\]\(|<img|<a/i.test(line) ? line : rewriteText(line, replace)
    })
    .join('')
}

const CODE_SPAN = /(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g
const INLINE =
  /(!?)(\[(?:[^\]\\]|\\.)*\]\(\s*)(<[^>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)(?=\s*(?:["'(][\s\S]*?["')]\s*)?\))/g
const DEFINITION = /^( {0,3}\[[^\]\n]+\]:\s*)(<[^>\n]*>|\S+)/gm
const HTML = /(<(img|a|source|video|audio)\b[^>]*?\b(?:src|href|poster)\s*=\s*)("[^"]*"|'[^']*')/gi

function rewriteText(text: string, replace: (found: FoundAddress) => string | undefined): string {
  // Code spans are set aside and put back (marked by a private-use character), so that no pattern sees into them.
  const spans: string[] = []
  const open = text.replace(CODE_SPAN, (span) => `\ue000${spans.push(span) - 1}\ue000`)
  const put = (address: string, isImage: boolean, wrap: (next: string) => string, whole: string) => {
    const next = replace({ address, isImage })
    return next === undefined ? whole : wrap(next)
  }
  return open
    .replace(INLINE, (whole, bang: string, label: string, target: string) => {
      const address = target.replace(/^<|>$/g, '')
      return put(address, bang === '!', (next) => `${bang}${label}${/[\s()]/.test(next) ? `<${next}>` : next}`, whole)
    })
    .replace(DEFINITION, (whole, label: string, target: string) =>
      put(target.replace(/^<|>$/g, ''), isImageFile(target), (next) => label + next, whole),
    )
    .replace(HTML, (whole, start: string, tag: string, quoted: string) =>
      put(quoted.slice(1, -1), tag.toLowerCase() !== 'a', (next) => `${start}"${next}"`, whole),
    )
    .replace(/\ue000(\d+)\ue000/g, (_, n: string) => spans[Number(n)] ?? '')
}

export function isImageFile(address: string): boolean {
  return /\.(?:png|jpe?g|gif|webp|avif|svg)(?:[?#]|$)/i.test(address)
}
