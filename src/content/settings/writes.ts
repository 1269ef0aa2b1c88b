import { sql } from 'drizzle-orm'
import type { Drizzle, WriteTransaction } from '../../db/index.ts'
import { setting } from '../../db/schema.ts'
import { audit } from '../audit.ts'
import { checkPermalinkPlace } from '../slug.ts'
import { MAX_FORMER_PERMALINKS, OWNER_SETTINGS, type Settings, settingsFromRows } from './schema.ts'

/**
 * Writes some settings; the values have been checked against the schema. The pattern of addresses that another takes the
 * place of is remembered.
 */
export async function writeSettings(tx: WriteTransaction, patch: Partial<Settings>): Promise<Settings> {
  const before = await readSettings(tx)
  if (patch.permalink !== undefined && patch.permalink !== before.permalink) checkPermalinkPlace(patch.permalink)
  const changes = patch.permalink === undefined ? patch : { ...formerPermalinks(before, patch.permalink), ...patch }
  const rows = Object.entries(changes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ({ key, value }))
  if (rows.length > 0) {
    await tx
      .insert(setting)
      .values(rows.map(({ key, value }) => ({ key, value: value === null ? sql`'null'::jsonb` : value })))
      .onConflictDoUpdate({ target: setting.key, set: { value: sql`excluded.value`, updatedAt: new Date() } })
    await audit(tx, 'settings.update', 'settings', { keys: rows.map(({ key }) => key) })
    for (const key of OWNER_SETTINGS) {
      const text = patch[key]
      if (text !== undefined && text !== before[key])
        await audit(tx, 'settings.code', `setting:${key}`, { characters: text.length })
    }
  }
  return readSettings(tx)
}

function formerPermalinks({ permalink, formerPermalinks }: Settings, next: string): Partial<Settings> {
  if (permalink === next) return {}
  const others = formerPermalinks.filter((pattern) => pattern !== permalink && pattern !== next)
  return { formerPermalinks: [permalink, ...others].slice(0, MAX_FORMER_PERMALINKS) }
}

export async function readSettings(db: Drizzle | WriteTransaction): Promise<Settings> {
  // Not by the query builder, which would read the text "1984" as a number once more.
  const rows = await db.execute<{ key: string; value: unknown }>(sql`select key, value from ${setting}`)
  return settingsFromRows([...rows])
}
