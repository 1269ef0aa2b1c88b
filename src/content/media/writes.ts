import { createHash } from 'node:crypto'
import { desc, eq, like, lt, sql } from 'drizzle-orm'
import sharp from 'sharp'
import type { Drizzle, WriteTransaction } from '../../db/index.ts'
import { media, post } from '../../db/schema.ts'
import { audit } from '../audit.ts'
import { ContentError } from '../errors.ts'
import { sniffType } from './file-type.ts'
import type { MediaFiles } from './files.ts'

export interface MediaInput {
  readonly bytes: Uint8Array
  readonly fileName: string
  readonly alt?: string | undefined
}

export type MediaRecord = typeof media.$inferSelect

export function mediaUrl({ hash, extension }: { hash: string; extension: string }): string {
  return `/media/${hash}.${extension}`
}

/** Stores a file; the same bytes are the same record. The bytes are on the disk before the row is. */
export async function storeMedia(tx: WriteTransaction, files: MediaFiles, input: MediaInput): Promise<MediaRecord> {
  const { bytes, fileName, alt } = input
  if (bytes.length === 0) throw new ContentError('invalid', `"${fileName}" is empty.`, { field: 'file' })
  const type = sniffType(bytes)
  if (!type)
    throw new ContentError('unsupported-media', `"${fileName}" is no picture, video, sound, PDF or text.`, {
      field: 'file',
    })
  const hash = createHash('sha256').update(bytes).digest('hex')
  const [known] = await tx.select().from(media).where(eq(media.hash, hash))
  await files.store(hash, type.extension, bytes)
  if (known) return known
  const size = type.contentType.startsWith('image/') ? await imageSize(bytes) : {}
  const [row] = await tx
    .insert(media)
    .values({ hash, ...type, fileName, byteSize: bytes.length, alt: alt ?? '', ...size })
    .onConflictDoUpdate({ target: media.hash, set: { updatedAt: sql`now()` } })
    .returning()
  if (!row) throw new Error('PostgreSQL returned no row.')
  await audit(tx, 'media.create', `media:${row.id}`, { fileName })
  return row
}

/** As shown, after the camera's orientation; nothing for a picture that cannot be read. */
async function imageSize(bytes: Uint8Array): Promise<{ width?: number; height?: number }> {
  try {
    const { width, height, autoOrient } = await sharp(bytes, { limitInputPixels: 500_000_000 }).metadata()
    return { width: autoOrient?.width ?? width, height: autoOrient?.height ?? height }
  } catch {
    return {}
  }
}

export async function updateMedia(
  tx: WriteTransaction,
  id: number,
  patch: { alt?: string | undefined; fileName?: string | undefined },
): Promise<MediaRecord> {
  const [row] = await tx
    .update(media)
    .set({ ...patch, updatedAt: new Date() })
    .where(eq(media.id, id))
    .returning()
  if (!row) throw new ContentError('not-found', `There is no media ${id}.`)
  await audit(tx, 'media.update', `media:${id}`, { fields: Object.keys(patch) })
  return row
}

/** Removes the row; refused while a post shows it. The caller removes the file after the commit. */
export async function deleteMedia(tx: WriteTransaction, id: number): Promise<MediaRecord> {
  const row = await getMedia(tx, id)
  const users = await tx
    .select({ title: post.title })
    .from(post)
    .where(like(post.markdown, `%${row.hash}%`))
    .limit(3)
  if (users.length > 0) {
    throw new ContentError(
      'in-use',
      `It is shown in ${users.map(({ title }) => `"${title}"`).join(', ')}; take it out there first.`,
    )
  }
  await tx.delete(media).where(eq(media.id, id))
  await audit(tx, 'media.delete', `media:${id}`, { fileName: row.fileName })
  return row
}

export async function getMedia(db: Drizzle | WriteTransaction, id: number): Promise<MediaRecord> {
  const [row] = await db.select().from(media).where(eq(media.id, id))
  if (!row) throw new ContentError('not-found', `There is no media ${id}.`)
  return row
}

/** The file of this content. */
export async function mediaAt(db: Drizzle | WriteTransaction, hash: string): Promise<MediaRecord | undefined> {
  const [row] = await db.select().from(media).where(eq(media.hash, hash))
  return row
}

export function listMedia(db: Drizzle, page: { afterId?: number | undefined; limit: number }): Promise<MediaRecord[]> {
  const where = page.afterId === undefined ? undefined : lt(media.id, page.afterId)
  return db.select().from(media).where(where).orderBy(desc(media.id)).limit(page.limit)
}
