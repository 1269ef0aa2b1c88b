/** Which addresses a change may have given to something: the new post's, its month's, a tag's next page. */
import { sql } from 'drizzle-orm'
import type { Touches } from '../cache/index.ts'
import { type FormerSlug, formerPath, type Inventory, type ListAddresses, monthsOf, type Span } from './inventory.ts'
import { authorPath, pagePath, postPath, tagPath } from './permalink.ts'
import type { Moves, Places } from './places.ts'
import type { SnapshotTransaction } from './reading.ts'
import { snapshotSettings } from './settings/reads.ts'
import type { PostKind, SlugOwner } from './types.ts'

const NONE: Span = { from: 1, to: 0 }

/** Settings that give many pages another address at once. */
const ADDRESSING_SETTINGS = ['setting:permalink', 'setting:timeZone', 'setting:postsPerPage']

/** Whether the change moves more than it names. */
export function movesEverything(net: Touches): boolean {
  return net.prefixes.size > 0 || ADDRESSING_SETTINGS.some((name) => net.names.has(name))
}

/**
 * What may have appeared between the places and the snapshot, a superset: the store is asked which of it it lacks.
 * @param net what changed, exactly
 */
export async function readAppearing(
  tx: SnapshotTransaction,
  net: Touches,
  places: Places,
  moves: Moves,
): Promise<Inventory | undefined> {
  const named = namedIn(net)
  const lists = [...net.lists.values()]
  if (lists.length === 0 && Object.values(named).every((rows) => rows.length === 0)) return undefined

  const { permalink, timeZone, postsPerPage } = await snapshotSettings(tx)
  const rows = await readPosts(tx, named.posts)
  const entered = [...moves].flatMap(([id, now]) => (now && now.at !== places.get(id)?.at ? [now.at] : []))
  const posts = net.lists.get('posts')
  const grown = (list: string): Span => {
    const change = net.lists.get(list)
    return change ? growth(change.sizeBefore, change.sizeAfter, postsPerPage) : NONE
  }

  const listsOf = async (kind: 'tag' | 'author', renamed: readonly number[]): Promise<ListAddresses[]> => {
    const ids = new Set(renamed)
    for (const list of net.lists.keys()) if (list.startsWith(`${kind}:`)) ids.add(Number(list.slice(kind.length + 1)))
    const slugs = await readSlugs(tx, kind, [...ids])
    return slugs.map(({ id, slug }) => {
      const list = `${kind}:${id}`
      const size = net.lists.get(list)?.sizeAfter ?? places.size(list)
      const isNew = size > 0 && (renamed.includes(id) || net.lists.get(list)?.sizeBefore === 0)
      const pages = isNew ? { from: 1, to: Math.ceil(size / postsPerPage) } : grown(list)
      return { path: kind === 'tag' ? tagPath({ slug }) : authorPath({ slug }), isNew, pages }
    })
  }

  return {
    posts: rows
      .filter(({ kind }) => kind === 'post')
      .map(({ slug, at }) => postPath(permalink, timeZone, { slug, publishedAt: new Date(at) })),
    pages: rows.filter(({ kind }) => kind === 'page').map(pagePath),
    archivePages: grown('posts'),
    months: monthsOf(entered, timeZone),
    tags: await listsOf('tag', named.tags),
    authors: await listsOf('author', named.authors),
    postCount: posts ? { from: posts.sizeBefore, to: posts.sizeAfter } : NONE,
    redirects: [
      ...named.redirects,
      ...[...named.formerSlugs, ...(await readFormerSlugs(tx, named))].map((slug) => formerPath(slug, permalink)),
      ...(await readRedirectsTo(tx, named.posts)),
    ],
  }
}

/** The pages that a list has gained. */
function growth(before: number, after: number, perPage: number): Span {
  return { from: Math.ceil(before / perPage) + 1, to: Math.ceil(after / perPage) }
}

/** What the names of touches say about who may have another address. */
function namedIn(net: Touches) {
  const ids: Record<string, Set<number>> = { post: new Set(), tag: new Set(), author: new Set() }
  const redirects: string[] = []
  const formerSlugs: FormerSlug[] = []
  for (const name of net.names) {
    const row = /^(post|tag|author):(\d+)\/(?:dated-)?address$/.exec(name)
    if (row?.[1]) ids[row[1]]?.add(Number(row[2]))
    if (name.startsWith('lookup:redirect/')) redirects.push(name.slice('lookup:redirect'.length))
    const former = /^lookup:history\/(\w+)\/(.+)$/.exec(name)
    if (former?.[1] && former[2]) formerSlugs.push({ kind: former[1] as SlugOwner, slug: former[2] })
  }
  return {
    posts: [...(ids.post ?? [])],
    tags: [...(ids.tag ?? [])],
    authors: [...(ids.author ?? [])],
    redirects,
    formerSlugs,
  }
}

/** Those in the bin, too: an address that something had before may answer now that it is gone. */
async function readPosts(tx: SnapshotTransaction, ids: readonly number[]) {
  if (ids.length === 0) return []
  return tx.execute<{ kind: PostKind; slug: string; at: number }>(sql`
    select p.kind, p.slug, epoch_ms(p.published_at)::float8 as at from post p
    where p.id = any(${idArray(ids)}) and p.status = 'published'`)
}

/** What had another slug before leads to it, once it is there. */
async function readFormerSlugs(
  tx: SnapshotTransaction,
  { posts, tags, authors }: Record<'posts' | 'tags' | 'authors', readonly number[]>,
) {
  if (posts.length + tags.length + authors.length === 0) return []
  return tx.execute<FormerSlug & Record<string, unknown>>(sql`
    select kind, slug from slug_history where (kind in ('post', 'page') and owner_id = any(${idArray(posts)}))
      or (kind = 'tag' and owner_id = any(${idArray(tags)})) or (kind = 'author' and owner_id = any(${idArray(authors)}))`)
}

async function readRedirectsTo(tx: SnapshotTransaction, posts: readonly number[]): Promise<string[]> {
  if (posts.length === 0) return []
  const rows = await tx.execute<{ source: string }>(sql`
    select source from redirect where post_id = any(${idArray(posts)})`)
  return rows.map(({ source }) => source)
}

async function readSlugs(tx: SnapshotTransaction, kind: 'tag' | 'author', ids: readonly number[]) {
  if (ids.length === 0) return []
  return tx.execute<{ id: number; slug: string }>(sql`
    select id::float8 as id, slug from ${sql.identifier(kind)} where id = any(${idArray(ids)})`)
}

function idArray(ids: readonly number[]) {
  return sql`${`{${ids.join(',')}}`}::bigint[]`
}
