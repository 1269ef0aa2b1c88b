/**
 * Import of a folder of Markdown. It may be run again: what is unchanged is not written, what was edited here since is
 * kept, and after an interruption another run does the rest.
 */
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { pagePath, postPath, readSettings } from '../../content/index.ts'
import { readKnownPosts } from './known-posts.ts'
import { withImportLock } from './lock.ts'
import { MediaFinder } from './media.ts'
import { type ImportPlan, type PlannedPost, planImport } from './plan.ts'
import { type PreparedPost, preparePost } from './prepare.ts'
import { ImportError, type ImportReport, type Skipped } from './report.ts'
import { messageOf } from './source-file.ts'
import { type Target, type Write, writeBatch } from './write.ts'

export { ImportError, type ImportReport, type Skipped, type Warning } from './report.ts'

export interface ImportOptions extends Target {
  readonly folder: string
  /** Says what would be done, and does nothing. */
  readonly dryRun?: boolean
  /** Also what was edited here since the last import. */
  readonly overwrite?: boolean
  readonly onProgress?: (done: number, total: number) => void
  /** Ends the import after the batch that is under way. */
  readonly signal?: AbortSignal
}

/** Posts in one transaction: few enough that little is lost with one, enough that commits cost nothing. */
const BATCH = 25

/** Throws `ImportError` when the folder cannot be imported at all, or another import runs. */
export async function importMarkdownFolder(options: ImportOptions): Promise<ImportReport> {
  const { db, dryRun = false } = options
  const root = await checkedFolder(options.folder)
  return dryRun ? run(options, root) : withImportLock(db, () => run(options, root))
}

async function run(options: ImportOptions, root: string): Promise<ImportReport> {
  const { db, signal, dryRun = false, overwrite = false } = options
  const known = await readKnownPosts(db.drizzle)
  const { permalink, timeZone } = await readSettings(db.drizzle)
  const plan = await planImport(root, {
    timeZone,
    taken: known,
    addressOf: (kind, post) => (kind === 'page' ? pagePath(post) : postPath(permalink, timeZone, post)),
  })
  const report: ImportReport = {
    files: plan.posts.length + plan.skipped.length,
    ...{ created: 0, updated: 0, unchanged: 0, media: 0, redirects: 0, interrupted: false },
    skipped: [...plan.skipped],
    warnings: [...plan.warnings],
  }
  if (report.files === 0) throw new ImportError(`${root} holds no Markdown files.`)

  const byKey = new Map(known.map((row) => [row.importKey, row]))
  const shown = new Set<string>()
  let done = plan.skipped.length
  for await (const batch of preparedBatches(plan, root)) {
    if (signal?.aborted) {
      report.interrupted = true
      break
    }
    const work: Write[] = []
    for (const prepared of batch) {
      if ('reason' in prepared) {
        report.skipped.push(prepared)
        continue
      }
      report.warnings.push(...prepared.warnings)
      const write = { prepared, known: byKey.get(prepared.key) }
      if (!isToBeWritten(write, overwrite, report)) continue
      work.push(write)
      for (const { hash } of prepared.media) shown.add(hash)
    }
    if (dryRun) countOnly(work, report)
    else if (work.length > 0) {
      const { created, updated, redirects, skipped, warnings } = await writeBatch(options, work)
      report.created += created
      report.updated += updated
      report.redirects += redirects
      report.skipped.push(...skipped)
      report.warnings.push(...warnings)
    }
    done += batch.length
    options.onProgress?.(done, report.files)
  }
  report.media = shown.size
  return report
}

/** The next batch is made ready while one is written. */
async function* preparedBatches(plan: ImportPlan, root: string): AsyncGenerator<(PreparedPost | Skipped)[]> {
  const finder = new MediaFinder(root)
  // One post that cannot be made ready is left out, and named.
  const prepareOne = (post: PlannedPost) =>
    preparePost(plan, post, finder).catch(
      (error: unknown): Skipped => ({ file: post.file, reason: `cannot be understood: ${messageOf(error)}` }),
    )
  const prepare = (start: number) => Promise.all(plan.posts.slice(start, start + BATCH).map(prepareOne))
  let next = prepare(0)
  for (let start = 0; start < plan.posts.length; start += BATCH) {
    const batch = await next
    next = prepare(start + BATCH)
    yield batch
  }
}

function isToBeWritten({ prepared, known }: Write, overwrite: boolean, report: ImportReport): boolean {
  const { file } = prepared.post
  const isSame = known?.sourceHash === prepared.hash
  if (known?.isInBin) {
    report.skipped.push({ file, reason: 'is in the bin here; restore it first, or leave it there' })
    return false
  }
  if (known && isSame && !(known.isEdited && overwrite)) {
    report.unchanged++
    return false
  }
  if (known?.isEdited && !overwrite) {
    report.skipped.push({ file, reason: 'was edited here since the last import; --overwrite replaces it' })
    return false
  }
  return true
}

function countOnly(work: readonly Write[], report: ImportReport): void {
  for (const { prepared, known } of work) {
    if (known) report.updated++
    else report.created++
    report.redirects += known ? 0 : prepared.post.oldPaths.length
  }
}

async function checkedFolder(folder: string): Promise<string> {
  const root = path.resolve(folder)
  const info = await stat(root).catch(() => undefined)
  if (!info) throw new ImportError(`There is no folder ${root}.`)
  if (!info.isDirectory()) throw new ImportError(`${root} is no folder; name the one it lies in.`)
  return root
}
