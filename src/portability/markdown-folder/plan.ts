/** What an import will do: every file read and understood, and every address known, before anything is written. */
import { slugify } from '../../content/index.ts'
import { discoverFiles } from './discover.ts'
import { type OldPaths, oldPathsOf } from './old-paths.ts'
import type { Skipped, Warning } from './report.ts'
import { assignSlugs, type TakenSlug } from './slugs.ts'
import { kindOf, readSource, type SourceFile } from './source-file.ts'

export interface PlannedPost extends SourceFile {
  readonly kind: 'post' | 'page'
  readonly slug: string
  /** Its path on the new site. */
  readonly address: string
  /** Canonical paths that lead to it. */
  readonly oldPaths: readonly string[]
}

export interface ImportPlan extends OldPaths {
  readonly root: string
  /** Oldest first. */
  readonly posts: readonly PlannedPost[]
  /** The address of each file. */
  readonly addresses: ReadonlyMap<string, string>
  readonly skipped: readonly Skipped[]
  readonly warnings: readonly Warning[]
}

export interface PlanContext {
  readonly timeZone: string
  /** Slugs of the site, whoever has them. */
  readonly taken: readonly TakenSlug[]
  addressOf(kind: 'post' | 'page', post: { slug: string; publishedAt: Date | null }): string
}

/** Files are read this many at a time. */
const READ_AHEAD = 16

export async function planImport(root: string, context: PlanContext): Promise<ImportPlan> {
  const { posts: files, skipped: notPosts } = await discoverFiles(root)
  const skipped: Skipped[] = [...notPosts]
  const warnings: Warning[] = []
  const sources: SourceFile[] = []
  for (let start = 0; start < files.length; start += READ_AHEAD) {
    const read = files.slice(start, start + READ_AHEAD).map((file) => readSource(root, file, context.timeZone))
    for (const result of await Promise.all(read)) {
      if ('reason' in result) skipped.push(result)
      else sources.push(result)
    }
  }
  // Oldest first: new posts then come last whatever their names, and slugs once given stay.
  sources.sort(
    (a, b) =>
      (a.fields.publishedAt?.getTime() ?? Number.POSITIVE_INFINITY) -
        (b.fields.publishedAt?.getTime() ?? Number.POSITIVE_INFINITY) || (a.file < b.file ? -1 : 1),
  )
  const slugs = assignSlugs(sources, context.taken, warnings)
  const addressed = sources.map((source) => {
    const kind = kindOf(source.fields)
    const slug = slugs.get(source.file) ?? ''
    const publishedAt = source.fields.publishedAt ?? null
    return { ...source, kind, slug, address: context.addressOf(kind, { slug, publishedAt }) }
  })
  const { byFile, owners } = oldPathsOf(addressed, warnings)
  const posts = addressed.map((post) => ({ ...post, oldPaths: byFile.get(post.file) ?? [] }))
  for (const post of posts) warnings.push(...remarks(post))
  const addresses = new Map(posts.map(({ file, address }) => [file, address]))
  return { root, posts, addresses, byFile, owners, skipped, warnings }
}

function* remarks({ file, fields, kind }: PlannedPost): Generator<Warning> {
  if (!fields.publishedAt && !fields.isDraft && kind === 'post')
    yield { file, message: 'has no date, so it becomes a draft' }
  for (const name of [...fields.tags, ...fields.authors])
    if (!slugify(name)) yield { file, message: `the name "${name}" has no letter or digit; it is left out` }
}
