/** Earlier versions of a post, and what somebody has typed since the last. */
import { and, desc, eq, ne, sql } from 'drizzle-orm'
import type { Drizzle, WriteTransaction } from '../../db/index.ts'
import { autosave, revision } from '../../db/schema.ts'
import { ContentError } from '../errors.ts'
import type { PostRecord } from './record.ts'

export interface RevisionHead {
  readonly version: number
  readonly title: string
  readonly actor: string
  readonly createdAt: Date
}

export interface Revision extends RevisionHead {
  readonly markdown: string
  readonly excerpt: string | null
}

const HEAD = {
  version: revision.version,
  title: revision.title,
  actor: revision.actor,
  createdAt: revision.createdAt,
}

/** The newest first. */
export function listRevisions(db: Drizzle, postId: number, limit = 200): Promise<RevisionHead[]> {
  return db.select(HEAD).from(revision).where(eq(revision.postId, postId)).orderBy(desc(revision.version)).limit(limit)
}

/** Throws `not-found`. */
export async function getRevision(db: Drizzle, postId: number, version: number): Promise<Revision> {
  const [row] = await db
    .select({ ...HEAD, markdown: revision.markdown, excerpt: revision.excerpt })
    .from(revision)
    .where(and(eq(revision.postId, postId), eq(revision.version, version)))
  if (!row) throw new ContentError('not-found', `There is no version ${version} of post ${postId}.`)
  return row
}

export interface Autosave {
  readonly baseVersion: number
  readonly fields: unknown
  readonly actor: string
  readonly savedAt: Date
}

/** Keeps what is typed, in the place of what was kept before. */
export async function keepAutosave(tx: WriteTransaction, postId: number, kept: Autosave): Promise<void> {
  await tx
    .insert(autosave)
    .values({ postId, ...kept })
    .onConflictDoUpdate({ target: autosave.postId, set: { ...kept } })
}

export async function getAutosave(db: Drizzle, postId: number): Promise<Autosave | undefined> {
  const [row] = await db.select().from(autosave).where(eq(autosave.postId, postId))
  return row
}

export async function dropAutosave(tx: WriteTransaction, postId: number): Promise<void> {
  await tx.delete(autosave).where(eq(autosave.postId, postId))
}

/** Keeps what a save made, unless its text is that of the version before. */
export async function keepRevision(tx: WriteTransaction, record: PostRecord): Promise<void> {
  const { id, version, title, markdown, excerpt } = record
  const [last] = await tx
    .select()
    .from(revision)
    .where(and(eq(revision.postId, id), ne(revision.version, version)))
    .orderBy(sql`version desc`)
    .limit(1)
  if (last && last.title === title && last.markdown === markdown && last.excerpt === excerpt) return
  const actor = sql`coalesce(nullif(current_setting('hearth.actor', true), ''), session_user)`
  await tx.insert(revision).values({ postId: id, version, title, markdown, excerpt, actor }).onConflictDoNothing()
}
