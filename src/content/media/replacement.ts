/**
 * Another file in the place of one, with everything that shows it.
 *
 * The address of a file is the hash of its content, and browsers and proxies keep what they got from it for a year without
 * asking again. So the new bytes get an address of their own, and whatever holds the old one is rewritten in the same
 * transaction: readers see the new file at once, wherever it is shown. The old address leads to the new one.
 */
import { eq, inArray, sql } from 'drizzle-orm'
import type { WriteTransaction } from '../../db/index.ts'
import { author, autosave, media, mediaFormer, navigationItem, redirect, setting } from '../../db/schema.ts'
import { audit } from '../audit.ts'
import { ContentError } from '../errors.ts'
import { rewritePost, type WriteContext } from '../post/writes.ts'
import { lockMedia, type MediaRecord, mediaAt, mediaKind, mediaUrl } from './record.ts'
import type { Upload } from './upload.ts'
import { rowsUsing } from './uses.ts'

/** The bytes are on the disk before this. Answers with the old record, whose bytes the caller removes after the commit. */
export async function replaceMedia(
  tx: WriteTransaction,
  context: WriteContext,
  id: number,
  upload: Upload,
): Promise<MediaRecord> {
  const old = await lockMedia(tx, id)
  if (old.hash === upload.hash) return old
  await checkReplaceable(tx, old, upload)
  const former = await tx.select({ hash: mediaFormer.hash }).from(mediaFormer).where(eq(mediaFormer.mediaId, id))
  const hashes = [old.hash, ...former.map(({ hash }) => hash)]
  const { bytes, ...columns } = upload
  await tx
    .update(media)
    .set({ ...columns, byteSize: bytes.length, updatedAt: new Date() })
    .where(eq(media.id, id))
  await tx.delete(mediaFormer).where(eq(mediaFormer.hash, upload.hash))
  await tx.insert(mediaFormer).values({ hash: old.hash, mediaId: id })
  await rewrite(tx, context, hashes, mediaUrl(upload))
  await audit(tx, 'media.replace', `media:${id}`, { from: old.fileName, to: upload.fileName })
  return old
}

async function checkReplaceable(tx: WriteTransaction, old: MediaRecord, upload: Upload): Promise<void> {
  const kind = mediaKind(old.contentType)
  if (mediaKind(upload.contentType) !== kind)
    throw new ContentError('invalid', `“${old.fileName}” is ${NOUN[kind]}, so what takes its place has to be one.`, {
      field: 'file',
    })
  const same = await mediaAt(tx, upload.hash)
  if (same)
    throw new ContentError('in-use', `The library has this very file already, as “${same.fileName}”.`, {
      field: 'file',
    })
}

const NOUN = { image: 'a picture', video: 'a video', audio: 'a sound', document: 'a document' } as const

async function rewrite(
  tx: WriteTransaction,
  context: WriteContext,
  hashes: readonly string[],
  address: string,
): Promise<void> {
  const pattern = `/media/(?:${hashes.join('|')})\\.[a-z0-9]{2,5}`
  const inText = (text: string) => text.replace(new RegExp(pattern, 'g'), address)
  const { ids: posts } = await rowsUsing(tx, hashes, 'post')
  // Each is rendered anew: a picture's size is in the page.
  for (const id of posts) await rewritePost(tx, context, id, inText)

  // Neither the address nor the hashes have a character that means something in a pattern or in JSON.
  const replaced = (column: unknown) => sql`regexp_replace(${column}, ${pattern}, ${address}, 'g')`
  const { ids: saves } = await rowsUsing(tx, hashes, 'autosave')
  if (saves.length > 0)
    await tx
      .update(autosave)
      .set({ fields: sql`${replaced(sql`fields::text`)}::jsonb` })
      .where(inArray(autosave.postId, saves))
  const { ids: authors } = await rowsUsing(tx, hashes, 'author')
  if (authors.length > 0)
    await tx
      .update(author)
      .set({ avatarUrl: replaced(author.avatarUrl), bio: replaced(author.bio), updatedAt: new Date() })
      .where(inArray(author.id, authors))
  const { ids: entries } = await rowsUsing(tx, hashes, 'navigation_item')
  if (entries.length > 0)
    await tx
      .update(navigationItem)
      .set({ url: replaced(navigationItem.url) })
      .where(inArray(navigationItem.id, entries))
  const { ids: redirects } = await rowsUsing(tx, hashes, 'redirect')
  if (redirects.length > 0)
    await tx
      .update(redirect)
      .set({ target: replaced(redirect.target) })
      .where(inArray(redirect.id, redirects))
  const { keys } = await rowsUsing(tx, hashes, 'setting')
  if (keys.length > 0)
    await tx
      .update(setting)
      .set({ value: sql`${replaced(sql`value::text`)}::jsonb`, updatedAt: new Date() })
      .where(inArray(setting.key, keys))
}
