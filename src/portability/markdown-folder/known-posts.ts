/** What the site has already, and whether somebody here changed it since it was imported. */
import { inArray, type SQL, sql } from 'drizzle-orm'
import type { Drizzle, WriteTransaction } from '../../db/index.ts'
import { post } from '../../db/schema.ts'

export interface KnownPost {
  readonly id: number
  readonly kind: 'post' | 'page'
  readonly slug: string
  readonly version: number
  readonly importKey: string | null
  /** Of what the last import wrote. */
  readonly sourceHash: string | undefined
  readonly isEdited: boolean
  readonly isInBin: boolean
}

/**
 * MD5 of what a writer may change. A scheduled post that has come out since is not an edit, nor is a tag's new name,
 * nor HTML that was rendered anew.
 */
const FINGERPRINT: SQL = sql`md5(jsonb_build_array(kind, slug, status in ('published', 'scheduled'), title, markdown, excerpt,
  epoch_ms(published_at), cover_url, cover_alt, canonical_url, seo_title, seo_description, featured,
  (select jsonb_agg(tag_id order by position, tag_id) from post_tag where post_id = post.id),
  (select jsonb_agg(author_id order by position, author_id) from post_author where post_id = post.id))::text)`

export async function readKnownPosts(db: Drizzle): Promise<KnownPost[]> {
  const { id, kind, slug, version, importKey, importHash, deletedAt } = post
  const fingerprint = sql<string | null>`case when import_key is not null then ${FINGERPRINT} end`
  const rows = await db.select({ id, kind, slug, version, importKey, importHash, deletedAt, fingerprint }).from(post)
  return rows.map(({ importHash: stored, deletedAt: inBinSince, fingerprint: current, ...row }) => {
    const [sourceHash, imported] = stored?.split('@') ?? []
    return {
      ...row,
      sourceHash,
      isEdited: imported !== undefined && imported !== current,
      isInBin: inBinSince !== null,
    }
  })
}

/** Remembers what was imported from what; to be called when the posts stand as they shall. */
export async function rememberImport(
  tx: WriteTransaction,
  imported: readonly { id: number; hash: string }[],
): Promise<void> {
  if (imported.length === 0) return
  const hashes = Object.fromEntries(imported.map(({ id, hash }) => [id, hash]))
  await tx
    .update(post)
    .set({ importHash: sql`(${JSON.stringify(hashes)}::jsonb ->> post.id::text) || '@' || ${FINGERPRINT}` })
    .where(
      inArray(
        post.id,
        imported.map(({ id }) => id),
      ),
    )
}
