/**
 * A field that holds several: what is chosen are chips before the cursor, what may be chosen is offered below (the
 * combobox pattern of the ARIA practices). The form's own input keeps the values, with commas between.
 */
import { element } from './dialog.ts'

export interface Known {
  readonly slug: string
  readonly name: string
}

interface ChipsOptions {
  readonly known: readonly Known[]
  /** Whether what is not known is made. */
  readonly mayCreate: boolean
  /** One that stays. */
  readonly fixed?: string | undefined
  readonly onChange: () => void
}

const MAX_OFFERS = 8

export function openChips(input: HTMLInputElement, { known, mayCreate, fixed, onChange }: ChipsOptions): void {
  const listId = `${input.name}-offers`
  const typing = element('input', {
    ...{ id: input.id, role: 'combobox', autocomplete: 'off', maxlength: '100', 'aria-autocomplete': 'list' },
    ...{ 'aria-controls': listId, 'aria-expanded': 'false' },
  })
  const offers = element('ul', { id: listId, role: 'listbox', class: 'offers', 'aria-label': 'Suggestions' })
  const box = element('div', { class: 'chips' }, [typing])
  offers.hidden = true
  input.removeAttribute('id')
  input.removeAttribute('list')
  input.type = 'hidden'
  input.before(element('div', { class: 'chips-field' }, [box, offers]))
  let active = -1

  const values = () =>
    input.value
      .split(',')
      .map((value) => value.trim())
      .filter(Boolean)
  const find = (text: string) => {
    const wanted = text.trim().toLowerCase()
    return known.find(({ slug, name }) => slug === wanted || name.toLowerCase() === wanted)
  }

  function show(): void {
    for (const chip of box.querySelectorAll('.chip')) chip.remove()
    for (const value of values()) {
      const name = find(value)?.name ?? value
      const chip = element('span', { class: find(value) ? 'chip' : 'chip new' }, [name])
      if (value !== fixed) {
        const remove = element('button', { type: 'button', 'aria-label': `Remove ${name}` }, ['×'])
        remove.addEventListener('click', () => {
          set(values().filter((one) => one !== value))
          typing.focus()
        })
        chip.append(remove)
      }
      typing.before(chip)
    }
  }

  function set(next: readonly string[]): void {
    input.value = next.join(', ')
    show()
    onChange()
  }

  function add(text: string): void {
    const value = find(text)?.slug ?? text.replaceAll(',', ' ').trim()
    typing.value = ''
    close()
    if (!value || (!mayCreate && !find(text)) || values().some((one) => one.toLowerCase() === value.toLowerCase()))
      return
    set([...values(), value])
  }

  function close(): void {
    offers.hidden = true
    active = -1
    typing.setAttribute('aria-expanded', 'false')
    typing.removeAttribute('aria-activedescendant')
  }

  function offer(): void {
    const words = typing.value.trim().toLowerCase()
    const chosen = new Set(values().map((value) => value.toLowerCase()))
    const free = known.filter(({ slug, name }) => !chosen.has(slug) && !chosen.has(name.toLowerCase()))
    const hits = free
      .filter(({ slug, name }) => name.toLowerCase().includes(words) || slug.includes(words))
      .sort((a, b) => Number(!a.name.toLowerCase().startsWith(words)) - Number(!b.name.toLowerCase().startsWith(words)))
      .slice(0, MAX_OFFERS)
    const texts = hits.map(({ name }) => ({ value: name, text: name }))
    if (words && mayCreate && !find(words))
      texts.push({ value: typing.value.trim(), text: `Create “${typing.value.trim()}”` })
    offers.replaceChildren(
      ...texts.map(({ value, text }, i) => {
        const item = element('li', { role: 'option', id: `${listId}-${i}`, 'aria-selected': 'false' }, [text])
        // Before the field loses the focus.
        item.addEventListener('mousedown', (event) => {
          event.preventDefault()
          add(value)
        })
        item.dataset.value = value
        return item
      }),
    )
    offers.hidden = texts.length === 0
    typing.setAttribute('aria-expanded', String(!offers.hidden))
    activate(words && texts.length > 0 ? 0 : -1)
  }

  function activate(next: number): void {
    const items = [...offers.children]
    active = items.length === 0 ? -1 : Math.max(-1, Math.min(items.length - 1, next))
    for (const [i, item] of items.entries()) item.setAttribute('aria-selected', String(i === active))
    const item = items[active]
    if (item) typing.setAttribute('aria-activedescendant', item.id)
    else typing.removeAttribute('aria-activedescendant')
    item?.scrollIntoView({ block: 'nearest' })
  }

  typing.addEventListener('input', (event) => {
    event.stopPropagation()
    const [first = '', ...rest] = typing.value.split(',')
    if (rest.length > 0) {
      add(first)
      typing.value = rest.join(',').trim()
    }
    offer()
  })
  typing.addEventListener('focus', offer)
  typing.addEventListener('blur', () => add(typing.value))
  typing.addEventListener('keydown', (event) => {
    const { key } = event
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault()
      if (offers.hidden) offer()
      activate(active + (key === 'ArrowDown' ? 1 : -1))
    } else if (key === 'Enter') {
      event.preventDefault()
      const item = offers.children[active]
      add(item instanceof HTMLElement && !offers.hidden ? (item.dataset.value ?? '') : typing.value)
    } else if (key === 's' && (event.ctrlKey || event.metaKey)) {
      // It is saved with what is half typed.
      add(typing.value)
    } else if (key === 'Escape' && !offers.hidden) {
      event.preventDefault()
      event.stopPropagation()
      close()
    } else if (key === 'Backspace' && typing.value === '' && values().at(-1) !== fixed) {
      set(values().slice(0, -1))
      offer()
    }
  })
  box.addEventListener('mousedown', (event) => {
    if (event.target !== box) return
    event.preventDefault()
    typing.focus()
  })
  // A program has written another value.
  input.addEventListener('change', show)
  show()
}
