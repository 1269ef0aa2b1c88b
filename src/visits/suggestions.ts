/** Which page may have been meant by an address at which there is nothing. */
import { authorPath, pagePath, postPath, type Settings, tagPath } from '../content/index.ts'
import type { Database } from '../db/index.ts'

export interface Suggestion {
  readonly path: string
  readonly title: string
  /** A redirect to it follows it through renames. Null: a tag or an author. */
  readonly postId: number | null
}

interface Found {
  readonly path: string
  readonly kind: 'post' | 'page' | 'tag' | 'author'
  readonly id: number
  readonly slug: string
  readonly title: string
  readonly publishedAt: Date | null
}

/** By path; of those that are like nothing on the site there is none. */
export async function suggestPages(
  db: Database,
  paths: readonly string[],
  { permalink, timeZone }: Settings,
): Promise<Map<string, Suggestion>> {
  const asked = paths.flatMap((path) => {
    const words = wordsOf(path)
    return words.length > 0 ? [{ path, slug: words.join('-') }] : []
  })
  if (asked.length === 0) return new Map()
  const [row] = await db.sql<
    { has: boolean }[]
  >`select exists (select from pg_extension where extname = 'pg_trgm') as has`
  const found = row?.has ? await bySimilarity(db, asked) : await byWords(db, asked)
  return new Map(
    found.map(({ path, kind, id, slug, title, publishedAt }) => {
      const isPost = kind === 'post' || kind === 'page'
      const target =
        kind === 'post'
          ? postPath(permalink, timeZone, { slug, publishedAt })
          : { page: pagePath, tag: tagPath, author: authorPath }[kind]({ slug })
      return [path, { path: target, title, postId: isPost ? id : null }]
    }),
  )
}

/** The words of an address's last part, as a slug has them. `/2019/05/Hello_World.html` gives `hello`, `world`. */
export function wordsOf(path: string): string[] {
  const last = path.split('/').filter(Boolean).at(-1) ?? ''
  let text = last
  try {
    text = decodeURIComponent(last)
  } catch {
    // As it came, then.
  }
  return text
    .toLowerCase()
    .replace(/\.(?:html?|php|aspx?|md)$/, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .slice(0, 20)
}

interface Asked {
  readonly path: string
  readonly slug: string
}

/** Below this, of 1, two slugs have nothing to do with each other. */
const MIN_LIKENESS = 0.5

/** By trigrams, with an index; finds what was mistyped, too. */
async function bySimilarity({ sql }: Database, asked: readonly Asked[]): Promise<readonly Found[]> {
  return sql<Found[]>`
    select g.path, s.kind, s.id::float8 as id, s.slug, s.title, s.published_at as "publishedAt"
    from unnest(${asked.map(({ path }) => path)}::text[], ${asked.map(({ slug }) => slug)}::text[]) as g (path, slug)
    cross join lateral (
      select c.*, greatest(similarity(c.slug, g.slug), similarity(c.title, g.slug)) as likeness
      from (
        select kind, id, slug, title, published_at from post where status = 'published' and deleted_at is null and (slug % g.slug or title % g.slug)
        union all select 'tag', id, slug, name, null from tag where slug % g.slug
        union all select 'author', id, slug, name, null from author where slug % g.slug
      ) c order by likeness desc, published_at desc nulls last, id limit 1
    ) s
    where s.likeness >= ${MIN_LIKENESS}`
}

/** By whole words that both have, found in titles; for a database without pg_trgm. */
async function byWords({ sql }: Database, asked: readonly Asked[]): Promise<readonly Found[]> {
  return sql<Found[]>`
    select g.path, s.kind, s.id::float8 as id, s.slug, s.title, s.published_at as "publishedAt"
    from unnest(${asked.map(({ path }) => path)}::text[], ${asked.map(({ slug }) => slug)}::text[]) as g (path, slug)
    cross join lateral (
      select c.*, (select count(*) from unnest(c.words) word where word = any(string_to_array(g.slug, '-')))::float8
        / greatest(cardinality(c.words), cardinality(string_to_array(g.slug, '-'))) as likeness
      from (
        select kind, id, slug, title, published_at, string_to_array(slug, '-') as words from post
          where status = 'published' and deleted_at is null and search @@ to_tsquery('simple', replace(g.slug, '-', ':A | ') || ':A')
        union all select 'tag', id, slug, name, null, string_to_array(slug, '-') from tag where slug = g.slug
        union all select 'author', id, slug, name, null, string_to_array(slug, '-') from author where slug = g.slug
      ) c order by likeness desc, published_at desc nulls last, id limit 1
    ) s
    where s.likeness >= ${MIN_LIKENESS}`
}
