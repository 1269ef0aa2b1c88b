import { eq, sql } from 'drizzle-orm'
import type { WriteTransaction } from '../../db/index.ts'
import { media, mediaFormer } from '../../db/schema.ts'
import { audit } from '../audit.ts'
import { ContentError } from '../errors.ts'
import type { MediaFiles } from './files.ts'
import { getMedia, lockMedia, type MediaRecord } from './record.ts'
import { keepBytes, type Upload } from './upload.ts'

export interface UploadedBy {
  readonly alt?: string | undefined
  /** The account whose it will be. */
  readonly accountId?: number | undefined
}

/** Stores a file; the same bytes are the same record, whose ever it is. */
export async function storeMedia(
  tx: WriteTransaction,
  files: MediaFiles,
  upload: Upload,
  { alt = '', accountId }: UploadedBy = {},
): Promise<MediaRecord> {
  await keepBytes(tx, files, upload)
  const { bytes, ...columns } = upload
  const [known] = await tx.select({ id: media.id }).from(media).where(eq(media.hash, upload.hash))
  if (known) return getMedia(tx, known.id)
  const [row] = await tx
    .insert(media)
    .values({
      ...{ ...columns, byteSize: bytes.length, alt, uploadedBy: accountId ?? null },
      uploader: sql`coalesce(nullif(current_setting('hearth.actor', true), ''), session_user)`,
    })
    .returning({ id: media.id })
  if (!row) throw new Error('PostgreSQL returned no row.')
  // It is what its address says again.
  await tx.delete(mediaFormer).where(eq(mediaFormer.hash, upload.hash))
  await audit(tx, 'media.create', `media:${row.id}`, { fileName: upload.fileName })
  return getMedia(tx, row.id)
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
    .returning({ id: media.id })
  if (!row) throw new ContentError('not-found', `There is no media ${id}.`)
  await audit(tx, 'media.update', `media:${id}`, { fields: Object.keys(patch) })
  return getMedia(tx, id)
}

/** Removes the row; refused while anything shows it. The caller removes the bytes after the commit. */
export async function deleteMedia(tx: WriteTransaction, id: number): Promise<MediaRecord> {
  const record = await lockMedia(tx, id)
  if (record.uses > 0)
    throw new ContentError('in-use', `“${record.fileName}” is in use; take it out where it is shown first.`)
  await tx.delete(media).where(eq(media.id, id))
  await audit(tx, 'media.delete', `media:${id}`, { fileName: record.fileName })
  return record
}
