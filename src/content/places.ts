/**
 * Where every public post stands in the lists, as of the newest snapshot whose events have been taken.
 *
 * A post's place in a list is made of two rows, its own (the date) and its membership, that two writers may change at
 * the same time, neither seeing the other's. So events do not say how lists changed; they only name posts that may have
 * moved. Comparing where those stood with where the snapshot has them gives each list's change exactly, whatever the
 * order in which the rows were written and committed.
 */
import { sql } from 'drizzle-orm'
import { ListChange } from '../cache/index.ts'
import { sortKey } from './post/sort-key.ts'
import type { SnapshotTransaction } from './reading.ts'

export interface Place {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly tags: readonly number[]
  readonly authors: readonly number[]
}

/** Posts that may have moved, with where they are now; undefined: not public, or no more. */
export type Moves = ReadonlyMap<number, Place | undefined>

export class Places {
  readonly #posts: Map<number, Place>
  readonly #sizes = new Map<string, number>()

  private constructor(posts: Map<number, Place>) {
    this.#posts = posts
    for (const place of posts.values()) for (const list of listsOf(place)) this.#resize(list, 1)
  }

  static async load(tx: SnapshotTransaction): Promise<Places> {
    return new Places(await readPlaces(tx))
  }

  get(postId: number): Place | undefined {
    return this.#posts.get(postId)
  }

  /** How many members a list has. */
  size(list: string): number {
    return this.#sizes.get(list) ?? 0
  }

  /** How the lists change when these posts are where `moves` has them. Lists that stay as they are do not come up. */
  changes(moves: Moves): Map<string, ListChange> {
    const left = new Map<string, Set<string>>()
    const entered = new Map<string, Set<string>>()
    for (const [id, now] of moves) {
      const before = this.#posts.get(id)
      if (before) for (const list of listsOf(before)) addTo(left, list, sortKey(before.at, id))
      if (now) for (const list of listsOf(now)) addTo(entered, list, sortKey(now.at, id))
    }
    const changes = new Map<string, ListChange>()
    for (const list of new Set([...left.keys(), ...entered.keys()])) {
      const change = ListChange.exactly(left.get(list) ?? new Set(), entered.get(list) ?? new Set(), this.size(list))
      if (!change.isEmpty) changes.set(list, change)
    }
    return changes
  }

  /** From now on the posts are there. */
  apply(moves: Moves): void {
    for (const [id, now] of moves) {
      const before = this.#posts.get(id)
      if (before) for (const list of listsOf(before)) this.#resize(list, -1)
      if (now) {
        for (const list of listsOf(now)) this.#resize(list, 1)
        this.#posts.set(id, now)
      } else this.#posts.delete(id)
    }
  }

  #resize(list: string, by: number): void {
    const size = this.size(list) + by
    if (size === 0) this.#sizes.delete(list)
    else this.#sizes.set(list, size)
  }
}

/** The lists that a post in this place is a member of. */
export function listsOf({ tags, authors }: Place): string[] {
  return ['posts', ...tags.map((id) => `tag:${id}`), ...authors.map((id) => `author:${id}`)]
}

/** Where these posts are in the snapshot. */
export async function readMoves(tx: SnapshotTransaction, postIds: readonly number[]): Promise<Moves> {
  if (postIds.length === 0) return new Map()
  const places = await readPlaces(tx, postIds)
  return new Map(postIds.map((id) => [id, places.get(id)]))
}

async function readPlaces(tx: SnapshotTransaction, only?: readonly number[]): Promise<Map<number, Place>> {
  const rows = await tx.execute<Place & { id: number } & Record<string, unknown>>(sql`
    select p.id::float8 as id, epoch_ms(p.published_at)::float8 as at,
      array(select tag_id::float8 from post_tag where post_id = p.id) as tags,
      array(select author_id::float8 from post_author where post_id = p.id) as authors
    from post p where p.kind = 'post' and p.status = 'published' and p.deleted_at is null
      ${only ? sql`and p.id = any(${`{${only.join(',')}}`}::bigint[])` : sql``}`)
  return new Map(rows.map(({ id, at, tags, authors }) => [id, { at, tags, authors }]))
}

function addTo(sets: Map<string, Set<string>>, name: string, key: string): void {
  const set = sets.get(name)
  if (set) set.add(key)
  else sets.set(name, new Set([key]))
}
