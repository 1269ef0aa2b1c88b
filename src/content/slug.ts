/** The readable part of addresses. */
import { ContentError } from './errors.ts'

const MAX_SLUG_LENGTH = 120

/** First segments that are the site's own. */
const RESERVED = new Set([
  'admin',
  'api',
  'archive',
  'assets',
  'atom.xml',
  'authors',
  'favicon.ico',
  'favicon.svg',
  'feed.json',
  'healthz',
  'media',
  'metrics',
  'posts',
  'readyz',
  'robots.txt',
  'rss.xml',
  'search',
  'sitemap.xml',
  'tags',
  '404',
])

/** A slug for a text: lower case, words joined by hyphens, letters of any script kept. Empty when nothing is left. */
export function slugify(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}\p{M}.]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, MAX_SLUG_LENGTH)
    .replace(/[-.]+$/, '')
}

const SEGMENT = /^[\p{Ll}\p{Lo}\p{N}\p{M}](?:[\p{Ll}\p{Lo}\p{Lm}\p{N}\p{M}._~-]*[\p{Ll}\p{Lo}\p{Lm}\p{N}\p{M}])?$/u

/** Checks a slug that somebody chose; throws `ContentError`. A page's may have several segments. */
export function checkSlug(slug: string, kind: 'post' | 'page' | 'tag' | 'author'): string {
  const normal = slug.normalize('NFC')
  const segments = kind === 'page' ? normal.split('/') : [normal]
  if (normal.length > MAX_SLUG_LENGTH || !segments.every((segment) => SEGMENT.test(segment))) {
    throw new ContentError(
      'invalid',
      `"${slug}" is no slug: use lower-case letters, digits and hyphens, at most ${MAX_SLUG_LENGTH}.`,
      { field: 'slug' },
    )
  }
  if (kind === 'page' && isReserved(normal)) {
    throw new ContentError('invalid', `"${slug}" is an address of the site itself; choose another slug.`, {
      field: 'slug',
    })
  }
  return normal
}

export function isReserved(slug: string): boolean {
  const first = slug.split('/', 1)[0] ?? ''
  return RESERVED.has(first) || first.startsWith('sitemap-')
}

/** Checks where posts shall live; throws `ContentError`. Under an address of the site itself they would not be reached. */
export function checkPermalinkPlace(pattern: string): void {
  const first = pattern.split('/')[1] ?? ''
  if (first === 'posts' || !isReserved(first)) return
  throw new ContentError('invalid', `"/${first}" is an address of the site itself; begin with another word.`, {
    field: 'permalink',
  })
}

/** The first of `slug`, `slug-2`, `slug-3` … that is not taken. */
export function freeSlug(slug: string, isTaken: (candidate: string) => boolean): string {
  if (!isTaken(slug)) return slug
  for (let n = 2; ; n++) if (!isTaken(`${slug}-${n}`)) return `${slug}-${n}`
}
