/** Long lists page by page in any order: the next page begins after the last row's place, whatever was added meanwhile. */
import { type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

/** What a list is sorted by; rows of the same value stand by id. */
export interface Order {
  readonly by: SQL | PgColumn
  readonly type: 'bigint' | 'text' | 'timestamptz'
  readonly isDescending: boolean
}

/** A row's place: its value as PostgreSQL writes it, and its id. */
export interface Place {
  readonly value: string
  readonly id: number
}

export function afterPlace({ by, type, isDescending }: Order, id: PgColumn, place: Place | undefined): SQL | undefined {
  if (place === undefined) return undefined
  const sign = sql.raw(isDescending ? '<' : '>')
  return sql`(${by}, ${id}) ${sign} (${place.value}::text::${sql.raw(type)}, ${place.id}::bigint)`
}

export function inOrder({ by, isDescending }: Order, id: PgColumn): SQL {
  const direction = sql.raw(isDescending ? 'desc' : 'asc')
  return sql`${by} ${direction}, ${id} ${direction}`
}

/** To be selected with the rows. */
export function placeValue({ by }: Order): SQL<string> {
  return sql<string>`${by}::text`
}

/** A pattern for `ilike` that finds the text anywhere. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`
}
