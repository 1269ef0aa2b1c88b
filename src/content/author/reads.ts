/** Authors as pages show them. */
import { sql } from 'drizzle-orm'
import { authorPath } from '../permalink.ts'
import type { Reading } from '../reading.ts'
import type { AuthorDetail } from '../types.ts'

/** The author at their own address; whether they have posts is for their list to say. */
export async function authorBySlug(reading: Reading, slug: string): Promise<AuthorDetail | undefined> {
  return reading.read(`author-by-slug/${slug}`, async ({ tx, dependencies }) => {
    dependencies.absence(`lookup:author/${slug}`)
    const [row] = await tx.execute<Omit<AuthorDetail, 'path'> & Record<string, unknown>>(sql`
      select id::float8 as id, slug, name, bio, avatar_url as "avatarUrl", website_url as "websiteUrl"
      from author where slug = ${slug}`)
    if (!row) return undefined
    dependencies.address(`author:${row.id}/address`)
    dependencies.value(`author:${row.id}/name`)
    dependencies.value(`author:${row.id}/page`)
    return { ...row, path: authorPath(row) }
  })
}

/** Authors who have public posts, for the sitemap. */
export async function authorsInUse(reading: Reading): Promise<readonly { path: string }[]> {
  return reading.read('authors-in-use', async ({ tx, dependencies }) => {
    dependencies.value('authors')
    const rows = await tx.execute<{ id: number; slug: string }>(sql`
      select a.id::float8 as id, a.slug from author a where exists (select from post_author m join post p on p.id = m.post_id
        where m.author_id = a.id and p.kind = 'post' and p.status = 'published' and p.deleted_at is null) order by a.id`)
    for (const { id } of rows) dependencies.value(`author:${id}/address`)
    return rows.map((row) => ({ path: authorPath(row) }))
  })
}
