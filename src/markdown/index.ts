/**
 * Markdown to safe HTML, at write time. GitHub's flavour with footnotes, alerts, formulas ($…$), heading ids and
 * highlighted code. The same text always gives the same bytes.
 */
import GithubSlugger from 'github-slugger'
import { Marked, type Token, type Tokens } from 'marked'
import markedAlert from 'marked-alert'
import markedFootnote from 'marked-footnote'
import { formulaExtensions } from './formulas.ts'
import { codeBlock, escapeHtml, languageOf } from './highlight.ts'
import { countWords, excerptOf, plainText } from './plain-text.ts'
import { SLOT, sanitise } from './sanitise.ts'

export { localise } from './localise.ts'

/** Moves on when the same Markdown gives other HTML than before; a job then renders old posts anew. */
export const RENDERER_VERSION = 1

export interface ImageSize {
  readonly width: number
  readonly height: number
}

export interface MarkdownContext {
  /** Origin of the site: links to it are internal. */
  readonly siteUrl: string
  /** Natural size of an image by its source as written, if known. */
  readonly imageSize?: (src: string) => Promise<ImageSize | undefined>
}

export interface Heading {
  readonly depth: number
  readonly id: string
  readonly text: string
  readonly children: Heading[]
}

export interface RenderedMarkdown {
  /** Sanitised. */
  readonly html: string
  /** Headings of level 2 to 4, nested. */
  readonly toc: readonly Heading[]
  /** Everything as plain text, for search. */
  readonly text: string
  /** The beginning of the prose, about 200 characters. */
  readonly excerpt: string
  readonly wordCount: number
  /** At a steady pace, at least one. */
  readonly readingMinutes: number
  /** Sources of images, in order, each once. */
  readonly images: readonly string[]
}

const WORDS_PER_MINUTE = 220

export async function renderMarkdown(markdown: string, context: MarkdownContext): Promise<RenderedMarkdown> {
  const slugger = new GithubSlugger()
  const headings: Omit<Heading, 'children'>[] = []
  const slots: string[] = []
  const blocks = new Map<Token, string>()
  const images = new Set<string>()
  let tokens: Token[] = []

  const slot = (html: string) => `<${SLOT} n="${slots.push(html) - 1}"></${SLOT}>`
  const marked = new Marked({ gfm: true, async: true })
  marked.use(markedFootnote(), markedAlert(), { extensions: formulaExtensions(slot) })
  marked.use({
    hooks: {
      processAllTokens(all) {
        tokens = all as Token[]
        return all
      },
    },
    async walkTokens(token) {
      if (token.type === 'code')
        blocks.set(token, await codeBlock((token as Tokens.Code).text, languageOf((token as Tokens.Code).lang)))
      if (token.type === 'image') images.add((token as Tokens.Image).href)
      if (token.type === 'html') for (const src of imageSources((token as Tokens.HTML).raw)) images.add(src)
    },
    renderer: {
      code(token) {
        return `${slot(blocks.get(token) ?? `<pre class="code"><code>${escapeHtml(token.text)}</code></pre>`)}\n`
      },
      heading(token) {
        const given = /\s*\{#([\w-]+)\}\s*$/.exec(token.text)?.[1]
        const html = this.parser.parseInline(token.tokens).replace(/\s*\{#[\w-]+\}\s*$/, '')
        const text = plainText(token.tokens)
          .replace(/\s*\{#[\w-]+\}\s*$/, '')
          .trim()
        const id = given ?? (slugger.slug(text) || slugger.slug('section'))
        headings.push({ depth: token.depth, id, text })
        return `<h${token.depth} id="${escapeHtml(id)}">${html}<a class="anchor" href="#${escapeHtml(id)}" aria-label="Link to this section"></a></h${token.depth}>\n`
      },
      paragraph(token) {
        const [only, ...others] = token.tokens
        if (only?.type === 'image' && only.title && others.length === 0) {
          return `<figure>${this.parser.parseInline([{ ...only, title: null } as Token])}<figcaption>${escapeHtml(String(only.title))}</figcaption></figure>\n`
        }
        return false
      },
      table(token) {
        return `<div class="table" role="region" aria-label="Table" tabindex="0">${tableHtml(token, (cell) => this.parser.parseInline(cell.tokens))}</div>\n`
      },
    },
  })

  const raw = await marked.parse(markdown)
  const sizes = await readSizes(images, context.imageSize)
  const safe = sanitise(raw, { siteUrl: context.siteUrl, sizes })
  const html = safe.replace(new RegExp(`<${SLOT} n="(\\d+)"></${SLOT}>`, 'g'), (_, n: string) => slots[Number(n)] ?? '')
  const text = plainText(tokens)
  const wordCount = countWords(text)
  return {
    html,
    toc: nest(headings),
    text,
    excerpt: excerptOf(tokens),
    wordCount,
    readingMinutes: Math.max(1, Math.round(wordCount / WORDS_PER_MINUTE)),
    images: [...images],
  }
}

function tableHtml(token: Tokens.Table, inline: (cell: Tokens.TableCell) => string): string {
  const cell = (tag: 'th' | 'td') => (c: Tokens.TableCell) =>
    `<${tag}${c.align ? ` align="${c.align}"` : ''}${tag === 'th' ? ' scope="col"' : ''}>${inline(c)}</${tag}>`
  const head = `<thead><tr>${token.header.map(cell('th')).join('')}</tr></thead>`
  const body = token.rows.map((row) => `<tr>${row.map(cell('td')).join('')}</tr>`).join('\n')
  return `<table>${head}<tbody>${body}</tbody></table>`
}

function imageSources(html: string): string[] {
  return [...html.matchAll(/<img\b[^>]*?\bsrc\s*=\s*["']?([^"'\s>]+)/gi)].map((match) => match[1] ?? '')
}

async function readSizes(
  images: ReadonlySet<string>,
  imageSize: MarkdownContext['imageSize'],
): Promise<Map<string, ImageSize>> {
  const sizes = new Map<string, ImageSize>()
  if (!imageSize) return sizes
  await Promise.all(
    [...images].map(async (src) => {
      const size = await imageSize(src)
      if (size) sizes.set(src, size)
    }),
  )
  return sizes
}

/** Levels 2 to 4, each below the last one of a lower level. */
function nest(headings: readonly Omit<Heading, 'children'>[]): Heading[] {
  const top: Heading[] = []
  const path: Heading[] = []
  for (const heading of headings) {
    if (heading.depth < 2 || heading.depth > 4) continue
    const item: Heading = { ...heading, children: [] }
    while (path.length > 0 && (path.at(-1)?.depth ?? 0) >= item.depth) path.pop()
    const parent = path.at(-1)
    if (parent) parent.children.push(item)
    else top.push(item)
    path.push(item)
  }
  return top
}
