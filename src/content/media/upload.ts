/** What arrives: looked at, and put on the disk. */
import { createHash } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import sharp from 'sharp'
import type { Database, WriteTransaction } from '../../db/index.ts'
import { media } from '../../db/schema.ts'
import { ContentError } from '../errors.ts'
import { sniffType } from './file-type.ts'
import type { MediaFiles } from './files.ts'

/** A file as it will be stored. */
export interface Upload {
  readonly bytes: Uint8Array
  readonly hash: string
  readonly extension: string
  readonly contentType: string
  readonly fileName: string
  readonly width: number | null
  readonly height: number | null
}

/** Throws `ContentError` for what is not stored here. */
export async function lookAtUpload(bytes: Uint8Array, fileName: string): Promise<Upload> {
  if (bytes.length === 0) throw new ContentError('invalid', `"${fileName}" is empty.`, { field: 'file' })
  const type = sniffType(bytes)
  if (!type)
    throw new ContentError('unsupported-media', `"${fileName}" is no picture, video, sound, PDF or text.`, {
      field: 'file',
    })
  const size = type.contentType.startsWith('image/') ? await imageSize(bytes) : {}
  const hash = createHash('sha256').update(bytes).digest('hex')
  return { bytes, hash, ...type, fileName, width: size.width ?? null, height: size.height ?? null }
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

/** Puts the bytes on the disk, before the row says that they are there. Until the transaction ends nobody removes them. */
export async function keepBytes(tx: WriteTransaction, files: MediaFiles, upload: Upload): Promise<void> {
  await holdHash(tx, upload.hash)
  await files.store(upload.hash, upload.extension, upload.bytes)
}

/** Takes the bytes off the disk, unless somebody uploaded the same again meanwhile. */
export async function removeBytes(
  { drizzle }: Database,
  files: MediaFiles,
  { hash, extension }: { readonly hash: string; readonly extension: string },
): Promise<void> {
  await drizzle.transaction(async (tx) => {
    await holdHash(tx, hash)
    const [row] = await tx.select({ id: media.id }).from(media).where(eq(media.hash, hash))
    if (!row) await files.remove(hash, extension)
  })
}

async function holdHash(tx: WriteTransaction, hash: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`media/${hash}`}, 0))`)
}
