/** The editor's bar, panels and keys. */
import type { EditorView } from '@codemirror/view'
import { element } from './dialog.ts'
import { part } from './editing.ts'
import { insertLink } from './links.ts'
import { insertFiles } from './pictures.ts'
import { TOOLS } from './text.ts'

/** From here on preview and settings have room beside the text. */
const WIDE = 1400
const NARROW = 900

export type Panel = 'preview' | 'settings'

export function toggle(form: HTMLFormElement, name: Panel, isShown?: boolean): void {
  const panel = part(form, `[data-panel=${name}]`)
  panel.hidden = isShown === undefined ? !panel.hidden : !isShown
  part(form, `[data-toggle=${name}]`).setAttribute('aria-pressed', String(!panel.hidden))
  if (!panel.hidden && name === 'settings' && window.innerWidth < WIDE) toggle(form, 'preview', false)
}

export function openPanels(form: HTMLFormElement): void {
  for (const button of form.querySelectorAll<HTMLElement>('[data-toggle]')) {
    button.addEventListener('click', () => toggle(form, button.dataset.toggle as Panel))
  }
  if (window.innerWidth < NARROW) toggle(form, 'preview', false)
}

export function openToolbar(form: HTMLFormElement, text: EditorView, say: (words: string) => void): void {
  const toolbar = part(form, '[data-toolbar]')
  const tool = (words: string, name: string, act: () => void) => {
    const icon = element('span', { 'aria-hidden': 'true' }, [words])
    const button = element('button', { type: 'button', title: name, 'aria-label': name }, [icon])
    button.addEventListener('click', act)
    return button
  }
  toolbar.append(
    ...TOOLS.map((one) => tool(one.text, one.title, () => one.run(text))),
    tool('Link', 'Link (Ctrl+K)', () => void insertLink(text)),
    tool('Picture', 'Picture or file', () => void chooseFiles(form, '').then((files) => insertFiles(files, text, say))),
    tool('Full', 'Full screen', () => {
      if (document.fullscreenElement) void document.exitFullscreen()
      else void form.requestFullscreen()
    }),
  )
  toolbar.hidden = false
}

/** None when the writer thinks better of it. */
export function chooseFiles(form: HTMLFormElement, accept: string): Promise<File[]> {
  const input = part<HTMLInputElement>(form, '[data-file]')
  input.accept = accept
  input.value = ''
  return new Promise((done) => {
    input.onchange = () => done([...(input.files ?? [])])
    input.oncancel = () => done([])
    input.click()
  })
}
