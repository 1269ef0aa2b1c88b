/** Before it is done: which pages it would change. */
import type { Child, FC } from 'hono/jsx'
import type { Preview } from '../../src/client/index.ts'
import { PageHead } from './parts.tsx'

const WORDS = {
  appears: 'new',
  changes: 'changes',
  goes: 'goes away',
  moves: 'leads elsewhere',
} as const

export const ChangedPages: FC<{ preview: Preview }> = ({ preview: { pages, unexamined } }) => (
  <section aria-label="Pages that would change" class="changed-pages">
    <p>
      <strong>{countText(pages.length, unexamined)}</strong>
    </p>
    {pages.length > 0 && (
      <details open={pages.length <= 12}>
        <summary>Which pages</summary>
        <ul class="page-list">
          {pages.map(({ url, change }) => (
            <li>
              <code>{url}</code> <span class="soft">{WORDS[change]}</span>
            </li>
          ))}
        </ul>
      </details>
    )}
  </section>
)

function countText(count: number, unexamined: number): string {
  if (count === 0 && unexamined === 0) return 'No page that readers see will change.'
  const pages = count === 1 ? '1 page will change' : `${count} pages will change`
  return unexamined === 0 ? `${pages}.` : `${pages}, and up to ${unexamined} more.`
}

interface ConfirmProps {
  readonly title: string
  readonly preview: Preview
  readonly action: string
  /** What is sent again. */
  readonly fields: readonly (readonly [name: string, value: string])[]
  /** Undefined: there is nothing to do. */
  readonly button: string | undefined
  readonly back: string
  readonly isDangerous?: boolean
  readonly children?: Child
}

/** A page of its own, so that it works without a script; sends the same form with `confirmed`. */
export const ConfirmPage: FC<ConfirmProps> = (props) => (
  <>
    <PageHead title={props.title} />
    {props.children}
    <ChangedPages preview={props.preview} />
    <form method="post" action={props.action} class="confirm">
      {props.fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {props.button && (
        <button
          type="submit"
          name="confirmed"
          value="true"
          class={props.isDangerous ? 'danger-fill' : undefined}
          autofocus={!props.isDangerous}
        >
          {props.button}
        </button>
      )}
      <a href={props.back}>Cancel</a>
    </form>
  </>
)
