/** What an import will do: every file read and understood, and every address known, before anything is written. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { canonicalPath } from '../../cache/index.ts'
import { slugify } from '../../content/index.ts'
import { FieldError, type PostFields, readFields } from './fields.ts'
import { FrontMatterError, parseFile } from './front-matter.ts'

export interface Problem {
  readonly file: string
  readonly line?: number
  readonly reason: string
}

export interface PlannedPost {
  /** Path in the folder, with / between its parts. */
  readonly file: string
  readonly fields: PostFields
  readonly title: string
  readonly slug: string
  readonly body: string
  /** Changes when the file does. */
  readonly hash: string
  /** Canonical paths that lead to it. */
  readonly oldPaths: readonly string[]
}

export interface ImportPlan {
  readonly root: string
  readonly posts: readonly PlannedPost[]
  readonly skipped: readonly Problem[]
  readonly warnings: readonly Problem[]
  /** Every file that is not Markdown, for pictures. */
  readonly otherFiles: ReadonlySet<string>
}

/** @param isTaken whether a slug belongs to a post that did not come from this folder */
export async function planImport(
  root: string,
  isTaken: (kind: 'post' | 'page', slug: string, importKey: string) => boolean,
): Promise<ImportPlan> {
  const files = await filesIn(root)
  const skipped: Problem[] = []
  const warnings: Problem[] = []
  const posts: PlannedPost[] = []
  const usedSlugs = new Set<string>()
  const usedPaths = new Map<string, string>()

  for (const file of files.filter((name) => /\.(?:md|markdown|mdx)$/i.test(name))) {
    const name = path.posix.basename(file).toLowerCase()
    if (name.startsWith('_index.')) {
      skipped.push({ file, reason: 'describes a section of the old site, not a post' })
      continue
    }
    if (/^(?:readme|license|changelog|contributing)\./.test(name)) {
      skipped.push({ file, reason: 'is about the folder, not a post' })
      continue
    }
    try {
      const text = await readFile(path.join(root, file), 'utf8')
      const { data, body, bodyLine } = parseFile(text)
      const fields = readFields(data, file)
      const withTitle = takeTitle(fields.title, body, file)
      const kind = fields.isPage ? 'page' : 'post'
      const wanted = slugOf(fields, file)
      const slug = free(
        wanted,
        fields,
        (candidate) => usedSlugs.has(`${kind}/${candidate}`) || isTaken(kind, candidate, importKeyOf(file)),
      )
      usedSlugs.add(`${kind}/${slug}`)
      if (slug !== wanted) warnings.push({ file, reason: `the slug "${wanted}" is taken; it became "${slug}"` })
      if (!fields.publishedAt && !fields.isDraft && kind === 'post') {
        warnings.push({ file, reason: 'has no date; it became a draft' })
      }
      const shortcode = /\{\{[<%]|\{%\s*\w+/.exec(withTitle.body)
      if (shortcode) {
        const line = bodyLine + withTitle.body.slice(0, shortcode.index).split('\n').length - 1
        warnings.push({ file, line, reason: 'has a shortcode that was left as it is' })
      }
      const oldPaths: string[] = []
      for (const old of [...(fields.oldPath ? [fields.oldPath] : []), ...fields.aliases]) {
        const canonical = canonicalPath(old)
        if (canonical === undefined || canonical === '/') {
          warnings.push({ file, reason: `the old address "${old}" cannot be redirected` })
          continue
        }
        const owner = usedPaths.get(canonical)
        if (owner !== undefined && owner !== file) {
          warnings.push({ file, reason: `the old address "${old}" belongs to ${owner} too, which keeps it` })
          continue
        }
        usedPaths.set(canonical, file)
        if (!oldPaths.includes(canonical)) oldPaths.push(canonical)
      }
      const hash = createHash('sha256').update(text).digest('hex')
      posts.push({ file, fields, title: withTitle.title, slug, body: withTitle.body, hash, oldPaths })
    } catch (error) {
      if (error instanceof FrontMatterError) skipped.push({ file, line: error.line, reason: error.message })
      else if (error instanceof FieldError) skipped.push({ file, reason: error.message })
      else throw error
    }
  }
  return {
    root,
    posts,
    skipped,
    warnings,
    otherFiles: new Set(files.filter((name) => !/\.(?:md|markdown|mdx)$/i.test(name))),
  }
}

export function importKeyOf(file: string): string {
  return `markdown:${file}`
}

async function filesIn(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((name) => !name.split('/').some((part) => part.startsWith('.') || part === 'node_modules'))
    .sort()
}

/** The head's title, else the first heading (which then leaves the text), else the file's name. */
function takeTitle(title: string | undefined, body: string, file: string): { title: string; body: string } {
  if (title) return { title, body }
  const heading = /^\s*#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\n|$)/.exec(body)
  if (heading?.[1]) return { title: heading[1], body: body.slice(heading[0].length) }
  return { title: nameOf(file).replace(/[-_]+/g, ' ').trim() || 'Untitled', body }
}

/** File or bundle name, without date and number. */
function nameOf(file: string): string {
  const base = path.posix.basename(file).replace(/\.\w+$/, '')
  const name = /^index$/i.test(base) ? path.posix.basename(path.posix.dirname(file)) : base
  return name.replace(/^\d{4}-\d{2}-\d{2}-?/, '').replace(/@\d+$/, '')
}

function slugOf(fields: PostFields, file: string): string {
  const lastOfPath = fields.oldPath
    ?.replace(/\/+$/, '')
    .replace(/\/index\.html?$/i, '')
    .split('/')
    .at(-1)
    ?.replace(/\.html?$/i, '')
  const candidates = [fields.slug, lastOfPath, nameOf(file), fields.title]
  return candidates.map((text) => slugify(text ?? '')).find(Boolean) ?? 'untitled'
}

function free(slug: string, { publishedAt }: PostFields, isTaken: (candidate: string) => boolean): string {
  if (!isTaken(slug)) return slug
  const dated = publishedAt ? `${slug}-${publishedAt.toISOString().slice(0, 10)}` : slug
  if (!isTaken(dated)) return dated
  for (let n = 2; ; n++) if (!isTaken(`${dated}-${n}`)) return `${dated}-${n}`
}
