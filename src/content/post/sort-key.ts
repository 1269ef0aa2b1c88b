/** The place of a post in every list: by (published_at, id), oldest first, as text that sorts the same way. */

/** Makes times before 1970 positive; PostgreSQL's timestamps begin 4713 BC. */
const OFFSET_MS = 300_000_000_000_000

export function sortKey(publishedAtMs: number, id: number): string {
  return `${String(publishedAtMs + OFFSET_MS).padStart(16, '0')}:${String(id).padStart(12, '0')}`
}

/** Sorts before every post of that instant. */
export function keyFrom(publishedAtMs: number): string {
  return sortKey(publishedAtMs, 0)
}

/** What the key was made of. */
export function parseSortKey(key: string): { readonly publishedAtMs: number; readonly id: number } {
  const [at, id] = key.split(':')
  return { publishedAtMs: Number(at) - OFFSET_MS, id: Number(id) }
}
