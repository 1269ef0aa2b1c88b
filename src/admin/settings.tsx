/** The site's settings. */
import { SettingsPage } from '../../templates/admin/settings.tsx'
import { CallError, call } from './call.ts'
import type { Admin, AdminContext } from './env.ts'
import { errorsOf, isChecked, optionalField, textField } from './form.ts'
import { framed } from './frame.tsx'

const TEXTS = ['title', 'description', 'footer', 'accent', 'locale', 'timeZone', 'permalink'] as const
const NUMBERS = ['postsPerPage', 'feedLength'] as const
const ADDRESSES = ['logoUrl', 'socialImageUrl'] as const
const NAMES: readonly string[] = [...TEXTS, ...NUMBERS, ...ADDRESSES, 'searchEngines']

export function settingsRoutes(admin: Admin): void {
  admin.get('/settings', async (c) => page(c, await call(c, 'GET', '/settings')))
  admin.post('/settings', async (c) => {
    const form = await c.req.parseBody()
    const values = {
      ...Object.fromEntries(TEXTS.map((name) => [name, textField(form, name).trim()])),
      ...Object.fromEntries(NUMBERS.map((name) => [name, Number(textField(form, name))])),
      ...Object.fromEntries(ADDRESSES.map((name) => [name, optionalField(form, name)])),
      searchEngines: isChecked(form, 'searchEngines'),
    }
    try {
      await call(c, 'PATCH', '/settings', values)
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      return page(c, values, errorsOf(error, NAMES))
    }
    return c.redirect('/admin/settings?done=Saved.', 303)
  })
}

function page(c: AdminContext, settings: Record<string, unknown>, errors?: Record<string, string>) {
  const values = Object.fromEntries(NAMES.map((name) => [name, String(settings[name] ?? '')]))
  const content = <SettingsPage {...{ values, errors }} timeZones={Intl.supportedValuesOf('timeZone')} />
  return framed(c, { title: 'Settings', ...(errors && { status: 422 }) }, content)
}
