/** The site's settings as a page sees them. */
import { sql } from 'drizzle-orm'
import { type Dependencies, LAST_KEY } from '../../cache/index.ts'
import type { SnapshotTransaction } from '../../db/index.ts'
import type { Reading } from '../reading.ts'
import { type Settings, settingsFromRows } from './schema.ts'

/** Reading a property of the result makes the page depend on that setting, and on no other. */
export async function siteSettings(reading: Reading): Promise<Readonly<Settings>> {
  const settings = await plainSettings(reading)
  return new Proxy(settings, {
    get(target, key) {
      if (typeof key === 'string' && key in target) reading.dependencies.value(`setting:${key}`)
      return Reflect.get(target, key)
    },
  })
}

/** For reads that cut a list by a number and say themselves for which other numbers it would be cut the same. */
export function plainSettings(reading: Reading): Promise<Readonly<Settings>> {
  return reading.share('settings', ({ tx }) => snapshotSettings(tx))
}

type NumberSetting = 'postsPerPage' | 'feedLength'

/**
 * Depends on whether a setting is between two numbers, both included. A setting is a list of one member, whose key is
 * its value.
 */
export function dependOnRange(dependencies: Dependencies, setting: NumberSetting, from: number, to = Infinity): void {
  dependencies.count(settingList(setting), numberKey(from), to === Infinity ? LAST_KEY : numberKey(to + 1))
}

export function settingList(setting: string): string {
  return `setting:${setting}`
}

/** Sorts as the numbers do. */
export function numberKey(value: number): string {
  return String(value).padStart(6, '0')
}

/** All settings of a snapshot, for what is not a page. */
export async function snapshotSettings(tx: SnapshotTransaction): Promise<Settings> {
  return settingsFromRows(await tx.execute<{ key: string; value: unknown }>(sql`select key, value from setting`))
}
