/** The site's settings as a page sees them. */
import { setting } from '../../db/schema.ts'
import type { Reading } from '../reading.ts'
import { type Settings, settingsFromRows } from './schema.ts'

/** Reading a property of the result makes the page depend on that setting, and on no other. */
export async function siteSettings(reading: Reading): Promise<Readonly<Settings>> {
  const settings = await reading.read('settings', async ({ tx }) => settingsFromRows(await tx.select().from(setting)))
  return new Proxy(settings, {
    get(target, key) {
      if (typeof key === 'string' && key in target) reading.dependencies.value(`setting:${key}`)
      return Reflect.get(target, key)
    },
  })
}
