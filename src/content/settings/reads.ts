/** The site's settings as a page sees them. */
import { sql } from 'drizzle-orm'
import type { SnapshotTransaction } from '../../db/index.ts'
import type { Reading } from '../reading.ts'
import { type Settings, settingsFromRows } from './schema.ts'

/** Reading a property of the result makes the page depend on that setting, and on no other. */
export async function siteSettings(reading: Reading): Promise<Readonly<Settings>> {
  const settings = await reading.share('settings', ({ tx }) => snapshotSettings(tx))
  return new Proxy(settings, {
    get(target, key) {
      if (typeof key === 'string' && key in target) reading.dependencies.value(`setting:${key}`)
      return Reflect.get(target, key)
    },
  })
}

/** All settings of a snapshot, for what is not a page. */
export async function snapshotSettings(tx: SnapshotTransaction): Promise<Settings> {
  return settingsFromRows(await tx.execute<{ key: string; value: unknown }>(sql`select key, value from setting`))
}
