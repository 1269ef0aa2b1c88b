/** What a text holds that Hearth leaves as it is: shortcodes, template tags, components. */
import type { AddressedText } from './links.ts'

export interface Notice {
  /** In the text, from 1. */
  readonly line: number
  readonly message: string
}

const SHORTCODE = /\{\{[<%-]?\s*\/?\s*([\w./-]+)|\{%-?\s*\/?\s*([\w-]+)/g

/** One notice for each kind, naming the first place. Code that shows such things is none. */
export function noticesOf(addressed: AddressedText, file: string): Notice[] {
  const isMdx = /\.mdx$/i.test(file)
  const text = addressed.withoutCode()
  const found = new Map<string, { index: number; count: number }>()
  for (const match of text.matchAll(SHORTCODE)) {
    const { 0: whole, 1: shortcode, 2: tag } = match
    const name = (shortcode ?? tag ?? '').replace(/^end/, '')
    if (/\/|^\{%-?\s*end/.test(whole.slice(0, whole.length - name.length))) continue
    const shown = whole.startsWith('{%')
      ? `{% ${name} %}`
      : whole.startsWith('{{<')
        ? `{{< ${name} >}}`
        : `{{ ${name} }}`
    const known = found.get(shown)
    if (known) known.count++
    else found.set(shown, { index: match.index, count: 1 })
  }
  const lineAt = (index: number) => text.slice(0, index).split('\n').length
  const notices = [...found].map(([shown, { index, count }]) => ({
    line: lineAt(index),
    message: `the shortcode ${shown} is left as it is${count > 1 ? ` (${count} times)` : ''}`,
  }))
  const component = isMdx ? /^(?:import|export)\s|<[A-Z]\w*/m.exec(text) : null
  if (component)
    notices.push({
      line: lineAt(component.index),
      message: 'components of MDX are not carried over; only the Markdown is',
    })
  return notices.sort((a, b) => a.line - b.line)
}
