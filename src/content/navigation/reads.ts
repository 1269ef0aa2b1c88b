/** Menus as pages show them. */
import { sql } from 'drizzle-orm'
import { pathOf } from '../post/cards.ts'
import type { Reading } from '../reading.ts'
import type { MenuItem, PostKind } from '../types.ts'

interface ItemRow extends Record<string, unknown> {
  readonly label: string
  readonly url: string | null
  readonly post: { id: number; kind: PostKind; slug: string; publishedAtMs: number; isPublic: boolean } | null
}

/** The items of a menu in order; an item that points to a post or page is left out while that is not public. */
export async function menu(reading: Reading, name: string): Promise<MenuItem[]> {
  const rows = await reading.read(`menu/${name}`, async ({ tx, dependencies }) => {
    dependencies.value(`menu:${name}`)
    const rows = await tx.execute<ItemRow>(sql`
      select n.label, n.url, case when p.id is not null then jsonb_build_object('id', p.id, 'kind', p.kind, 'slug', p.slug,
        'publishedAtMs', epoch_ms(p.published_at), 'isPublic', p.status = 'published' and p.deleted_at is null) end as post
      from navigation_item n left join post p on p.id = n.post_id where n.menu = ${name} order by n.position, n.id`)
    for (const { post } of rows) if (post) dependencies.value(`post:${post.id}/place`)
    return [...rows]
  })
  const items: MenuItem[] = []
  for (const { label, url, post } of rows) {
    if (post?.isPublic) items.push({ label, url: await pathOf(reading, post) })
    else if (url !== null) items.push({ label, url })
  }
  return items
}
