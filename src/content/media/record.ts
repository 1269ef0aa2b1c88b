/** Files as writers see them. Records no dependencies; not for public pages. */
import { and, eq, ilike, like, not, or, type SQL, sql } from 'drizzle-orm'
import type { Drizzle, WriteTransaction } from '../../db/index.ts'
import { account, media, mediaFormer } from '../../db/schema.ts'
import { ContentError } from '../errors.ts'
import { afterPlace, containing, inOrder, type Order, type Place, placeValue } from '../keyset.ts'

export type MediaRow = typeof media.$inferSelect

export interface MediaRecord extends MediaRow {
  /** How many texts, covers, settings and so on refer to it. */
  readonly uses: number
  readonly uploaderName: string | null
}

export const MEDIA_KINDS = ['image', 'video', 'audio', 'document'] as const
export type MediaKind = (typeof MEDIA_KINDS)[number]

export const MEDIA_ORDERS = ['-created', 'created', 'name', '-name', '-size', 'size'] as const
export type MediaOrder = (typeof MEDIA_ORDERS)[number]

export interface MediaFilter {
  /** A part of the name or of what it shows. */
  readonly q?: string | undefined
  readonly kind?: MediaKind | undefined
  readonly isUsed?: boolean | undefined
  /** An account's. */
  readonly uploadedBy?: number | undefined
  readonly sort?: MediaOrder | undefined
  readonly after?: Place | undefined
  readonly limit: number
}

export function mediaUrl({ hash, extension }: { hash: string; extension: string }): string {
  return `/media/${hash}.${extension}`
}

export function mediaKind(contentType: string): MediaKind {
  const [top = ''] = contentType.split('/')
  return MEDIA_KINDS.find((kind) => kind === top) ?? 'document'
}

/** Texts may hold its present address or one that it had before. */
const USES = sql`(select count(*) from media_use u where u.hash = any (
  array[media.hash] || array(select f.hash from media_former f where f.media_id = media.id)))::int`

const COLUMNS = { media, uses: sql<number>`${USES}`, uploaderName: account.name }

export async function listMedia(
  db: Drizzle,
  { q, kind, isUsed, uploadedBy, sort = '-created', after, limit }: MediaFilter,
): Promise<(MediaRecord & { readonly place: Place })[]> {
  const order = orderOf(sort)
  const isOfKind = (name: string) => like(media.contentType, `${name}/%`)
  const conditions: (SQL | undefined)[] = [
    q ? or(ilike(media.fileName, containing(q)), ilike(media.alt, containing(q))) : undefined,
    kind === 'document' ? not(or(isOfKind('image'), isOfKind('video'), isOfKind('audio')) ?? sql`false`) : undefined,
    kind && kind !== 'document' ? isOfKind(kind) : undefined,
    isUsed === undefined ? undefined : isUsed ? sql`${USES} > 0` : sql`${USES} = 0`,
    uploadedBy === undefined ? undefined : eq(media.uploadedBy, uploadedBy),
    afterPlace(order, media.id, after),
  ]
  const rows = await db
    .select({ ...COLUMNS, value: placeValue(order) })
    .from(media)
    .leftJoin(account, eq(account.id, media.uploadedBy))
    .where(and(...conditions))
    .orderBy(inOrder(order, media.id))
    .limit(limit)
  return rows.map(({ media, value, ...rest }) => ({ ...media, ...rest, place: { value, id: media.id } }))
}

function orderOf(sort: MediaOrder): Order {
  const isDescending = sort.startsWith('-')
  switch (sort) {
    case 'name':
    case '-name':
      return { by: sql`lower(${media.fileName})`, type: 'text', isDescending }
    case 'size':
    case '-size':
      return { by: media.byteSize, type: 'bigint', isDescending }
    default:
      return { by: media.id, type: 'bigint', isDescending }
  }
}

/** Throws `not-found`. */
export async function getMedia(db: Drizzle | WriteTransaction, id: number): Promise<MediaRecord> {
  const [row] = await db
    .select(COLUMNS)
    .from(media)
    .leftJoin(account, eq(account.id, media.uploadedBy))
    .where(eq(media.id, id))
  if (!row) throw new ContentError('not-found', `There is no media ${id}.`)
  const { media: record, ...rest } = row
  return { ...record, ...rest }
}

/** As `getMedia`, and nobody else changes it until the transaction ends. */
export async function lockMedia(tx: WriteTransaction, id: number): Promise<MediaRecord> {
  await tx.select({ id: media.id }).from(media).where(eq(media.id, id)).for('update')
  return getMedia(tx, id)
}

/** The file of this content. */
export async function mediaAt(db: Drizzle | WriteTransaction, hash: string): Promise<MediaRow | undefined> {
  const [row] = await db.select().from(media).where(eq(media.hash, hash))
  return row
}

/** The file that took the place of the one with this content. */
export async function successorOfMedia(db: Drizzle, hash: string): Promise<MediaRow | undefined> {
  const [row] = await db
    .select({ media })
    .from(mediaFormer)
    .innerJoin(media, eq(media.id, mediaFormer.mediaId))
    .where(eq(mediaFormer.hash, hash))
  return row?.media
}
