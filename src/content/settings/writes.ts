import { sql } from 'drizzle-orm'
import type { Drizzle, WriteTransaction } from '../../db/index.ts'
import { setting } from '../../db/schema.ts'
import { audit } from '../audit.ts'
import { type Settings, settingsFromRows } from './schema.ts'

/** Writes some settings; the values have been checked against the schema. */
export async function writeSettings(tx: WriteTransaction, patch: Partial<Settings>): Promise<Settings> {
  const rows = Object.entries(patch)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ({ key, value }))
  if (rows.length > 0) {
    await tx
      .insert(setting)
      .values(rows.map(({ key, value }) => ({ key, value: value === null ? sql`'null'::jsonb` : value })))
      .onConflictDoUpdate({ target: setting.key, set: { value: sql`excluded.value`, updatedAt: new Date() } })
    await audit(tx, 'settings.update', 'settings', { keys: rows.map(({ key }) => key) })
  }
  return readSettings(tx)
}

export async function readSettings(db: Drizzle | WriteTransaction): Promise<Settings> {
  return settingsFromRows(await db.select().from(setting))
}
