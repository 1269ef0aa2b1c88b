/** Menus without sending the form for each step: drag by pointer or finger, keys, arrows, and finding what to add. */
import type { Candidate } from '../../../templates/admin/navigation.tsx'
import { element } from './parts/dialog.ts'

const LOOK_AFTER_MS = 200

class Menu {
  readonly #form: HTMLFormElement
  readonly #rows: HTMLElement

  constructor(form: HTMLFormElement, rows: HTMLElement) {
    this.#form = form
    this.#rows = rows
    rows.addEventListener('click', (event) => this.#clicked(event))
    rows.addEventListener('keydown', (event) => this.#keyed(event))
    rows.addEventListener('pointerdown', (event) => this.#grabbed(event))
    form.addEventListener('input', (event) => {
      if (!(event.target as HTMLElement).matches('[data-find]')) this.#changed()
    })
    form.classList.add('scripted')
    this.#finder()
  }

  /** Takes a row one place on, says so, and leaves the focus where it was. */
  #move(row: HTMLElement, way: 'up' | 'down'): void {
    const other = way === 'up' ? row.previousElementSibling : row.nextElementSibling
    const focused = document.activeElement
    if (!other) {
      this.#say(`${nameOf(row)} is ${way === 'up' ? 'first' : 'last'} already.`)
      return
    }
    if (way === 'up') other.before(row)
    else other.after(row)
    if (focused instanceof HTMLElement) focused.focus()
    this.#moved(row)
  }

  #moved(row: HTMLElement): void {
    const rows = [...this.#rows.children]
    this.#changed()
    this.#say(`${nameOf(row)} is now ${rows.indexOf(row) + 1} of ${rows.length}.`)
  }

  #clicked(event: Event): void {
    const button = (event.target as HTMLElement).closest('button')
    const row = button?.closest<HTMLElement>('[data-row]')
    if (!button || !row) return
    event.preventDefault()
    if (button.dataset.move === 'up' || button.dataset.move === 'down') {
      this.#move(row, button.dataset.move)
      return
    }
    const next = row.nextElementSibling ?? row.previousElementSibling
    row.remove()
    this.#changed()
    this.#say(`${nameOf(row)} is removed.`)
    const goal =
      next?.querySelector<HTMLElement>('[data-label]') ?? this.#form.querySelector<HTMLElement>('[data-find]')
    goal?.focus()
  }

  #keyed(event: KeyboardEvent): void {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')
    const way = { ArrowUp: 'up', ArrowDown: 'down' }[event.key]
    if (!row || !event.altKey || (way !== 'up' && way !== 'down')) return
    event.preventDefault()
    this.#move(row, way)
  }

  /** The row follows the pointer from place to place; Escape takes it back. */
  #grabbed(event: PointerEvent): void {
    const handle = (event.target as HTMLElement).closest<HTMLElement>('[data-handle]')
    const row = handle?.closest<HTMLElement>('[data-row]')
    if (!handle || !row || event.button !== 0) return
    event.preventDefault()
    const before = [...this.#rows.children]
    // Captured on the list, which stays where it is: moving the row would end it.
    this.#rows.setPointerCapture(event.pointerId)
    row.classList.add('dragged')
    const leaving = new AbortController()
    const { signal } = leaving
    const end = () => {
      leaving.abort()
      row.classList.remove('dragged')
    }
    const follow = ({ clientY }: PointerEvent) => {
      for (const other of this.#rows.children) {
        if (other === row) continue
        const { top, height } = other.getBoundingClientRect()
        const isAbove = clientY < top + height / 2
        const isRowAfter = Boolean(other.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING)
        if (isAbove && isRowAfter) return other.before(row)
      }
      for (const other of [...this.#rows.children].reverse()) {
        if (other === row) continue
        const { top, height } = other.getBoundingClientRect()
        const isRowBefore = Boolean(other.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_PRECEDING)
        if (clientY > top + height / 2 && isRowBefore) return other.after(row)
      }
    }
    this.#rows.addEventListener('pointermove', follow, { signal })
    this.#rows.addEventListener(
      'pointerup',
      () => {
        end()
        if ([...this.#rows.children].indexOf(row) !== before.indexOf(row)) this.#moved(row)
      },
      { signal },
    )
    const giveUp = () => {
      end()
      this.#rows.replaceChildren(...before)
      this.#say(`${nameOf(row)} is where it was.`)
    }
    this.#rows.addEventListener('pointercancel', giveUp, { signal })
    document.addEventListener('keydown', ({ key }) => key === 'Escape' && giveUp(), { signal })
  }

  #finder(): void {
    const input = this.#form.querySelector<HTMLInputElement>('[data-find]')
    const list = this.#form.querySelector<HTMLElement>('[data-candidates]')
    if (!input || !list) return
    list.addEventListener('click', (event) => {
      const button = (event.target as HTMLElement).closest('button')
      if (!button) return
      event.preventDefault()
      this.#add(JSON.parse(button.value.replace(/^add:/, '')), button.querySelector('.soft')?.textContent ?? '')
    })
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async () => {
      const response = await fetch(`/admin/navigation/find?q=${encodeURIComponent(input.value)}`)
      if (!response.ok) return this.#say('Nothing can be looked for now.')
      const { items } = (await response.json()) as { items: Candidate[] }
      const buttons = items.map(({ kind, label, url, postId }) =>
        element('li', {}, [
          element(
            'button',
            { type: 'submit', class: 'quiet', value: `add:${JSON.stringify({ label, url, postId })}` },
            [`${label} `, element('span', { class: 'soft' }, [kind])],
          ),
        ]),
      )
      // The last is for typing an address.
      list.replaceChildren(...buttons, ...[list.lastElementChild].filter((last) => last !== null))
      this.#say(`${items.length} found.`)
    }
    input.addEventListener('input', () => {
      clearTimeout(timer)
      timer = setTimeout(() => void look(), LOOK_AFTER_MS)
    })
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return
      event.preventDefault()
      clearTimeout(timer)
      void look()
    })
    this.#form.querySelector('button[value=find]')?.addEventListener('click', (event) => {
      event.preventDefault()
      void look()
    })
  }

  #add({ label, url, postId }: Omit<Candidate, 'kind'>, kind: string): void {
    const template = this.#form.querySelector<HTMLTemplateElement>('[data-row-template]')
    const row = template?.content.firstElementChild?.cloneNode(true)
    if (!(row instanceof HTMLElement)) return
    const field = (name: string) => row.querySelector<HTMLInputElement>(`[name=${name}]`)
    const [text, address, post] = ['label', 'url', 'postId'].map(field)
    if (!text || !address || !post) return
    text.value = label
    address.value = postId ? `${kind}: ${label}` : (url ?? '')
    address.readOnly = Boolean(postId)
    post.value = postId ? String(postId) : ''
    this.#rows.append(row)
    text.focus()
    this.#changed()
    this.#say(`${label || 'An entry'} is added, as ${this.#rows.children.length}.`)
  }

  /** Names say which row they belong to, wherever that is now. */
  #changed(): void {
    const rows = [...this.#rows.querySelectorAll<HTMLElement>('[data-row]')]
    for (const row of rows) {
      for (const button of row.querySelectorAll<HTMLElement>('button')) {
        const verb = button.dataset.move ? `Move ${nameOf(row)} ${button.dataset.move}` : `Remove ${nameOf(row)}`
        button.setAttribute('aria-label', verb)
      }
    }
    for (const [selector, isHidden] of [
      ['[data-unsaved]', false],
      ['[data-no-rows]', rows.length > 0],
    ] as const) {
      const note = this.#form.querySelector<HTMLElement>(selector)
      if (note) note.hidden = isHidden
    }
    // What was found out is about what was there before.
    this.#form.querySelector('.changed-pages')?.remove()
  }

  #say(text: string): void {
    const place = this.#form.querySelector('[data-said]')
    if (place) place.textContent = text
  }
}

function nameOf(row: HTMLElement): string {
  return row.querySelector<HTMLInputElement>('[data-label]')?.value || 'This entry'
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-menu]')) {
  const rows = form.querySelector<HTMLElement>('[data-rows]')
  if (rows) new Menu(form, rows)
}
