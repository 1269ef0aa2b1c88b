/** Lists page by page: where the next page begins, in whatever order the list is. */
import { z } from '@hono/zod-openapi'
import type { Place } from '../content/index.ts'
import { ProblemError } from './problem.ts'

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(100).optional().openapi({ description: 'From `next` of the page before.' }),
})

/** A cursor holds the value that the list is sorted by, such as a title. */
export const placedQuery = pageQuery.extend({
  cursor: z.string().max(2000).optional().openapi({ description: 'From `next` of the page before.' }),
})

export function listOf<S extends z.ZodType>(schema: S) {
  return z.object({ items: z.array(schema), next: z.string().nullable() })
}

/** Ids are the order, so the last one is where the next page begins. */
export function afterId(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined
  const id = Number(decoded(cursor))
  if (!Number.isSafeInteger(id) || id <= 0) throw noCursor()
  return id
}

export function placeOf(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined
  try {
    const [value, id] = JSON.parse(decoded(cursor)) as unknown[]
    if (typeof value === 'string' && Number.isSafeInteger(id)) return { value, id: id as number }
  } catch {
    // As any other that is none of ours.
  }
  throw noCursor()
}

interface Page<U> {
  readonly items: U[]
  readonly next: string | null
}

/** A page of a list: one more than `limit` was read, to know whether there is a next. */
export function pageOf<T extends { id: number }, U>(
  rows: readonly T[],
  limit: number,
  present: (row: T) => U,
): Page<U> {
  return cutOff(rows, limit, present, ({ id }) => String(id))
}

/** The same of a list that is sorted by something else. */
export function placedPageOf<T extends { readonly place: Place }, U>(
  rows: readonly T[],
  limit: number,
  present: (row: T) => U,
): Page<U> {
  return cutOff(rows, limit, present, ({ place }) => JSON.stringify([place.value, place.id]))
}

function cutOff<T, U>(rows: readonly T[], limit: number, present: (row: T) => U, whereIs: (row: T) => string): Page<U> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const next = rows.length > limit && last ? Buffer.from(whereIs(last)).toString('base64url') : null
  return { items: items.map(present), next }
}

function decoded(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString()
}

function noCursor(): ProblemError {
  return new ProblemError(422, 'invalid', 'This cursor is none of ours.', {
    errors: [{ field: 'cursor', message: 'is not valid' }],
  })
}
