/** The addresses of posts: a pattern such as `/posts/{slug}` or `/{yyyy}/{mm}/{slug}`. */
import { LRUCache } from 'lru-cache'
import { canonicalPath } from '../cache/index.ts'

const TOKENS: Readonly<Record<string, string>> = {
  slug: '(?<slug>[^/]+)',
  yyyy: '(?<yyyy>\\d{4})',
  mm: '(?<mm>\\d{2})',
  dd: '(?<dd>\\d{2})',
}

/** Whether a post's address changes with its date. */
export function isDated(pattern: string): boolean {
  return /\{(?:yyyy|mm|dd)\}/.test(pattern)
}

/** The canonical path of a post. Dates are those of the site's time zone. */
export function postPath(pattern: string, timeZone: string, post: { slug: string; publishedAt: Date | null }): string {
  const date = isDated(pattern) && post.publishedAt ? calendarDate(post.publishedAt, timeZone) : undefined
  const path = pattern.replace(/\{(\w+)\}/g, (_, token: string) =>
    token === 'slug' ? encodeURIComponent(post.slug) : (date?.[token as keyof CalendarDate] ?? '0000'),
  )
  return canonicalPath(path) ?? path
}

export function pagePath(page: { slug: string }): string {
  return canonicalPath(`/${page.slug.split('/').map(encodeURIComponent).join('/')}`) ?? `/${page.slug}`
}

export function tagPath(tag: { slug: string }): string {
  return canonicalPath(`/tags/${encodeURIComponent(tag.slug)}`) ?? `/tags/${tag.slug}`
}

export function authorPath(author: { slug: string }): string {
  return canonicalPath(`/authors/${encodeURIComponent(author.slug)}`) ?? `/authors/${author.slug}`
}

/** The slug in a path of this pattern; undefined when the path has another shape. Dates are checked by `postPath`. */
export function matchPermalink(pattern: string, path: string): string | undefined {
  const source = pattern
    .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
    .replace(/\{(\w+)\}/g, (_, token: string) => TOKENS[token] ?? '')
  const slug = new RegExp(`^${source}$`).exec(path)?.groups?.slug
  try {
    return slug === undefined ? undefined : decodeURIComponent(slug)
  } catch {
    return undefined
  }
}

export interface CalendarDate {
  readonly yyyy: string
  readonly mm: string
  readonly dd: string
}

/** Year, month and day of an instant in a time zone. */
export function calendarDate(instant: Date, timeZone: string): CalendarDate {
  const parts = dateFormat(timeZone).formatToParts(instant)
  const part = (type: string, digits: number) => (parts.find((p) => p.type === type)?.value ?? '').padStart(digits, '0')
  return { yyyy: part('year', 4), mm: part('month', 2), dd: part('day', 2) }
}

/** Making a format costs far more than using it; they are immutable, and sites have one time zone. */
const formats = new LRUCache<string, Intl.DateTimeFormat>({ max: 20 })

function dateFormat(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  // Gregorian whatever the locale, since it goes into URLs.
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  formats.set(timeZone, format)
  return format
}
