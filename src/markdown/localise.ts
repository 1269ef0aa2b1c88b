/** The few words that the renderer adds to a text of its own, in the language of the site that shows it. */
import type { WordKey, Words } from '../words/index.ts'

/** Attributes and headings, exactly as the renderer writes them, in English. */
const OWN_WORDS =
  /(?<=<a class="anchor" href="[^"]*" aria-label=")Link to this section(?=")|(?<= role="region" aria-label=")Table(?=")|(?<=<h2 id="footnote-label" class="sr-only">)Footnotes(?=<)|(?<= data-footnote-backref aria-label=")Back to reference ([^"]*)(?=")|(?<=<p class="markdown-alert-title">)(?:Note|Tip|Important|Warning|Caution)(?=<)/g

const KEYS: Readonly<Record<string, WordKey>> = {
  'Link to this section': 'linkToSection',
  Table: 'table',
  Footnotes: 'footnotes',
  Note: 'note',
  Tip: 'tip',
  Important: 'important',
  Warning: 'warning',
  Caution: 'caution',
}

/**
 * HTML of `renderMarkdown` with its labels in other words. Stored HTML is in English, so that another language of the
 * site needs nothing rendered anew but pages.
 */
export function localise(html: string, words: Words): string {
  if (words('footnotes') === 'Footnotes') return html
  return html.replace(OWN_WORDS, (english, label?: string) => {
    const key = KEYS[english]
    return key ? words(key) : words('backToReference', { label: label ?? '' })
  })
}
