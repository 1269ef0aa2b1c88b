/** The log of addresses that are not found: what to look at, and what to forget. */
import { and, asc, desc, eq, notExists, type SQL } from 'drizzle-orm'
import { ContentError } from '../content/index.ts'
import type { Drizzle, WriteTransaction } from '../db/index.ts'
import { notFound, redirect } from '../db/schema.ts'

export type NotFoundRecord = typeof notFound.$inferSelect

export interface NotFoundFilter {
  /** Those that machines ask for too. */
  readonly noise: boolean
  /** Only those that somebody ignores; otherwise only the others. */
  readonly ignored: boolean
  readonly order: 'hits' | 'recent'
  readonly limit: number
}

/** Of addresses that do not redirect. */
export function listNotFound(db: Drizzle, { noise, ignored, order, limit }: NotFoundFilter): Promise<NotFoundRecord[]> {
  const answered = db.select({ id: redirect.id }).from(redirect).where(eq(redirect.source, notFound.path))
  const conditions: (SQL | undefined)[] = [
    eq(notFound.ignored, ignored),
    noise ? undefined : eq(notFound.noise, false),
    notExists(answered),
  ]
  const place = order === 'hits' ? [desc(notFound.hits), desc(notFound.lastSeen)] : [desc(notFound.lastSeen)]
  return db
    .select()
    .from(notFound)
    .where(and(...conditions))
    .orderBy(...place, asc(notFound.id))
    .limit(limit)
}

export async function ignoreNotFound(tx: WriteTransaction, id: number, ignored: boolean): Promise<void> {
  const rows = await tx.update(notFound).set({ ignored }).where(eq(notFound.id, id)).returning({ id: notFound.id })
  if (rows.length === 0) throw noSuch(id)
}

/** It comes back when somebody asks for it again. */
export async function deleteNotFound(tx: WriteTransaction, id: number): Promise<void> {
  const rows = await tx.delete(notFound).where(eq(notFound.id, id)).returning({ id: notFound.id })
  if (rows.length === 0) throw noSuch(id)
}

/** All but those that somebody ignores. */
export async function clearNotFound(tx: WriteTransaction): Promise<void> {
  await tx.delete(notFound).where(eq(notFound.ignored, false))
}

function noSuch(id: number): ContentError {
  return new ContentError('not-found', `There is no address ${id} in the log.`)
}
