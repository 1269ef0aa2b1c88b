/** Where the next page of a list begins, in whatever order it is. */
import { z } from '@hono/zod-openapi'
import type { Place } from '../content/index.ts'
import { pageQuery } from './operation.ts'
import { ProblemError } from './problem.ts'

/** A cursor holds the value that the list is sorted by, such as a title. */
export const placedQuery = pageQuery.extend({
  cursor: z.string().max(2000).optional().openapi({ description: 'From `next` of the page before.' }),
})

export function placeOf(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined
  try {
    const [value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (typeof value === 'string' && Number.isSafeInteger(id)) return { value, id: id as number }
  } catch {
    // As any other that is none of ours.
  }
  throw new ProblemError(422, 'invalid', 'This cursor is none of ours.', {
    errors: [{ field: 'cursor', message: 'is not valid' }],
  })
}

/** A page of a list: one more than `limit` was read, to know whether there is a next. */
export function placedPageOf<T extends { readonly place: Place }, U>(
  rows: readonly T[],
  limit: number,
  present: (row: T) => U,
): { items: U[]; next: string | null } {
  const items = rows.slice(0, limit)
  const last = items.at(-1)?.place
  const next =
    rows.length > limit && last ? Buffer.from(JSON.stringify([last.value, last.id])).toString('base64url') : null
  return { items: items.map(present), next }
}
