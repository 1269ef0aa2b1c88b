import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import postgres from 'postgres'
import { expect, inject, it } from 'vitest'
import { migrate } from '../../src/db/index.ts'
import { createTestDatabase } from '../support/database.ts'

/** Everything that a schema is made of, as text. */
async function shapeOf(sql: postgres.Sql): Promise<string> {
  const columns =
    await sql`select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns where table_schema = 'public' order by 1, 2`
  const triggers =
    await sql`select tgname, pg_get_triggerdef(oid) as definition, tgenabled from pg_trigger where not tgisinternal order by 1`
  const constraints =
    await sql`select conname, pg_get_constraintdef(oid) as definition from pg_constraint where connamespace = 'public'::regnamespace order by 1`
  const indexes = await sql`select indexname, indexdef from pg_indexes where schemaname = 'public' order by 1`
  const functions =
    await sql`select proname, md5(prosrc) as source from pg_proc where pronamespace = 'public'::regnamespace order by 1, 2`
  return JSON.stringify({ columns, triggers, constraints, indexes, functions })
}

it('applying the migrations twice changes nothing', async () => {
  const database = await createTestDatabase(inject('clusterUrl'))
  const sql = postgres(database.url, { max: 1, onnotice: () => {} })
  try {
    await sql`insert into post (slug, title, status, published_at) values ('kept', 'Kept', 'published', now())`
    const before = await shapeOf(sql)
    await migrate(database.url)
    expect(await shapeOf(sql)).toBe(before)
    // Each file by itself too, as after a crash between it and the note that it was applied.
    const folder = path.resolve(import.meta.dirname, '../../drizzle')
    for (const name of readdirSync(folder)
      .filter((file) => file.endsWith('.sql'))
      .sort()) {
      for (const statement of readFileSync(path.join(folder, name), 'utf8').split('--> statement-breakpoint'))
        await sql.unsafe(statement)
    }
    expect(await shapeOf(sql)).toBe(before)
    expect((await sql`select count(*)::int as count from post`)[0]?.count).toBe(1)
  } finally {
    await sql.end()
    await database.drop()
  }
})
