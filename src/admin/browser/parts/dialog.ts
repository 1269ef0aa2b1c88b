/** The page's one dialog, for whoever needs it. */

type Children = readonly (Node | string)[]

/** An element with attributes and children; texts stay texts. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>> = {},
  children: Children = [],
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

export interface Choice {
  readonly text: string
  readonly value: string
  readonly isMain?: boolean
}

/** Shows the dialog until a choice is made; Escape is the empty choice. */
export function ask(title: string, content: Children, choices: readonly Choice[]): Promise<string> {
  const dialog = document.querySelector<HTMLDialogElement>('[data-dialog]')
  if (!dialog) return Promise.resolve('')
  const buttons = choices.map(({ text, value, isMain }) =>
    element('button', { type: 'button', value, ...(!isMain && { class: 'quiet' }) }, [text]),
  )
  dialog.replaceChildren(
    element('h2', { id: 'dialog-title' }, [title]),
    ...content,
    element('div', { class: 'dialog-buttons' }, buttons),
  )
  return new Promise((resolve) => {
    const close = (value: string) => dialog.close(value)
    for (const button of buttons) button.addEventListener('click', () => close(button.value))
    // Enter in a field is the main choice.
    dialog.onkeydown = (event) => {
      const isField = event.target instanceof HTMLInputElement && event.target.type !== 'search'
      if (event.key !== 'Enter' || !isField) return
      event.preventDefault()
      close(choices.find(({ isMain }) => isMain)?.value ?? '')
    }
    dialog.oncancel = () => {
      dialog.returnValue = ''
    }
    dialog.returnValue = ''
    dialog.onclose = () => resolve(dialog.returnValue)
    dialog.showModal()
    dialog.querySelector<HTMLElement>('input, textarea')?.focus()
  })
}
