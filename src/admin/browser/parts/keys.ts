/** The keys of the page; those of the text are the text's. */
import { fullScreen, toggle } from './layout.ts'
import { showShortcuts } from './shortcuts.ts'

export function listenForKeys(form: HTMLFormElement, save: () => Promise<void>): void {
  const acts: Readonly<Record<string, () => unknown>> = {
    ...{ s: save, '.': () => toggle(form, 'settings'), '/': showShortcuts },
    ...{ 'Shift+P': () => toggle(form, 'preview'), 'Shift+O': () => toggle(form, 'outline') },
    'Shift+F': () => fullScreen(form),
  }
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, .cm-editor')
    if (event.key === '?' && !isTyping && !document.querySelector('dialog[open]')) void showShortcuts()
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return
    const act = acts[event.shiftKey ? `Shift+${event.key.toUpperCase()}` : event.key]
    if (!act) return
    event.preventDefault()
    void act()
  })
}
