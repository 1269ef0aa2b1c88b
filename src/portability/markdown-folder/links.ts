/** Finds the addresses in Markdown, and rewrites them where they stand. Code is never touched. */
import { Marked, type Token, type Tokens } from 'marked'
import markedFootnote from 'marked-footnote'
import { htmlAddresses } from './html-addresses.ts'
import { Region } from './regions.ts'

export interface FoundAddress {
  readonly address: string
  readonly isImage: boolean
  /** In the text, from 1. */
  readonly line: number
}

interface Place extends Omit<FoundAddress, 'line'> {
  readonly start: number
  /** As it stands there. */
  readonly written: string
  readonly isHtml: boolean
}

/** A Markdown text and the addresses in it. */
export interface AddressedText {
  readonly addresses: readonly FoundAddress[]
  /** @param replace gives the new address, or undefined to leave it */
  rewrite(replace: (found: FoundAddress) => string | undefined): string
  /** The text with blanks for what stands in code blocks and code spans. */
  withoutCode(): string
}

export function readAddresses(markdown: string): AddressedText {
  const { places, code } = collect(markdown)
  const lineOf = lineCounter(markdown)
  const addresses = inOrder(places).map((place) => ({ ...place, line: lineOf(place.start) }))
  return {
    addresses,
    rewrite(replace) {
      let rewritten = ''
      let end = 0
      for (const found of addresses) {
        const { start, written, isHtml, address } = found
        const next = start < end ? undefined : replace(found)
        if (next === undefined || next === address) continue
        rewritten += markdown.slice(end, start) + (isHtml ? next : asDestination(next, written))
        end = start + written.length
      }
      return rewritten + markdown.slice(end)
    },
    withoutCode() {
      let text = ''
      let end = 0
      for (const { start, written } of inOrder(code)) {
        if (start < end) continue
        text += markdown.slice(end, start) + ' '.repeat(written.length)
        end = start + written.length
      }
      return text + markdown.slice(end)
    },
  }
}

interface Collected {
  readonly places: Place[]
  readonly code: { start: number; written: string }[]
}

function collect(markdown: string): Collected {
  const found: Collected = { places: [], code: [] }
  const tokens = new Marked({ gfm: true }).use(markedFootnote()).lexer(markdown)
  const document = new Region(markdown, (offset) => offset)
  walkAll(tokens, document.content(textOf(tokens)), found)
  const isThere = ({ start, written }: { start: number; written: string }) => markdown.startsWith(written, start)
  return { places: found.places.filter(isThere), code: found.code.filter(isThere) }
}

function inOrder<T extends { start: number }>(pieces: readonly T[]): T[] {
  return pieces.toSorted((a, b) => a.start - b.start)
}

/** The tokens of a region, which their texts make up without gaps. */
function walkAll(tokens: readonly Token[], region: Region, found: Collected): void {
  let offset = 0
  for (const token of tokens) {
    if (token.type === 'footnotes') continue
    walk(token, region.part(offset, token.raw.length), found)
    offset += token.raw.length
  }
}

function walk(token: Token, region: Region, found: Collected): void {
  switch (token.type) {
    case 'code':
    case 'codespan':
      for (const [written, offset] of linesIn(region.text)) {
        const start = region.documentOffset(offset)
        if (start !== undefined) found.code.push({ start, written })
      }
      break
    case 'html':
      for (const { address, offset, isImage } of htmlAddresses(region.text))
        add(found.places, region, offset, address, { address, isImage, isHtml: true })
      break
    case 'def': {
      const label = /^ {0,3}\[(?:\\.|[^[\]\\])+\]:/.exec(region.text)?.[0]
      if (label) addDestination(label.length, DEFINED, token as Tokens.Def, region, found)
      break
    }
    case 'footnote': {
      // Its content has an empty line more, where the label was.
      const content: Token[] = (token as Tokens.Generic).content ?? []
      walkAll(content, region.content(textOf(content), 1), found)
      break
    }
    case 'table':
      walkTable(token as Tokens.Table, region, found)
      break
    case 'link':
    case 'image':
      walkLink(token as Tokens.Link | Tokens.Image, region, found)
      break
    default: {
      const { tokens, items } = token as Tokens.Generic
      const inner: Token[] = tokens ?? items ?? []
      if (inner.length > 0) walkAll(inner, region.content(textOf(inner)), found)
    }
  }
}

function walkTable({ header, rows }: Tokens.Table, region: Region, found: Collected): void {
  let end = 0
  for (const { text, tokens } of [header, ...rows].flat()) {
    // A | in a cell is written \|
    const start = region.text.indexOf(text.replaceAll('|', '\\|'), end)
    if (start < 0) continue
    const shift = (offset: number) => text.slice(0, offset).split('|').length - 1
    const cell = new Region(text, (offset) => region.documentOffset(start + offset + shift(offset)))
    walkAll(tokens, cell.content(textOf(tokens)), found)
    end = start + text.length + shift(text.length)
  }
}

function walkLink(token: Tokens.Link | Tokens.Image, region: Region, found: Collected): void {
  const label = token.type === 'link' ? textOf(token.tokens) : ''
  if (token.type === 'link' && region.text.startsWith(`[${label}]`))
    walkAll(token.tokens, region.part(1, label.length), found)
  if (!region.text.endsWith(')')) return
  // The last "](" after which everything fits: a label may hold another link, a title may hold anything.
  for (let at = region.text.lastIndexOf(']('); at >= 0; at = at === 0 ? -1 : region.text.lastIndexOf('](', at - 1)) {
    if (addDestination(at + 2, INLINE, token, region, found)) return
  }
}

/** An address and perhaps a title. */
const DEFINED = /^\s*(<[^<>\n]*>|\S+)(?:\s+(?:"[\s\S]*"|'[\s\S]*'|\([\s\S]*\)))?\s*$/
const INLINE = /^\s*(<[^<>\n]*>|\S*?)(?:\s+(?:"[\s\S]*"|'[\s\S]*'|\([\s\S]*\)))?\s*\)$/

/** Adds the address that stands at an offset; false when it is not the token's. */
function addDestination(
  offset: number,
  shape: RegExp,
  { type, href: address }: Tokens.Link | Tokens.Image | Tokens.Def,
  region: Region,
  { places }: Collected,
): boolean {
  const after = region.text.slice(offset)
  const written = shape.exec(after)?.[1]
  // `<>` is an address, too, but leads nowhere.
  if (!written || !address || unescaped(written) !== address) return false
  const isImage = type === 'image' || (type === 'def' && isImageFile(address))
  add(places, region, offset + after.search(/\S/), written, { address, isImage, isHtml: false })
  return true
}

function add(
  places: Place[],
  region: Region,
  offset: number,
  written: string,
  place: Omit<Place, 'start' | 'written'>,
): void {
  const start = region.documentOffset(offset)
  const end = region.documentOffset(offset + written.length)
  if (start !== undefined && end === start + written.length) places.push({ ...place, start, written })
}

/** Line numbers of offsets that only grow. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1
  let counted = 0
  return (offset) => {
    for (; counted < offset; counted++) if (text[counted] === '\n') line++
    return line
  }
}

function* linesIn(text: string): Generator<[string, number]> {
  let offset = 0
  for (const line of text.split('\n')) {
    if (line) yield [line, offset]
    offset += line.length + 1
  }
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map((token) => (token.type === 'footnotes' ? '' : token.raw)).join('')
}

function unescaped(written: string): string {
  return written.replace(/^<([\s\S]*)>$/, '$1').replace(/\\([!-/:-@[-`{-~])/g, '$1')
}

function asDestination(address: string, written: string): string {
  return written.startsWith('<') || /[\s()]/.test(address) ? `<${address}>` : address
}

export function isImageFile(address: string): boolean {
  return /\.(?:png|jpe?g|gif|webp|avif|svg)(?:[?#]|$)/i.test(address)
}
