/** Gives every file its slug. The same folder always gives the same slugs, and a slug once given stays. */
import type { PostFields } from './fields.ts'
import { wantedSlug } from './names.ts'
import type { Warning } from './report.ts'
import { importKeyOf, kindOf, type SourceFile } from './source-file.ts'

/** A slug that the site has. */
export interface TakenSlug {
  readonly kind: 'post' | 'page'
  readonly slug: string
  readonly importKey: string | null
}

/** Slugs by file; a clash is settled by the date, or else a number, and told. */
export function assignSlugs(
  sources: readonly SourceFile[],
  taken: readonly TakenSlug[],
  warnings: Warning[],
): Map<string, string> {
  const used = new Set<string>()
  const mine = new Map<string, TakenSlug>()
  const files = new Set(sources.map(({ file }) => importKeyOf(file)))
  for (const row of taken) {
    if (row.importKey !== null && files.has(row.importKey)) mine.set(row.importKey, row)
    else used.add(`${row.kind}/${row.slug}`)
  }

  const slugs = new Map<string, string>()
  const give = ({ file, fields }: SourceFile, slug: string) => {
    slugs.set(file, slug)
    used.add(`${kindOf(fields)}/${slug}`)
  }
  // Those that were imported before keep what they have, as long as the file still asks for it.
  for (const source of sources) {
    const row = mine.get(importKeyOf(source.file))
    if (!row || row.kind !== kindOf(source.fields) || used.has(`${row.kind}/${row.slug}`)) continue
    const wanted = wantedSlug(source.fields, source.file, source.title)
    if (isVariantOf(row.slug, wanted, source.fields)) give(source, row.slug)
  }
  for (const source of sources) {
    const { file, fields, title } = source
    const wanted = wantedSlug(fields, file, title)
    if (!slugs.has(file))
      give(
        source,
        freeVariant(wanted, fields, (slug) => used.has(`${kindOf(fields)}/${slug}`)),
      )
    const slug = slugs.get(file)
    if (slug !== wanted) warnings.push({ file, message: `the slug "${wanted}" is taken; it becomes "${slug}"` })
  }
  return slugs
}

function dated(slug: string, { publishedAt }: PostFields): string {
  return publishedAt ? `${slug}-${publishedAt.toISOString().slice(0, 10)}` : slug
}

function freeVariant(wanted: string, fields: PostFields, isTaken: (slug: string) => boolean): string {
  const withDate = dated(wanted, fields)
  if (!isTaken(wanted)) return wanted
  if (!isTaken(withDate)) return withDate
  for (let n = 2; ; n++) if (!isTaken(`${withDate}-${n}`)) return `${withDate}-${n}`
}

function isVariantOf(slug: string, wanted: string, fields: PostFields): boolean {
  const withDate = dated(wanted, fields)
  return (
    slug === wanted ||
    slug === withDate ||
    (slug.startsWith(`${withDate}-`) && /^\d+$/.test(slug.slice(withDate.length + 1)))
  )
}
