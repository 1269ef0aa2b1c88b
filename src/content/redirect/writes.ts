import { and, desc, eq, ilike, inArray, lt, or } from 'drizzle-orm'
import { canonicalPath } from '../../cache/index.ts'
import type { Drizzle, WriteTransaction } from '../../db/index.ts'
import { type PostKind, post, redirect } from '../../db/schema.ts'
import { audit } from '../audit.ts'
import { ContentError, namingDuplicates } from '../errors.ts'
import { containing } from '../keyset.ts'

export type RedirectStatus = 301 | 302 | 307 | 308 | 410

/** From a path to a URL or path, or to a post (which it follows through renames); 410 leads nowhere. */
export interface RedirectInput {
  readonly source: string
  readonly target?: string | null | undefined
  readonly postId?: number | null | undefined
  readonly status?: RedirectStatus | undefined
}

export type RedirectRecord = typeof redirect.$inferSelect

export async function createRedirect(tx: WriteTransaction, input: RedirectInput): Promise<RedirectRecord> {
  const values = checkedRedirect(input)
  const [row] = await namingDuplicates('source', values.source, () => tx.insert(redirect).values(values).returning())
  if (!row) throw new Error('PostgreSQL returned no row.')
  await audit(tx, 'redirect.create', `redirect:${row.id}`, values)
  return row
}

export async function updateRedirect(
  tx: WriteTransaction,
  id: number,
  patch: Partial<RedirectInput>,
): Promise<RedirectRecord> {
  const current = await getRedirect(tx, id)
  const values = checkedRedirect({ ...current, status: current.status as RedirectStatus, ...patch })
  const [row] = await namingDuplicates('source', values.source, () =>
    tx.update(redirect).set(values).where(eq(redirect.id, id)).returning(),
  )
  if (!row) throw new ContentError('not-found', `There is no redirect ${id}.`)
  await audit(tx, 'redirect.update', `redirect:${id}`, values)
  return row
}

export async function deleteRedirect(tx: WriteTransaction, id: number): Promise<void> {
  const rows = await tx.delete(redirect).where(eq(redirect.id, id)).returning({ source: redirect.source })
  if (!rows[0]) throw new ContentError('not-found', `There is no redirect ${id}.`)
  await audit(tx, 'redirect.delete', `redirect:${id}`, rows[0])
}

export async function getRedirect(db: Drizzle | WriteTransaction, id: number): Promise<RedirectRecord> {
  const [row] = await db.select().from(redirect).where(eq(redirect.id, id))
  if (!row) throw new ContentError('not-found', `There is no redirect ${id}.`)
  return row
}

/** The redirect of this canonical path. */
export async function redirectAt(db: Drizzle | WriteTransaction, source: string): Promise<RedirectRecord | undefined> {
  const [row] = await db.select().from(redirect).where(eq(redirect.source, source))
  return row
}

/** Those that are there; how many that were. */
export async function deleteRedirects(tx: WriteTransaction, ids: readonly number[]): Promise<number> {
  const rows = await tx
    .delete(redirect)
    .where(inArray(redirect.id, [...ids]))
    .returning({ source: redirect.source })
  if (rows.length > 0) await audit(tx, 'redirect.delete', 'redirects', { sources: rows.map(({ source }) => source) })
  return rows.length
}

export interface RedirectFilter {
  /** Words of the source or target. */
  readonly q?: string | undefined
  readonly status?: RedirectStatus | undefined
  readonly afterId?: number | undefined
  readonly limit: number
}

export interface ListedRedirect extends RedirectRecord {
  /** The post that it follows. */
  readonly post: { readonly id: number; readonly kind: PostKind; readonly title: string } | null
}

/** The newest first. */
export async function listRedirects(
  db: Drizzle,
  { q, status, afterId, limit }: RedirectFilter,
): Promise<ListedRedirect[]> {
  const pattern = q && containing(q)
  const rows = await db
    .select({ redirect, post: { id: post.id, kind: post.kind, title: post.title } })
    .from(redirect)
    .leftJoin(post, eq(post.id, redirect.postId))
    .where(
      and(
        afterId === undefined ? undefined : lt(redirect.id, afterId),
        status && eq(redirect.status, status),
        pattern
          ? or(ilike(redirect.source, pattern), ilike(redirect.target, pattern), ilike(post.title, pattern))
          : undefined,
      ),
    )
    .orderBy(desc(redirect.id))
    .limit(limit)
  return rows.map(({ redirect, post }) => ({ ...redirect, post }))
}

/** As it is stored. Throws `ContentError`. */
export function checkedRedirect({ source, target, postId, status = 301 }: RedirectInput) {
  const path = canonicalPath(source)
  if (path === undefined || path === '/')
    throw new ContentError('invalid', `"${source}" is no path that can be redirected.`, { field: 'source' })
  const isGone = status === 410
  if (isGone !== (target == null && postId == null)) {
    throw new ContentError('invalid', isGone ? 'A 410 has no target.' : 'A redirect needs a target or a postId.', {
      field: 'target',
    })
  }
  // No blanks or control characters, which no header may hold; `/\` is what browsers take for another host.
  if (target != null && !/^(?:https?:\/\/|\/(?![/\\]))[^\s\p{Cc}]*$/u.test(target)) {
    throw new ContentError('invalid', `"${target}" is no target: it begins with / or https://, and has no blanks.`, {
      field: 'target',
    })
  }
  if (target != null && canonicalPath(target) === path)
    throw new ContentError('invalid', 'A redirect cannot lead to itself.', { field: 'target' })
  // A header holds ASCII.
  const written = target?.replace(/[^\x21-\x7e]+/g, encodeURIComponent)
  return { source: path, target: written ?? null, postId: postId ?? null, status }
}
