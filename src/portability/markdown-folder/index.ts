/**
 * Import of a folder of Markdown. May be run again: what is unchanged is not written, what was edited here since is kept,
 * and after an interruption a second run does the rest.
 */
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { inArray, sql } from 'drizzle-orm'
import {
  createPost,
  type MediaFiles,
  mediaUrl,
  type PostInput,
  pagePath,
  postPath,
  readSettings,
  storeMedia,
  updatePost,
} from '../../content/index.ts'
import { type Database, inWriteTransaction, type WriteTransaction } from '../../db/index.ts'
import { post, redirect } from '../../db/schema.ts'
import { isImageFile, rewriteAddresses } from './links.ts'
import { type FoundFile, findFile, isElsewhere } from './media.ts'
import { type ImportPlan, importKeyOf, type PlannedPost, type Problem, planImport } from './plan.ts'

export interface ImportOptions {
  readonly db: Database
  readonly files: MediaFiles
  readonly siteUrl: string
  readonly folder: string
  /** Says what would be done, and does nothing. */
  readonly dryRun?: boolean
  /** Also what was edited here since the last import. */
  readonly overwrite?: boolean
  readonly onProgress?: (done: number, total: number) => void
  /** Ends the import after the batch that is under way. */
  readonly signal?: AbortSignal
}

export interface ImportReport {
  files: number
  created: number
  updated: number
  unchanged: number
  media: number
  redirects: number
  readonly skipped: Problem[]
  readonly warnings: Problem[]
  interrupted: boolean
}

export class ImportError extends Error {
  readonly code = 'import-failed'
}

/** Posts in one transaction: few enough that little is lost with one, enough that commits cost nothing. */
const BATCH = 25

interface KnownPost {
  readonly id: number
  readonly importKey: string | null
  readonly importHash: string | null
  readonly version: number
  readonly slug: string
  readonly kind: 'post' | 'page'
}

/** Throws `ImportError` when the folder cannot be read at all. */
export async function importMarkdownFolder(options: ImportOptions): Promise<ImportReport> {
  const { db, folder, dryRun = false } = options
  const root = path.resolve(folder)
  const info = await stat(root).catch(() => undefined)
  if (!info?.isDirectory()) throw new ImportError(`There is no folder ${root}.`)

  const known: KnownPost[] = await db.drizzle
    .select({
      id: post.id,
      importKey: post.importKey,
      importHash: post.importHash,
      version: post.version,
      slug: post.slug,
      kind: post.kind,
    })
    .from(post)
  const owners = new Map(known.map((row) => [`${row.kind}/${row.slug}`, row.importKey ?? '']))
  const plan = await planImport(root, (kind, slug, key) => {
    const owner = owners.get(`${kind}/${slug}`)
    return owner !== undefined && owner !== key
  })
  const report: ImportReport = {
    files: plan.posts.length + plan.skipped.length,
    ...{ created: 0, updated: 0, unchanged: 0, media: 0, redirects: 0 },
    skipped: [...plan.skipped],
    warnings: [...plan.warnings],
    interrupted: false,
  }
  if (report.files === 0) throw new ImportError(`${root} holds no Markdown files.`)

  const byKey = new Map(known.filter((row) => row.importKey).map((row) => [row.importKey, row]))
  const addresses = await addressesOf(db, plan)
  let done = plan.skipped.length
  for (let start = 0; start < plan.posts.length; start += BATCH) {
    if (options.signal?.aborted) {
      report.interrupted = true
      break
    }
    const batch = await Promise.all(
      plan.posts.slice(start, start + BATCH).map((item) => prepare(plan, item, addresses, report)),
    )
    if (dryRun) for (const item of batch) count(item, byKey.get(item.key), options.overwrite, report)
    else await writeBatch(options, batch, byKey, report)
    done += batch.length
    options.onProgress?.(done, report.files)
  }
  return report
}

interface PreparedPost {
  readonly key: string
  readonly item: PlannedPost
  readonly markdown: string
  readonly cover: string | undefined
  /** Of the file and of everything it shows. */
  readonly hash: string
  readonly media: readonly FoundFile[]
}

/** The address that each file's post will have. */
async function addressesOf(db: Database, plan: ImportPlan): Promise<Map<string, string>> {
  const { permalink, timeZone } = await readSettings(db.drizzle)
  return new Map(
    plan.posts.map(({ file, slug, fields }) => {
      const publishedAt = fields.publishedAt ?? null
      return [file, fields.isPage ? pagePath({ slug }) : postPath(permalink, timeZone, { slug, publishedAt })]
    }),
  )
}

/** Rewrites links and finds pictures; a picture's address is that of its content. */
async function prepare(
  plan: ImportPlan,
  item: PlannedPost,
  addresses: ReadonlyMap<string, string>,
  report: ImportReport,
): Promise<PreparedPost> {
  const { file, body, fields } = item
  const wanted = new Set<string>()
  rewriteAddresses(body, ({ address, isImage }) => {
    if ((isImage || isFile(address)) && !isElsewhere(address)) wanted.add(address)
    return undefined
  })
  if (fields.cover && !isElsewhere(fields.cover)) wanted.add(fields.cover)
  const found = new Map<string, FoundFile>()
  for (const address of wanted) {
    const media = await findFile(plan.root, file, address)
    if (media) found.set(address, media)
    else report.warnings.push({ file, reason: `the file "${address}" is missing` })
  }
  const urls = new Map([...found].map(([address, media]) => [address, `hearth-media:${media.hash}`]))
  const markdown = rewriteAddresses(
    body,
    ({ address }) => urls.get(address) ?? linkTo(address, item, addresses, report),
  )
  const cover = fields.cover && (urls.get(fields.cover) ?? (isElsewhere(fields.cover) ? fields.cover : undefined))
  const hash = [item.hash, item.slug, ...[...found.values()].map((media) => media.hash)].join('\n')
  return {
    key: importKeyOf(file),
    item,
    markdown,
    cover,
    hash: await digest(hash),
    media: [...new Map([...found.values()].map((m) => [m.hash, m])).values()],
  }
}

function isFile(address: string): boolean {
  return isImageFile(address) || /\.(?:pdf|mp4|webm|mp3|ogg|txt)(?:[?#]|$)/i.test(address)
}

/** Where a link to another file of the folder, or one relative to the old address, leads now. */
function linkTo(
  address: string,
  item: PlannedPost,
  addresses: ReadonlyMap<string, string>,
  report: ImportReport,
): string | undefined {
  const [target = '', fragment] = address.split('#', 2)
  const suffix = fragment === undefined ? '' : `#${fragment}`
  if (/\.(?:md|markdown|mdx)$/i.test(target) && !/^[a-z]+:/i.test(target)) {
    const file = target.startsWith('@/')
      ? target.slice(2)
      : path.posix.normalize(path.posix.join(path.posix.dirname(item.file), target.replace(/^\//, '')))
    const found = addresses.get(file) ?? addresses.get(target.replace(/^\//, ''))
    if (found) return found + suffix
    report.warnings.push({ file: item.file, reason: `the link to "${target}" leads to no file of the folder` })
    return undefined
  }
  if (!target || isElsewhere(address) || target.startsWith('/') || item.oldPaths.length === 0 || !item.fields.oldPath)
    return undefined
  // Relative to the address that the post had.
  return new URL(target, `http://x${item.fields.oldPath.replace(/\/?$/, '/')}`).pathname + suffix
}

async function digest(text: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(text))).toString('hex')
}

const COUNTED_AS = { create: 'created', update: 'updated', unchanged: 'unchanged' } as const

type Decision = 'create' | 'update' | 'unchanged' | 'edited'

/** `importHash` holds the hash and the version that the import made; another version was made by somebody here. */
function decide({ hash }: PreparedPost, known: KnownPost | undefined, overwrite = false): Decision {
  if (!known) return 'create'
  const [knownHash, version] = (known.importHash ?? '').split('@')
  if (Number(version) !== known.version && !overwrite) return knownHash === hash ? 'unchanged' : 'edited'
  return knownHash === hash && Number(version) === known.version ? 'unchanged' : 'update'
}

function count(
  prepared: PreparedPost,
  known: KnownPost | undefined,
  overwrite: boolean | undefined,
  report: ImportReport,
): Decision {
  const decision = decide(prepared, known, overwrite)
  if (decision === 'edited')
    report.skipped.push({
      file: prepared.item.file,
      reason: 'was edited here since the last import; --overwrite replaces it',
    })
  else report[COUNTED_AS[decision]]++
  if (decision === 'create' || decision === 'update') report.media += prepared.media.length
  return decision
}

async function writeBatch(
  options: ImportOptions,
  batch: readonly PreparedPost[],
  byKey: ReadonlyMap<string | null, KnownPost>,
  report: ImportReport,
): Promise<void> {
  const work = batch.filter((prepared) => {
    const decision = count(prepared, byKey.get(prepared.key), options.overwrite, report)
    return decision === 'create' || decision === 'update'
  })
  if (work.length === 0) return
  await inWriteTransaction(options.db, 'import', async (tx) => {
    for (const prepared of work) await writeOne(tx, options, prepared, byKey.get(prepared.key), report)
  })
}

async function writeOne(
  tx: WriteTransaction,
  { files, siteUrl }: ImportOptions,
  prepared: PreparedPost,
  known: KnownPost | undefined,
  report: ImportReport,
): Promise<void> {
  const { item, key } = prepared
  const urls = new Map<string, string>()
  for (const { bytes, file, hash } of prepared.media)
    urls.set(hash, mediaUrl(await storeMedia(tx, files, { bytes, fileName: file })))
  const resolve = (text: string) =>
    text.replace(/hearth-media:([0-9a-f]{64})/g, (whole, hash: string) => urls.get(hash) ?? whole)

  const { fields } = item
  const now = new Date()
  const isPublic = !fields.isDraft && (fields.publishedAt !== undefined || fields.isPage)
  const input: PostInput = {
    kind: fields.isPage ? 'page' : 'post',
    slug: item.slug,
    title: item.title,
    markdown: resolve(prepared.markdown),
    excerpt: fields.excerpt ?? null,
    status: isPublic ? 'published' : 'draft',
    publishedAt: fields.publishedAt ?? (isPublic ? now : null),
    tags: fields.tags,
    authors: fields.authors,
    coverUrl: prepared.cover ? resolve(prepared.cover) : null,
    featured: fields.featured,
    createdAt: fields.publishedAt ?? now,
    updatedAt: fields.updatedAt ?? fields.publishedAt ?? now,
    importKey: key,
  }
  const context = { siteUrl, now }
  const record = known ? await updatePost(tx, context, known.id, input) : await createPost(tx, context, input)
  await tx
    .update(post)
    .set({ importHash: `${prepared.hash}@${record.version}` })
    .where(sql`id = ${record.id}`)
  report.redirects += await keepOldPaths(tx, item, record.id, report)
}

/** Old addresses lead to the post; one that another redirect has already is left to it. */
async function keepOldPaths(
  tx: WriteTransaction,
  { file, oldPaths }: PlannedPost,
  postId: number,
  report: ImportReport,
): Promise<number> {
  const { permalink, timeZone } = await readSettings(tx)
  const [row] = await tx
    .select({ slug: post.slug, kind: post.kind, publishedAt: post.publishedAt })
    .from(post)
    .where(sql`id = ${postId}`)
  const own = row && (row.kind === 'page' ? pagePath(row) : postPath(permalink, timeZone, row))
  const sources = oldPaths.filter((source) => source !== own)
  if (sources.length === 0) return 0
  const added = await tx
    .insert(redirect)
    .values(sources.map((source) => ({ source, postId })))
    .onConflictDoNothing()
    .returning({ id: redirect.id })
  if (added.length < sources.length) {
    const taken = await tx
      .select({ source: redirect.source, postId: redirect.postId })
      .from(redirect)
      .where(inArray(redirect.source, sources))
    for (const { source, postId: owner } of taken) {
      if (owner !== postId)
        report.warnings.push({ file, reason: `the old address "${source}" already leads elsewhere` })
    }
  }
  return added.length
}
