/** Where addresses lead that are not a page's own. */
import { sql } from 'drizzle-orm'
import { authorPath, tagPath } from '../permalink.ts'
import { pathOf } from '../post/cards.ts'
import type { Reading } from '../reading.ts'
import type { PostKind, SlugOwner, Successor } from '../types.ts'

export interface RedirectAnswer {
  readonly id: number
  readonly status: 301 | 302 | 307 | 308
  readonly location: string
}

interface TargetPost {
  readonly id: number
  readonly kind: PostKind
  readonly slug: string
  readonly publishedAtMs: number
  readonly state: 'public' | 'gone' | 'absent'
}

const TARGET_POST = sql`jsonb_build_object('id', p.id, 'kind', p.kind, 'slug', p.slug, 'publishedAtMs', epoch_ms(p.published_at),
  'state', case when p.status <> 'published' then 'absent' when p.deleted_at is null then 'public' else 'gone' end)`

/** The redirect at a canonical path. One to a post follows it, and is gone or absent with it. */
export async function redirectFor(
  reading: Reading,
  path: string,
): Promise<RedirectAnswer | { readonly id: number; readonly status: 410 } | undefined> {
  const row = await reading.read(`redirect/${path}`, async ({ tx, dependencies }) => {
    dependencies.absence(`lookup:redirect${path}`)
    const [row] = await tx.execute<{ id: number; target: string | null; status: number; post: TargetPost | null }>(sql`
      select r.id::float8 as id, r.target, r.status, case when p.id is not null then ${TARGET_POST} end as post
      from redirect r left join post p on p.id = r.post_id where r.source = ${path}`)
    if (row?.post) dependencies.value(`post:${row.post.id}/place`)
    return row
  })
  if (!row) return undefined
  if (row.status === 410 || row.post?.state === 'gone') return { id: row.id, status: 410 }
  if (row.post?.state === 'absent') return undefined
  const location = row.post ? await pathOf(reading, row.post) : row.target
  return location === null || location === path
    ? undefined
    : { id: row.id, status: row.status as RedirectAnswer['status'], location }
}

/** Who had this slug before, and where they are now. */
export async function successorOf(reading: Reading, kind: SlugOwner, slug: string): Promise<Successor> {
  const found = await reading.read(`history/${kind}/${slug}`, async ({ tx, dependencies }) => {
    dependencies.absence(`lookup:history/${kind}/${slug}`)
    const [row] = await tx.execute<{
      gone: boolean
      ownerId: number
      post: TargetPost | null
      slug: string | null
    }>(sql`
      select h.gone, h.owner_id::float8 as "ownerId", case when p.id is not null then ${TARGET_POST} end as post,
        coalesce(t.slug, a.slug) as slug
      from slug_history h
        left join post p on h.kind in ('post', 'page') and p.id = h.owner_id
        left join tag t on h.kind = 'tag' and t.id = h.owner_id
        left join author a on h.kind = 'author' and a.id = h.owner_id
      where h.kind = ${kind} and h.slug = ${slug}`)
    if (row?.post) dependencies.value(`post:${row.post.id}/place`)
    else if (row) dependencies.value(`${kind}:${row.ownerId}/address`)
    return row
  })
  if (!found) return { state: 'absent' }
  if (found.gone || found.post?.state === 'gone') return { state: 'gone' }
  if (found.post?.state === 'public') return { state: 'moved', path: await pathOf(reading, found.post) }
  if (found.slug === null || found.slug === slug) return { state: 'absent' }
  return { state: 'moved', path: kind === 'tag' ? tagPath({ slug: found.slug }) : authorPath({ slug: found.slug }) }
}
