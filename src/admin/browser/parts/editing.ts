import type { Fields } from './fields.ts'

/** What the parts of the editor share. */
export interface Editing {
  readonly id: number
  readonly kind: 'post' | 'page'
  /** Where this browser keeps what is typed. */
  readonly localKey: string
  readonly form: HTMLFormElement
  version(): number
  status(): string
  isDirty(): boolean
  /** As the form was when it was last saved, or loaded. */
  saved(): string
  setText(markdown: string): void
  /** To be called when a field was changed by a program. */
  changed(): void
  say(text: string, isBad?: boolean): void
  save(changes?: Fields): Promise<void>
}

export function part<T extends HTMLElement>(form: HTMLFormElement, selector: string): T {
  const found = form.querySelector<T>(selector)
  if (!found) throw new Error(`The editor has no ${selector}.`)
  return found
}

export function clock(at = new Date()): string {
  return at.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
}
