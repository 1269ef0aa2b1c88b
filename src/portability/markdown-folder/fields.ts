/** What generators call things: Hugo, Zola, Jekyll, Astro, Eleventy. */
import { asDate } from './dates.ts'

export interface PostFields {
  readonly title: string | undefined
  readonly publishedAt: Date | undefined
  readonly updatedAt: Date | undefined
  /** The address it had, when the file says so; begins with a slash. */
  readonly oldPath: string | undefined
  readonly slug: string | undefined
  /** Other addresses that led to it. */
  readonly aliases: readonly string[]
  readonly tags: readonly string[]
  /** Those of the tags that Jekyll puts into addresses. */
  readonly categories: readonly string[]
  readonly authors: readonly string[]
  readonly isDraft: boolean
  readonly excerpt: string | undefined
  readonly cover: string | undefined
  readonly coverAlt: string | undefined
  readonly canonicalUrl: string | undefined
  readonly isFeatured: boolean
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

const DATES = ['date', 'pubDate', 'publishDate', 'publishdate', 'publishedAt', 'published_at', 'published', 'created']
const UPDATES = [
  'updated',
  'lastmod',
  'updatedDate',
  'updatedAt',
  'updated_at',
  'modDatetime',
  'last_modified_at',
  'modified',
]
const COVERS = ['cover', 'image', 'images', 'featured_image', 'featuredImage', 'heroImage', 'coverImage', 'cover_image']
const MORE_COVERS = ['hero', 'banner', 'thumbnail', 'og_image', 'ogImage', 'social_image']

export interface Surroundings {
  /** Path in the folder, with / between its parts. */
  readonly file: string
  /** The same with the names of the folders above, as far as they tell something. */
  readonly location: string
  readonly timeZone: string
}

export function readFields(
  data: Readonly<Record<string, unknown>>,
  { file, location, timeZone }: Surroundings,
): PostFields {
  const extra = asRecord(data.extra)
  const taxonomies = Object.entries(asRecord(data.taxonomies))
  const oldPath = firstText(data.path, data.permalink, data.url)
  const covers = [...COVERS, ...MORE_COVERS].flatMap((name) => [data[name], extra[name]])
  const split = (value: unknown) => names(value, isJekyll(location))
  return {
    title: firstText(data.title),
    publishedAt: dateOf(data, DATES, timeZone) ?? dateIn(file, timeZone) ?? dateIn(oldPath, timeZone),
    updatedAt: dateOf(data, UPDATES, timeZone),
    oldPath: oldPath === undefined || isPattern(oldPath) ? undefined : pathOf(oldPath),
    slug: firstText(data.slug)?.replace(/^\/+|\/+$/g, ''),
    aliases: [data.aliases, data.alias, data.redirect_from].flatMap((value) => names(value, false)).map(pathOf),
    categories: [data.categories, data.category].flatMap(split),
    tags: unique([
      ...[data.tags, data.tag, data.categories, data.category].flatMap(split),
      ...taxonomies.flatMap(([name, value]) => (/^authors?$/.test(name) ? [] : split(value))),
    ]),
    authors: unique([
      ...[data.authors, data.author].flatMap((value) => names(value, false)),
      ...taxonomies.flatMap(([name, value]) => (/^authors?$/.test(name) ? names(value, false) : [])),
    ]),
    isDraft: isTrue(data.draft) || isFalse(data.published) || /(?:^|\/)_drafts\//.test(location),
    excerpt: firstText(data.description, data.summary, data.excerpt),
    cover: covers.map(pictureOf).find((cover) => cover !== undefined),
    coverAlt: firstText(...covers.map((cover) => asRecord(cover).alt), data.imageAlt, data.coverAlt, data.image_alt),
    canonicalUrl: [data.canonical, data.canonicalUrl, data.canonicalURL, data.canonical_url]
      .map(asText)
      .find((url) => url && /^https?:\/\//.test(url)),
    isFeatured: isTrue(data.featured) || isTrue(extra.featured),
    isPage: data.layout === 'page' || data.type === 'page' || /(?:^|\/)_?pages\/(?!.*(?:posts?|blog)\/)/.test(location),
  }
}

/** Jekyll keeps posts in `_posts`, and separates names by spaces. */
export function isJekyll(file: string): boolean {
  return /(?:^|\/)_(?:posts|drafts)\//.test(file)
}

/** Eleventy's words for "ask git or the disk". */
const COMPUTED_DATE = /^(?:git )?(?:created|last modified)$/i

function dateOf(
  data: Readonly<Record<string, unknown>>,
  candidates: readonly string[],
  timeZone: string,
): Date | undefined {
  for (const name of candidates) {
    const value = data[name]
    if (value === undefined || value === null || value === '' || typeof value === 'boolean') continue
    if (typeof value === 'string' && COMPUTED_DATE.test(value.trim())) continue
    const date = asDate(value, timeZone)
    if (date) return date
    const shown = typeof value === 'object' ? JSON.stringify(value) : `"${value}"`
    throw new FieldError(name, `${name}: ${shown} is no date; one like 2026-05-01 or 2026-05-01T09:00:00Z is expected.`)
  }
  return undefined
}

/** `2021/05/06/title` or `2021-05-06-title`. */
function dateIn(path: string | undefined, timeZone: string): Date | undefined {
  const match = /(?:^|\/)(\d{4})[-/](\d{2})[-/](\d{2})(?=[-/_.]|$)/.exec(path ?? '')
  return match ? asDate(`${match[1]}-${match[2]}-${match[3]}`, timeZone) : undefined
}

/** Jekyll's and Eleventy's permalinks may be patterns; those say nothing about this file alone. */
function isPattern(path: string): boolean {
  return /[{]|\/:|^:|^(?:pretty|date|none|ordinal|weekdate)$/.test(path.replace(/^https?:\/\/[^/]*/, ''))
}

function pathOf(address: string): string {
  const path = address.trim().replace(/^https?:\/\/[^/]+/, '')
  return path.startsWith('/') ? path : `/${path}`
}

/** A picture's address: a text, a table with one, or the first of a list. */
function pictureOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return pictureOf(value[0])
  const { image, src, url, path, file, name } = asRecord(value)
  return asText(value) ?? firstText(image, src, url, path, file, name)
}

function firstText(...values: readonly unknown[]): string | undefined {
  return values.map(asText).find((text) => text !== undefined)
}

function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() || undefined
  return typeof value === 'number' ? String(value) : undefined
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true'
}

function isFalse(value: unknown): boolean {
  return value === false || value === 'false'
}

/** A list, one text with commas, or tables with a name. */
function names(value: unknown, bySpaces: boolean): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => names(item, false))
  if (typeof value !== 'string') {
    const { name, title, slug } = asRecord(value)
    const text = asText(value) ?? firstText(name, title, slug)
    return text === undefined ? [] : [text]
  }
  const separator = value.includes(',') ? ',' : bySpaces ? /\s+/ : undefined
  return (separator ? value.split(separator) : [value]).map((part) => part.trim()).filter(Boolean)
}

function unique(values: readonly string[]): string[] {
  const byLowerCase = new Map<string, string>()
  for (const value of values) if (!byLowerCase.has(value.toLowerCase())) byLowerCase.set(value.toLowerCase(), value)
  return [...byLowerCase.values()]
}
