/** Where a file is shown, or linked to: posts, authors, settings, menus, redirects, and what is typed and not saved yet. */
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Drizzle, WriteTransaction } from '../../db/index.ts'
import {
  author,
  mediaFormer,
  mediaUse,
  navigationItem,
  type PostKind,
  type PostStatus,
  post,
  redirect,
} from '../../db/schema.ts'

export interface MediaUse {
  readonly kind: PostKind | 'author' | 'setting' | 'menu' | 'redirect'
  /** Of settings and menus their name. */
  readonly id: number | string
  readonly title: string
  /** `text`, `cover`, `picture`, `unsaved` … */
  readonly places: readonly string[]
  /** Of a post. */
  readonly status: PostStatus | null
  readonly isInBin: boolean
  /** Of a post: whose it is. */
  readonly authorIds: readonly number[]
}

export interface MediaUses {
  readonly items: readonly MediaUse[]
  /** How many more rows there are. */
  readonly more: number
}

const PLACES: Readonly<Record<string, string>> = {
  ...{
    'post/markdown': 'text',
    'post/cover_url': 'cover',
    'post/social_image_url': 'social',
    'author/avatar_url': 'picture',
    'author/bio': 'text',
  },
  ...{
    'autosave/fields': 'unsaved',
    'navigation_item/url': 'menu',
    'redirect/target': 'target',
    'setting/value': 'setting',
  },
}

const MAX_ROWS = 500

/** By its present address or an earlier one. */
export async function mediaUses(
  db: Drizzle | WriteTransaction,
  { id, hash }: { readonly id: number; readonly hash: string },
): Promise<MediaUses> {
  const former = await db.select({ hash: mediaFormer.hash }).from(mediaFormer).where(eq(mediaFormer.mediaId, id))
  const isUse = inArray(mediaUse.hash, [hash, ...former.map((row) => row.hash)])
  const rows = await db
    .select()
    .from(mediaUse)
    .where(isUse)
    .orderBy(asc(mediaUse.relation), asc(mediaUse.rowId), asc(mediaUse.rowKey), asc(mediaUse.field))
    .limit(MAX_ROWS)
  const [total] =
    rows.length < MAX_ROWS ? [] : await db.select({ count: sql<number>`count(*)::int` }).from(mediaUse).where(isUse)
  const idsOf = (...relations: string[]) => [
    ...new Set(rows.filter(({ relation }) => relations.includes(relation)).map(({ rowId }) => rowId)),
  ]
  const placesOf = (relations: readonly string[], rowId: number, rowKey = '') => [
    ...new Set(
      rows
        .filter((row) => relations.includes(row.relation) && row.rowId === rowId && row.rowKey === rowKey)
        .map(({ relation, field }) => PLACES[`${relation}/${field}`] ?? field),
    ),
  ]
  const plain = { status: null, isInBin: false, authorIds: [] }
  const [posts, authors, entries, redirects] = await Promise.all([
    postsOf(db, idsOf('post', 'autosave')),
    namedRows(idsOf('author'), (ids) =>
      db.select({ id: author.id, title: author.name }).from(author).where(inArray(author.id, ids)),
    ),
    namedRows(idsOf('navigation_item'), (ids) =>
      db
        .select({ id: navigationItem.menu, title: navigationItem.label, rowId: navigationItem.id })
        .from(navigationItem)
        .where(inArray(navigationItem.id, ids)),
    ),
    namedRows(idsOf('redirect'), (ids) =>
      db.select({ id: redirect.id, title: redirect.source }).from(redirect).where(inArray(redirect.id, ids)),
    ),
  ])
  const settings = rows.filter(({ relation }) => relation === 'setting').map(({ rowKey }) => rowKey)
  return {
    items: [
      ...posts.map((row) => ({ ...row, places: placesOf(['post', 'autosave'], row.id) })),
      ...authors.map((row) => ({ ...plain, ...row, kind: 'author' as const, places: placesOf(['author'], row.id) })),
      ...settings.map((key) => ({ ...plain, kind: 'setting' as const, id: key, title: key, places: ['setting'] })),
      ...entries.map(({ id, title }) => ({ ...plain, kind: 'menu' as const, id, title, places: ['menu'] })),
      ...redirects.map((row) => ({ ...plain, ...row, kind: 'redirect' as const, places: ['target'] })),
    ],
    more: (total?.count ?? rows.length) - rows.length,
  }
}

async function namedRows<T>(ids: readonly number[], read: (ids: number[]) => Promise<T[]>): Promise<T[]> {
  return ids.length === 0 ? [] : read([...ids])
}

async function postsOf(db: Drizzle | WriteTransaction, ids: number[]) {
  if (ids.length === 0) return []
  const rows = await db
    .select({
      ...{ id: post.id, kind: post.kind, title: post.title, status: post.status },
      isInBin: sql<boolean>`${post.deletedAt} is not null`,
      authorIds: sql<number[]>`array(select a.author_id::float8 from post_author a where a.post_id = post.id)`,
    })
    .from(post)
    .where(inArray(post.id, ids))
    .orderBy(asc(post.id))
  return rows
}

/** The rows of tables that hold any of the addresses, for those who rewrite them. */
export async function rowsUsing(
  tx: WriteTransaction,
  hashes: readonly string[],
  relation: string,
): Promise<{ readonly ids: number[]; readonly keys: string[] }> {
  const rows = await tx
    .select({ id: mediaUse.rowId, key: mediaUse.rowKey })
    .from(mediaUse)
    .where(and(inArray(mediaUse.hash, [...hashes]), eq(mediaUse.relation, relation)))
  return { ids: [...new Set(rows.map(({ id }) => id))].sort((a, b) => a - b), keys: rows.map(({ key }) => key) }
}
