/** Writes posts, a batch in a transaction: a batch is there as a whole or not at all. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { inArray } from 'drizzle-orm'
import {
  ContentError,
  createPost,
  lookAtUpload,
  type MediaFiles,
  mediaUrl,
  type PostInput,
  slugify,
  storeMedia,
  updatePost,
  type WriteContext,
} from '../../content/index.ts'
import { type Database, inWriteTransaction, type WriteTransaction } from '../../db/index.ts'
import { redirect } from '../../db/schema.ts'
import { type KnownPost, rememberImport } from './known-posts.ts'
import type { FoundFile } from './media.ts'
import type { PreparedPost } from './prepare.ts'
import type { Skipped, Warning } from './report.ts'

export interface Target {
  readonly db: Database
  readonly files: MediaFiles
  readonly siteUrl: string
}

/** A post to write, over the one that is there already. */
export interface Write {
  readonly prepared: PreparedPost
  readonly known: KnownPost | undefined
}

export interface BatchOutcome {
  readonly created: number
  readonly updated: number
  readonly redirects: number
  readonly skipped: readonly Skipped[]
  readonly warnings: readonly Warning[]
}

/** Posts that the site refuses are left out, and named; whatever else goes wrong is thrown, and nothing of the batch kept. */
export async function writeBatch(target: Target, batch: readonly Write[]): Promise<BatchOutcome> {
  try {
    return await writeTogether(target, batch)
  } catch (error) {
    const reason = refusal(error)
    if (reason === undefined) throw error
    const [only, ...others] = batch
    if (only && others.length === 0) {
      const skipped = [{ file: only.prepared.post.file, reason }]
      return { created: 0, updated: 0, redirects: 0, skipped, warnings: [] }
    }
    // One of them: find it by halves, so that the others still share transactions.
    const middle = batch.length >> 1
    const first = await writeBatch(target, batch.slice(0, middle))
    const second = await writeBatch(target, batch.slice(middle))
    return {
      created: first.created + second.created,
      updated: first.updated + second.updated,
      redirects: first.redirects + second.redirects,
      skipped: [...first.skipped, ...second.skipped],
      warnings: [...first.warnings, ...second.warnings],
    }
  }
}

async function writeTogether({ db, files, siteUrl }: Target, batch: readonly Write[]): Promise<BatchOutcome> {
  const { value } = await inWriteTransaction(db, 'import', async (tx) => {
    const warnings: Warning[] = []
    const context: WriteContext = { siteUrl, now: new Date() }
    const written: { id: number; write: Write }[] = []
    for (const write of batch) {
      const urls = await storeFiles(tx, files, write.prepared, warnings)
      written.push({ id: await writePost(tx, context, write, urls), write })
    }
    const redirects = await keepOldPaths(tx, written, warnings)
    await rememberImport(
      tx,
      written.map(({ id, write }) => ({ id, hash: write.prepared.hash })),
    )
    const created = batch.filter(({ known }) => known === undefined).length
    return { created, updated: batch.length - created, redirects, skipped: [], warnings }
  })
  return value
}

/** The URLs of the files that a post shows; one that is of no kind Hearth keeps has none. */
async function storeFiles(
  tx: WriteTransaction,
  files: MediaFiles,
  { post, media }: PreparedPost,
  warnings: Warning[],
): Promise<Map<string, string>> {
  const urls = new Map<string, string>()
  for (const { place, hash } of media) {
    try {
      const bytes = await readFile(place)
      const upload = await lookAtUpload(bytes, path.basename(place))
      urls.set(hash, mediaUrl(await storeMedia(tx, files, upload)))
    } catch (error) {
      if (!(error instanceof ContentError)) throw error
      warnings.push({ file: post.file, message: error.message })
    }
  }
  return urls
}

async function writePost(
  tx: WriteTransaction,
  context: WriteContext,
  { prepared, known }: Write,
  urls: ReadonlyMap<string, string>,
): Promise<number> {
  const { post, key, withMedia } = prepared
  const { fields, kind, slug, title } = post
  const isPublic = !fields.isDraft && (fields.publishedAt !== undefined || kind === 'page')
  const input: PostInput = {
    ...{ kind, slug, title, importKey: key },
    ...withMedia(({ hash }: FoundFile) => urls.get(hash)),
    excerpt: fields.excerpt ?? null,
    status: isPublic ? 'published' : 'draft',
    // Without a date the first import's hour stays.
    publishedAt: fields.publishedAt ?? (known ? undefined : null),
    tags: fields.tags.filter((name) => slugify(name)),
    authors: fields.authors.filter((name) => slugify(name)),
    coverAlt: fields.coverAlt ?? null,
    canonicalUrl: fields.canonicalUrl ?? null,
    featured: fields.isFeatured,
    updatedAt: fields.updatedAt ?? (known ? undefined : fields.publishedAt),
  }
  const record = known
    ? await updatePost(tx, context, known.id, input, known.version)
    : await createPost(tx, context, { ...input, createdAt: fields.publishedAt })
  return record.id
}

/** One that another redirect of the site has already is left to it. */
async function keepOldPaths(
  tx: WriteTransaction,
  written: readonly { id: number; write: Write }[],
  warnings: Warning[],
): Promise<number> {
  const wanted = written.flatMap(({ id, write: { prepared } }) =>
    prepared.post.oldPaths.map((source) => ({ source, postId: id, file: prepared.post.file })),
  )
  if (wanted.length === 0) return 0
  const added = await tx
    .insert(redirect)
    .values(wanted.map(({ source, postId }) => ({ source, postId })))
    .onConflictDoNothing()
    .returning({ id: redirect.id })
  if (added.length < wanted.length) {
    const sources = wanted.map(({ source }) => source)
    const rows = await tx.select().from(redirect).where(inArray(redirect.source, sources))
    const owners = new Map(rows.map(({ source, postId }) => [source, postId]))
    for (const { source, postId, file } of wanted)
      if (owners.get(source) !== postId)
        warnings.push({ file, message: `the old address "${source}" has a redirect to elsewhere already, which stays` })
  }
  return added.length
}

/** Why the site will not have a post; undefined when the fault is not the post's. */
function refusal(error: unknown): string | undefined {
  if (error instanceof ContentError)
    return error.code === 'version-conflict' ? 'was edited here during the import; run it again' : error.message
  // SQLSTATE 22: data that a column cannot hold; 54: too large.
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = (at as { code?: unknown }).code
    if (typeof code === 'string' && /^(?:22|54)\w{3}$/.test(code)) return `cannot be stored: ${at.message}`
  }
  return undefined
}
