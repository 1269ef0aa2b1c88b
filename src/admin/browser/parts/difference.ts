/** Two texts, line by line. */
import { diffWordsWithSpace } from 'diff'
import { element } from './dialog.ts'

export function differenceView(before: string, after: string): HTMLElement {
  const parts = diffWordsWithSpace(before, after)
  return element(
    'pre',
    { class: 'difference', tabindex: '0' },
    parts.map(({ value, added, removed }) =>
      added ? element('ins', {}, [value]) : removed ? element('del', {}, [value]) : shortened(value),
    ),
  )
}

const KEPT = 300

/** Of long stretches that are the same only the ends. */
function shortened(text: string): string {
  return text.length <= 2 * KEPT ? text : `${text.slice(0, KEPT)}\n   …\n${text.slice(-KEPT)}`
}
