/** The lists that posts stand in: their names as dependencies, and their members in SQL. */
import { type SQL, sql } from 'drizzle-orm'
import type { PostList } from '../types.ts'

/** The list's name in windows and touches. */
export function listName(list: PostList): string {
  return list.of === 'posts' ? 'posts' : `${list.of}:${list.id}`
}

/** `post p` rows that are public members of the list. */
export function listMembers(list: PostList): SQL {
  const isPublic = sql`p.kind = 'post' and p.status = 'published' and p.deleted_at is null`
  if (list.of === 'tag') {
    return sql`post p join post_tag m on m.post_id = p.id and m.tag_id = ${list.id} where ${isPublic}`
  }
  if (list.of === 'author') {
    return sql`post p join post_author m on m.post_id = p.id and m.author_id = ${list.id} where ${isPublic}`
  }
  return sql`post p where ${isPublic}`
}
