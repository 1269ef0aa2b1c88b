/** Authors as pages show them. */
import { sql } from 'drizzle-orm'
import { authorPath } from '../permalink.ts'
import { type Reading, recordOnUse } from '../reading.ts'
import type { AuthorDetail } from '../types.ts'

/** The author at their own address; whether they have posts is for their list to say. */
export async function authorBySlug(reading: Reading, slug: string): Promise<AuthorDetail | undefined> {
  const author = await reading.read(`author-by-slug/${slug}`, async ({ tx, dependencies }) => {
    dependencies.absence(`lookup:author/${slug}`)
    const [row] = await tx.execute<Omit<AuthorDetail, 'path'> & Record<string, unknown>>(sql`
      select id::float8 as id, slug, name, bio, avatar_url as "avatarUrl", website_url as "websiteUrl"
      from author where slug = ${slug}`)
    if (row) dependencies.address(`author:${row.id}/address`)
    return row && { ...row, path: authorPath(row) }
  })
  if (!author) return undefined
  const page = `author:${author.id}/page`
  return recordOnUse(reading, author, {
    name: `author:${author.id}/name`,
    ...{ bio: page, avatarUrl: page, websiteUrl: page },
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
