/** The tags and authors of a post: named by slug or name, made when they are new. */
import { inArray, or, sql } from 'drizzle-orm'
import type { WriteTransaction } from '../../db/index.ts'
import { type author, postAuthor, postTag, type tag } from '../../db/schema.ts'
import { ContentError } from '../errors.ts'
import { slugify } from '../slug.ts'

/** Ids of the tags (or authors) in the order given; unknown ones are created. Throws on a name without a letter. */
export async function findOrCreate(
  tx: WriteTransaction,
  table: typeof tag | typeof author,
  field: string,
  names: readonly string[],
): Promise<number[]> {
  const wanted = new Map<string, string>()
  for (const name of names.map((text) => text.trim())) {
    const slug = slugify(name)
    if (!slug) throw new ContentError('invalid', `"${name}" is no name: it needs a letter or digit.`, { field })
    if (!wanted.has(slug)) wanted.set(slug, name)
  }
  if (wanted.size === 0) return []
  const slugs = [...wanted.keys()]
  const lowerNames = [...wanted.values()].map((name) => name.toLowerCase())
  const byNameOrSlug = or(inArray(table.slug, slugs), inArray(sql`lower(${table.name})`, lowerNames))
  const find = () => tx.select({ id: table.id, slug: table.slug, name: table.name }).from(table).where(byNameOrSlug)
  const idOf = (rows: Awaited<ReturnType<typeof find>>, [slug, name]: [string, string]) =>
    (rows.find((row) => row.slug === slug) ?? rows.find((row) => row.name.toLowerCase() === name.toLowerCase()))?.id

  let rows = await find()
  const missing = [...wanted].filter((entry) => idOf(rows, entry) === undefined)
  if (missing.length > 0) {
    // In a fixed order, so that two writers who make the same ones cannot wait for each other.
    const values = missing.map(([slug, name]) => ({ slug, name })).sort((a, b) => (a.slug < b.slug ? -1 : 1))
    await tx.insert(table).values(values).onConflictDoNothing()
    rows = await find()
  }
  return [...new Set([...wanted].map((entry) => idOf(rows, entry)).filter((id) => id !== undefined))]
}

/** Makes the post have exactly these; rows that stay are not touched. Returns whether anything changed. */
export async function setMembers(
  tx: WriteTransaction,
  postId: number,
  kind: 'tag' | 'author',
  ids: readonly number[],
): Promise<boolean> {
  const list = sql`${`{${ids.join(',')}}`}::bigint[]`
  const table = kind === 'tag' ? postTag : postAuthor
  const column = sql.identifier(kind === 'tag' ? 'tag_id' : 'author_id')
  const removed = await tx.execute(
    sql`delete from ${table} where post_id = ${postId} and ${column} <> all(${list}) returning 1`,
  )
  const added = await tx.execute(sql`
    insert into ${table} as m (post_id, ${column}, position)
    select ${postId}::bigint, w.id, w.position - 1 from unnest(${list}) with ordinality as w (id, position)
    on conflict (post_id, ${column}) do update set position = excluded.position where m.position <> excluded.position
    returning 1`)
  return removed.length + added.length > 0
}
