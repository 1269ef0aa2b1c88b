/** Lists of tags and authors, with how many posts each has. Not for public pages. */
import { and, getTableColumns, ilike, or, sql } from 'drizzle-orm'
import type { Drizzle } from '../db/index.ts'
import { author, tag } from '../db/schema.ts'
import { afterPlace, containing, inOrder, type Order, type Place, placeValue } from './keyset.ts'

export const NAMED_ORDERS = ['-created', 'created', 'name', '-name', '-posts', 'posts'] as const
export type NamedOrder = (typeof NAMED_ORDERS)[number]

export interface NamedFilter {
  /** A part of the name or slug. */
  readonly q?: string | undefined
  readonly sort?: NamedOrder | undefined
  readonly after?: Place | undefined
  readonly limit: number
}

interface Listed {
  /** Of every status, but not in the bin. */
  readonly posts: number
  readonly place: Place
}

// Written out: drizzle names no table where a query has only one, and the inner ones have an id, too.
const TAG_POSTS = sql<number>`(select count(*) from post_tag m join post p on p.id = m.post_id
  where m.tag_id = tag.id and p.deleted_at is null)::int`
const AUTHOR_POSTS = sql<number>`(select count(*) from post_author m join post p on p.id = m.post_id
  where m.author_id = author.id and p.deleted_at is null)::int`

export async function listTags(db: Drizzle, filter: NamedFilter): Promise<(typeof tag.$inferSelect & Listed)[]> {
  const order = orderOf(tag, TAG_POSTS, filter.sort)
  const rows = await db
    .select({ ...getTableColumns(tag), posts: TAG_POSTS, value: placeValue(order) })
    .from(tag)
    .where(and(named(tag, filter.q), afterPlace(order, tag.id, filter.after)))
    .orderBy(inOrder(order, tag.id))
    .limit(filter.limit)
  return rows.map(({ value, ...row }) => ({ ...row, place: { value, id: row.id } }))
}

export async function listAuthors(db: Drizzle, filter: NamedFilter): Promise<(typeof author.$inferSelect & Listed)[]> {
  const order = orderOf(author, AUTHOR_POSTS, filter.sort)
  const rows = await db
    .select({ ...getTableColumns(author), posts: AUTHOR_POSTS, value: placeValue(order) })
    .from(author)
    .where(and(named(author, filter.q), afterPlace(order, author.id, filter.after)))
    .orderBy(inOrder(order, author.id))
    .limit(filter.limit)
  return rows.map(({ value, ...row }) => ({ ...row, place: { value, id: row.id } }))
}

function named({ name, slug }: typeof tag | typeof author, q: string | undefined) {
  return q ? or(ilike(name, containing(q)), ilike(slug, containing(q))) : undefined
}

function orderOf({ id, name }: typeof tag | typeof author, posts: Order['by'], sort: NamedOrder = '-created'): Order {
  const isDescending = sort.startsWith('-')
  if (sort === 'name' || sort === '-name') return { by: sql`lower(${name})`, type: 'text', isDescending }
  if (sort === 'posts' || sort === '-posts') return { by: posts, type: 'bigint', isDescending }
  return { by: id, type: 'bigint', isDescending }
}
