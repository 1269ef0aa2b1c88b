import { ask, element } from './dialog.ts'

const isMac = /Mac|iPhone|iPad/.test(navigator.platform)

const KEYS: readonly (readonly [string, string])[] = [
  ['Mod+S', 'Save'],
  ['Mod+B', 'Bold'],
  ['Mod+I', 'Italic'],
  ['Mod+E', 'Code'],
  ['Mod+K', 'Link: an address, or words of a title'],
  ['Mod+Alt+2, 3', 'Heading, smaller heading'],
  ['Mod+Shift+7, 8, 9', 'Numbered list, list, quotation'],
  ['Mod+Alt+C', 'Code block'],
  ['Mod+Alt+T', 'Table'],
  ['Tab, Shift+Tab', 'In a table: next cell, previous cell'],
  ['Mod+Alt+F', 'Footnote'],
  ['Mod+F', 'Find and replace'],
  ['Mod+G', 'Find the next'],
  ['Mod+Z, Mod+Shift+Z', 'Undo, redo'],
  ['Mod+.', 'Settings of the post'],
  ['Mod+Shift+P', 'Preview'],
  ['Mod+Shift+O', 'Outline'],
  ['Mod+Shift+F', 'Full screen'],
  ['Mod+/', 'These keys'],
]

export function shownKey(key: string): string {
  return key.replaceAll('Mod', isMac ? '⌘' : 'Ctrl').replaceAll('Alt', isMac ? '⌥' : 'Alt')
}

export async function showShortcuts(): Promise<void> {
  const rows = KEYS.flatMap(([keys, meaning]) => [
    element('dt', {}, [element('kbd', {}, [shownKey(keys)])]),
    element('dd', {}, [meaning]),
  ])
  await ask('Keys', [element('dl', { class: 'keys' }, rows)], [{ text: 'Close', value: '', isMain: true }])
}
