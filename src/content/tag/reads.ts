/** Tags as pages show them. */
import { sql } from 'drizzle-orm'
import { LAST_KEY } from '../../cache/index.ts'
import { tagPath } from '../permalink.ts'
import { type Reading, recordOnUse } from '../reading.ts'
import type { TagDetail, TagLink } from '../types.ts'

/** The tag at its own address; whether it has posts is for its list to say. */
export async function tagBySlug(reading: Reading, slug: string): Promise<TagDetail | undefined> {
  const tag = await reading.read(`tag-by-slug/${slug}`, async ({ tx, dependencies }) => {
    dependencies.absence(`lookup:tag/${slug}`)
    const [row] = await tx.execute<{ id: number; slug: string; name: string; description: string }>(
      sql`select id::float8 as id, slug, name, description from tag where slug = ${slug}`,
    )
    if (row) dependencies.address(`tag:${row.id}/address`)
    return row && { ...row, path: tagPath(row) }
  })
  return tag && recordOnUse(reading, tag, { name: `tag:${tag.id}/name`, description: `tag:${tag.id}/page` })
}

/** Tags that have public posts, by name, with how many. */
export async function tagsWithCounts(reading: Reading): Promise<readonly (TagLink & { count: number })[]> {
  return reading.read('tags-with-counts', async ({ tx, ranks, dependencies }) => {
    dependencies.value('tags')
    const sizes = await ranks.tagSizes()
    const rows = await tx.execute<{ id: number; slug: string; name: string }>(sql`
      select id::float8 as id, slug, name from tag where id = any(${`{${[...sizes.keys()].join(',')}}`}::bigint[])
      order by lower(name), id`)
    for (const { id } of rows) {
      dependencies.value(`tag:${id}/name`)
      dependencies.value(`tag:${id}/address`)
      dependencies.rank(`tag:${id}`, LAST_KEY)
    }
    return rows.map((row) => ({ ...row, path: tagPath(row), count: sizes.get(row.id) ?? 0 }))
  })
}

/** Tags that have public posts, for the sitemap. */
export async function tagsInUse(reading: Reading): Promise<readonly { path: string }[]> {
  return reading.read('tags-in-use', async ({ tx, dependencies }) => {
    dependencies.value('tags')
    const rows = await tx.execute<{ id: number; slug: string }>(sql`
      select t.id::float8 as id, t.slug from tag t where exists (select from post_tag m join post p on p.id = m.post_id
        where m.tag_id = t.id and p.kind = 'post' and p.status = 'published' and p.deleted_at is null) order by t.id`)
    for (const { id } of rows) dependencies.value(`tag:${id}/address`)
    return rows.map((row) => ({ path: tagPath(row) }))
  })
}
