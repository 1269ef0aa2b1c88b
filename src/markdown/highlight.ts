/** Code blocks: tokens from shiki, as short class names that the stylesheet colours for light and dark. */
import {
  type BundledLanguage,
  bundledLanguages,
  bundledLanguagesAlias,
  createCssVariablesTheme,
  createHighlighter,
  type Highlighter,
  type ThemeRegistration,
} from 'shiki'

/** Longer lines are data, not code, and make grammars slow. */
const MAX_LINE_LENGTH = 1000
/** Longer blocks are logs. */
const MAX_CODE_LENGTH = 60_000

/** From the theme's variables to the classes in static/css/site.css. */
const CLASSES: Readonly<Record<string, string>> = {
  'token-keyword': 'k',
  'token-string': 's',
  'token-string-expression': 's',
  'token-comment': 'c',
  'token-function': 'f',
  'token-constant': 'n',
  'token-parameter': 'p',
  'token-punctuation': 'u',
  'token-link': 'l',
  'token-inserted': 'i',
  'token-deleted': 'd',
}

/**
 * One for the process: grammars are megabytes, and immutable once loaded. Made when the first code block comes.
 */
let highlighter: Promise<{ shiki: Highlighter; theme: ThemeRegistration }> | undefined

function theHighlighter(): Promise<{ shiki: Highlighter; theme: ThemeRegistration }> {
  const theme = createCssVariablesTheme({ variablePrefix: '--' })
  highlighter ??= createHighlighter({ langs: [], themes: [theme] }).then((shiki) => ({ shiki, theme }))
  return highlighter
}

/** The language an info string names: `rust,ignore` and `{.rust}` are rust. Empty when it names none. */
export function languageOf(info: string | undefined): string {
  return (
    (info ?? '')
      .trim()
      .replace(/^\{?\.?/, '')
      .split(/[\s,{}:;]/, 1)[0]
      ?.toLowerCase() ?? ''
  )
}

/** A block with its label; code in a language nobody knows is shown as it is. */
export async function codeBlock(code: string, language: string): Promise<string> {
  const label = language && !['text', 'plain', 'txt', 'plaintext'].includes(language) ? language : ''
  const attribute = label ? ` data-lang="${escapeHtml(label)}"` : ''
  return `<pre class="code"${attribute} tabindex="0"><code>${await highlight(code, language)}</code></pre>`
}

async function highlight(code: string, language: string): Promise<string> {
  const isKnown = language in bundledLanguages || language in bundledLanguagesAlias
  if (!isKnown || code.length > MAX_CODE_LENGTH) return escapeHtml(code)
  const { shiki, theme } = await theHighlighter()
  const lang = language as BundledLanguage
  if (!shiki.getLoadedLanguages().includes(lang)) await shiki.loadLanguage(lang)
  const lines = shiki.codeToTokensBase(code, {
    lang,
    theme,
    tokenizeMaxLineLength: MAX_LINE_LENGTH,
    // No limit by time: the same text must give the same bytes on a busy machine.
    tokenizeTimeLimit: 0,
  })
  return lines
    .map((tokens) =>
      mergeAlike(tokens)
        .map(({ text, name }) => (name ? `<span class="${name}">${escapeHtml(text)}</span>` : escapeHtml(text)))
        .join(''),
    )
    .join('\n')
}

/** Neighbours of the same colour become one element; white space takes any colour. */
function mergeAlike(tokens: readonly { content: string; color?: string }[]): { text: string; name: string }[] {
  const merged: { text: string; name: string }[] = []
  for (const { content, color } of tokens) {
    const name = CLASSES[/^var\(--([\w-]+)\)$/.exec(color ?? '')?.[1] ?? ''] ?? ''
    const last = merged.at(-1)
    if (last && (last.name === name || content.trim() === '')) last.text += content
    else merged.push({ text: content, name })
  }
  return merged
}

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
