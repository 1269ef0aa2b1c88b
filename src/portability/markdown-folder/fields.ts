/** What generators call things: Hugo, Zola, Jekyll, Astro, Eleventy. */
import { asDate } from './front-matter.ts'

export interface PostFields {
  readonly title: string | undefined
  readonly publishedAt: Date | undefined
  readonly updatedAt: Date | undefined
  /** The address it had, when the file says so. */
  readonly oldPath: string | undefined
  readonly slug: string | undefined
  readonly aliases: readonly string[]
  readonly tags: readonly string[]
  readonly authors: readonly string[]
  readonly isDraft: boolean
  readonly excerpt: string | undefined
  readonly cover: string | undefined
  readonly featured: boolean
  readonly isPage: boolean
}

/** A value that cannot be what its name says. */
export class FieldError extends Error {
  readonly field: string
  constructor(field: string, message: string) {
    super(message)
    this.field = field
  }
}

const DATE_NAMES = ['date', 'pubDate', 'publishDate', 'publishedAt', 'published_at', 'publishdate', 'published']

/** @param file path in the folder, with / between its parts */
export function readFields(data: Readonly<Record<string, unknown>>, file: string): PostFields {
  const extra = asRecord(data.extra)
  const taxonomies = asRecord(data.taxonomies)
  const first = (...values: unknown[]) => values.map(asText).find((text) => text !== undefined)
  const oldPath = first(data.path, data.permalink, data.url)
  return {
    title: first(data.title),
    publishedAt: dateOf(data, DATE_NAMES) ?? dateInPath(oldPath) ?? dateInPath(file),
    updatedAt: dateOf(data, ['updated', 'lastmod', 'updatedDate', 'updatedAt', 'last_modified_at']),
    // Jekyll's and Eleventy's permalinks may be patterns; those say nothing about this file alone.
    oldPath: oldPath && !/[:{]/.test(oldPath.replace(/^https?:/, '')) ? pathOf(oldPath) : undefined,
    slug: first(data.slug),
    aliases: [...texts(data.aliases), ...texts(data.redirect_from)].map(pathOf),
    tags: unique([
      ...texts(data.tags),
      ...texts(data.categories),
      ...texts(data.category),
      ...Object.entries(taxonomies).flatMap(([name, value]) => (name === 'authors' ? [] : texts(value))),
    ]),
    authors: unique([...texts(data.authors), ...texts(data.author), ...texts(taxonomies.authors)]),
    isDraft: data.draft === true || data.published === false,
    excerpt: first(data.description, data.summary, data.excerpt),
    cover: first(
      data.cover,
      asRecord(data.cover).image,
      asRecord(data.cover).src,
      data.image,
      asRecord(data.image).src,
      data.featured_image,
      data.heroImage,
      data.thumbnail,
      extra.cover,
      extra.image,
    ),
    featured: data.featured === true || extra.featured === true,
    isPage: data.layout === 'page' || data.type === 'page' || /^(?:content\/)?(?:_?pages)\//.test(file),
  }
}

function dateOf(data: Readonly<Record<string, unknown>>, names: readonly string[]): Date | undefined {
  for (const name of names) {
    const value = data[name]
    if (value === undefined || value === null || value === '' || typeof value === 'boolean') continue
    const date = asDate(value)
    if (!date)
      throw new FieldError(
        name,
        `${name}: "${String(value)}" is no date; expected one like 2026-05-01 or 2026-05-01T09:00:00Z.`,
      )
    return date
  }
  return undefined
}

/** `2021/05/06/title` or `2021-05-06-title`. */
function dateInPath(path: string | undefined): Date | undefined {
  const match = /(?:^|\/)(\d{4})[-/](\d{2})[-/](\d{2})(?=[-/_.]|$)/.exec(path ?? '')
  return match ? asDate(`${match[1]}-${match[2]}-${match[3]}`) : undefined
}

function pathOf(address: string): string {
  const path = address.trim().replace(/^https?:\/\/[^/]+/, '')
  return path.startsWith('/') ? path : `/${path}`
}

function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() || undefined
  return typeof value === 'number' ? String(value) : undefined
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

/** A list, one text, or objects with a name. Jekyll separates by spaces; a comma is surer. */
function texts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(texts)
  const name = asText(value) ?? asText(asRecord(value).name) ?? asText(asRecord(value).title)
  if (name === undefined) return []
  return typeof value === 'string' && name.includes(',')
    ? name
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean)
    : [name]
}

function unique(values: readonly string[]): string[] {
  return [...new Map(values.map((value) => [value.toLowerCase(), value])).values()]
}
