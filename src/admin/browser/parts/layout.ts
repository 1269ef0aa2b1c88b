/** The editor's bar, panels and keys. */
import { openSearchPanel } from '@codemirror/search'
import type { EditorView } from '@codemirror/view'
import { element } from './dialog.ts'
import { part } from './editing.ts'
import { type IconName, icon } from './icons.ts'
import { insertLink } from './links.ts'
import { insertPicture } from './pictures.ts'
import type { Say } from './progress.ts'
import { shownKey, showShortcuts } from './shortcuts.ts'
import { TOOLS } from './text.ts'

/** From here on preview and settings have room beside the text. */
const WIDE = 1400
const NARROW = 900
const OUTLINE_PX = 240

export type Panel = 'outline' | 'preview' | 'settings'
const PANELS: readonly Panel[] = ['outline', 'preview', 'settings']
/** Where this browser keeps which of them were open. */
const OPEN_PANELS = 'hearth-editor-panels'

export function toggle(form: HTMLFormElement, name: Panel, isShown?: boolean): void {
  set(form, name, isShown ?? !isOpen(form, name))
  const room = window.innerWidth - (isOpen(form, 'outline') ? OUTLINE_PX : 0)
  if (name !== 'preview' && isOpen(form, 'settings') && room < WIDE) set(form, 'preview', false)
  localStorage.setItem(OPEN_PANELS, JSON.stringify(PANELS.filter((one) => isOpen(form, one))))
}

function set(form: HTMLFormElement, name: Panel, isShown: boolean): void {
  part(form, `[data-panel=${name}]`).hidden = !isShown
  part(form, `[data-toggle=${name}]`).setAttribute('aria-pressed', String(isShown))
}

function isOpen(form: HTMLFormElement, name: Panel): boolean {
  return !part(form, `[data-panel=${name}]`).hidden
}

export function openPanels(form: HTMLFormElement): void {
  for (const button of form.querySelectorAll<HTMLElement>('[data-toggle]')) {
    button.addEventListener('click', () => toggle(form, button.dataset.toggle as Panel))
  }
  if (window.innerWidth < NARROW) {
    set(form, 'preview', false)
    return
  }
  const open = JSON.parse(localStorage.getItem(OPEN_PANELS) ?? 'null') as Panel[] | null
  if (open && window.innerWidth >= WIDE) for (const name of PANELS) set(form, name, open.includes(name))
  else if (open) set(form, 'outline', open.includes('outline'))
}

export function openToolbar(form: HTMLFormElement, text: EditorView, say: Say): void {
  const toolbar = part(form, '[data-toolbar]')
  const tool = (name: IconName, title: string, act: () => void) => {
    const words = shownKey(title)
    const button = element('button', { type: 'button', title: words, 'aria-label': words })
    button.append(icon(name))
    button.addEventListener('click', act)
    return button
  }
  toolbar.append(
    ...TOOLS.map((one) => tool(one.icon, one.title, () => one.run(text))),
    tool('link', 'Link (Mod+K)', () => void insertLink(text)),
    tool('picture', 'Picture', () => void insertPicture(form, text, say)),
    tool('find', 'Find and replace (Mod+F)', () => openSearchPanel(text)),
    tool('full', 'Full screen (Mod+Shift+F)', () => fullScreen(form)),
    tool('help', 'Keys (Mod+/)', () => void showShortcuts()),
  )
  toolbar.hidden = false
}

export function fullScreen(form: HTMLFormElement): void {
  if (document.fullscreenElement) void document.exitFullscreen()
  else void form.requestFullscreen()
}
