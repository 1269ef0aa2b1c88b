/**
 * How many posts a list has, and which one has how many before it. PostgreSQL can only count that, in time that grows
 * with the site; whoever follows the content knows it (see `Places`).
 */
import { sql } from 'drizzle-orm'
import { listMembers } from './post/list.ts'
import { sortKey } from './post/sort-key.ts'
import type { SnapshotTransaction } from './reading.ts'
import type { PostList } from './types.ts'

/** The lists of one snapshot. Says no dependencies: what of a number is shown is the caller's to know. */
export interface Ranks {
  size(list: PostList): Promise<number>
  /** The size of every tag's list that has members, by id. */
  tagSizes(): Promise<ReadonlyMap<number, number>>
  /** Key of the member that `before` others come before, oldest first; undefined: the list is not that long. */
  keyAt(list: PostList, before: number): Promise<string | undefined>
  /** How many of all posts are not before each of these instants (milliseconds since 1970, ascending). */
  countsFrom(instants: readonly number[]): Promise<readonly number[]>
}

/** Counted by the database. */
export function countedRanks(tx: SnapshotTransaction): Ranks {
  return {
    async size(list) {
      const [row] = await tx.execute<{ size: number }>(sql`select count(*)::int as size from ${listMembers(list)}`)
      return row?.size ?? 0
    },
    async tagSizes() {
      const rows = await tx.execute<{ id: number; size: number }>(sql`
        select m.tag_id::float8 as id, count(*)::int as size from post_tag m join post p on p.id = m.post_id
        where p.kind = 'post' and p.status = 'published' and p.deleted_at is null group by 1`)
      return new Map(rows.map(({ id, size }) => [id, size]))
    },
    async keyAt(list, before) {
      const [row] = await tx.execute<{ at: number; id: number }>(sql`
        select epoch_ms(p.published_at)::float8 as at, p.id::float8 as id from ${listMembers(list)}
        order by p.published_at, p.id offset ${before} limit 1`)
      return row && sortKey(row.at, row.id)
    },
    async countsFrom(instants) {
      if (instants.length === 0) return []
      const rows = await tx.execute<{ bucket: number; count: number }>(sql`
        select width_bucket(epoch_ms(p.published_at)::float8, ${`{${instants.join(',')}}`}::float8[]) as bucket,
          count(*)::int as count from ${listMembers({ of: 'posts' })} group by 1`)
      const inBucket = new Map(rows.map(({ bucket, count }) => [bucket, count]))
      let sum = 0
      return instants.map((_, i) => (sum += inBucket.get(instants.length - i) ?? 0)).reverse()
    },
  }
}
