/** Formulas between dollar signs, by the rules of Pandoc, so that prices stay prices. */
import katex from 'katex'
import type { TokenizerAndRendererExtension } from 'marked'

/** No space inside the signs, no digit after the closing one, no other sign between. */
const INLINE = /^\$(?![\s$])((?:\\.|[^\\$\n])*?[^\s\\$]|\\.)\$(?!\d)/
const DISPLAY = /^ {0,3}\$\$\s*?\n?([\s\S]+?)\n?\s*\$\$[ \t]*(?:\n|$)/

/** @param slot keeps trusted HTML out of the sanitiser's way */
export function formulaExtensions(slot: (html: string) => string): TokenizerAndRendererExtension[] {
  return [
    {
      name: 'inlineFormula',
      level: 'inline',
      start: (source) => source.indexOf('$'),
      tokenizer(source) {
        const match = INLINE.exec(source)
        return match ? { type: 'inlineFormula', raw: match[0], text: match[1] ?? '' } : undefined
      },
      renderer: (token) => slot(formula(String(token.text), false)),
    },
    {
      name: 'displayFormula',
      level: 'block',
      start: (source) => source.search(/(?:^|\n) {0,3}\$\$/),
      tokenizer(source) {
        const match = DISPLAY.exec(source)
        return match ? { type: 'displayFormula', raw: match[0], text: match[1]?.trim() ?? '' } : undefined
      },
      renderer: (token) => `${slot(`<div class="math">${formula(String(token.text), true)}</div>`)}\n`,
    },
  ]
}

/** MathML: every current browser draws it, without fonts, styles or scripts of ours. Mistakes show the source. */
function formula(source: string, displayMode: boolean): string {
  const settings = {
    displayMode,
    output: 'mathml',
    throwOnError: false,
    trust: false,
    strict: false,
    maxExpand: 200,
  } as const
  return katex.renderToString(source, settings)
}
