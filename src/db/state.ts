/** How large the database is, and which migrations it has had. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Database } from './client.ts'
import { migrationsFolder } from './migrate.ts'

export interface DatabaseState {
  readonly version: string
  readonly bytes: number
  readonly connections: number
  readonly maxConnections: number
  /** The largest first; rows as PostgreSQL estimates them. */
  readonly tables: { readonly name: string; readonly bytes: number; readonly rows: number }[]
}

export async function databaseState({ sql }: Database): Promise<DatabaseState> {
  const [row] = await sql<Omit<DatabaseState, 'tables'>[]>`
    select current_setting('server_version') as version, pg_database_size(current_database())::float8 as bytes,
      (select count(*)::int from pg_stat_activity where datname = current_database()) as connections,
      current_setting('max_connections')::int as "maxConnections"`
  const tables = await sql<{ name: string; bytes: number; rows: number }[]>`
    select case when n.nspname = 'public' then c.relname else n.nspname || '.' || c.relname end as name,
      pg_total_relation_size(c.oid)::float8 as bytes, greatest(c.reltuples, s.n_live_tup, 0)::float8 as rows
    from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_stat_user_tables s on s.relid = c.oid
    where c.relkind in ('r', 'p') and n.nspname in ('public', 'graphile_worker', 'drizzle')
    order by 2 desc, 1`
  if (!row) throw new Error('PostgreSQL returned no row.')
  return { ...row, tables: [...tables] }
}

export interface MigrationState {
  readonly applied: number
  /** By name, in order. */
  readonly pending: string[]
  readonly last: string | null
}

const journalSchema = z.object({ entries: z.array(z.object({ tag: z.string(), when: z.number() })) })

export async function migrationState({ sql }: Database): Promise<MigrationState> {
  const file = path.join(migrationsFolder(), 'meta', '_journal.json')
  const { entries } = journalSchema.parse(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { entries: [] })
  const rows = await sql<{ when: number }[]>`select created_at::float8 as when from drizzle.__drizzle_migrations`
  const newest = Math.max(0, ...rows.map(({ when }) => when))
  return {
    applied: rows.length,
    pending: entries.filter(({ when }) => when > newest).map(({ tag }) => tag),
    last: entries.findLast(({ when }) => when <= newest)?.tag ?? null,
  }
}
