import type { MenuItemView, SiteView } from '../../../templates/index.ts'
import { type MenuItem, menu, ownStylesheetPath, type Settings, siteSettings } from '../../content/index.ts'
import { wordsFor } from '../../words/index.ts'
import { safeLink } from '../links.ts'
import { readableAccent } from './accent.ts'
import type { PageContext } from './context.ts'

/** Languages that are written from right to left. */
const RTL_LANGUAGES = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'nqo', 'ps', 'sd', 'syr', 'ug', 'ur', 'yi'])

/** What is on every page. It reads only what changes rarely: whatever it shows is on all pages. */
export async function siteView({ reading, stylesheet, touchIcon, path }: PageContext): Promise<SiteView> {
  const settings = await siteSettings(reading)
  const [mainMenu, footerMenu] = await Promise.all([menu(reading, 'main'), menu(reading, 'footer')])
  const { title, locale, accent, footer, logoUrl, customCss, headCode, footCode } = settings
  const words = wordsFor(locale)
  const shown = linksOf(mainMenu)
  const items = shown.some((item) => item.path === '/archive')
    ? shown
    : [...shown, { path: '/archive', text: words('archive') }]
  return {
    title,
    locale,
    direction: RTL_LANGUAGES.has(new Intl.Locale(locale).language ?? '') ? 'rtl' : 'ltr',
    words,
    accent: readableAccent(accent),
    footer,
    logoUrl,
    stylesheet,
    ownStylesheet: customCss.trim() ? ownStylesheetPath(customCss) : null,
    look: lookOf(settings),
    headCode,
    footCode,
    touchIcon,
    menu: items.map((item) => ({ ...item, current: currentness(item.path, path) })),
    footerMenu: linksOf(footerMenu),
  }
}

/** What the stylesheet knows as `fonts-sans` and the like; nothing for the theme's own look. */
function lookOf({ fonts, columnWidth, headerLayout }: Settings): string {
  const chosen = [
    fonts !== 'mixed' && `fonts-${fonts}`,
    columnWidth !== 'normal' && `column-${columnWidth}`,
    headerLayout !== 'line' && `header-${headerLayout}`,
  ]
  return chosen.filter(Boolean).join(' ')
}

function linksOf(items: readonly MenuItem[]): { path: string; text: string }[] {
  return items.flatMap(({ label, url }) => {
    const path = safeLink(url)
    return path === undefined ? [] : [{ path, text: label }]
  })
}

/** How `aria-current` marks an item of the menu. */
export function currentness(item: string, path: string): MenuItemView['current'] {
  if (item === path) return 'page'
  return item !== '/' && path.startsWith(`${item}/`) ? 'true' : undefined
}
