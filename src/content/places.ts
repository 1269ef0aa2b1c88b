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
import { KeyList } from './key-list.ts'
import { listName } from './post/list.ts'
import { keyFrom, sortKey } from './post/sort-key.ts'
import type { Ranks } from './ranks.ts'
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
  readonly #lists: Map<string, KeyList>

  private constructor(posts: Map<number, Place>) {
    this.#posts = posts
    const { entered } = this.#difference(posts, () => undefined)
    this.#lists = new Map([...entered].map(([list, keys]) => [list, new KeyList(keys)]))
  }

  static async load(tx: SnapshotTransaction): Promise<Places> {
    return new Places(await readPlaces(tx))
  }

  get(postId: number): Place | undefined {
    return this.#posts.get(postId)
  }

  /** The members of a list; undefined: it has none. */
  list(name: string): KeyList | undefined {
    return this.#lists.get(name)
  }

  /** How many members a list has. */
  size(name: string): number {
    return this.list(name)?.size ?? 0
  }

  /** The names of all lists that have members. */
  listNames(): Iterable<string> {
    return this.#lists.keys()
  }

  /** How the lists change when these posts are where `moves` has them. Lists that stay as they are do not come up. */
  changes(moves: Moves): Map<string, ListChange> {
    const { left, entered } = this.#difference(moves)
    const changes = new Map<string, ListChange>()
    for (const list of new Set([...left.keys(), ...entered.keys()])) {
      const change = ListChange.exactly(left.get(list) ?? NONE, entered.get(list) ?? NONE, this.size(list))
      if (!change.isEmpty) changes.set(list, change)
    }
    return changes
  }

  /** From now on the posts are there. */
  apply(moves: Moves): void {
    const { left, entered } = this.#difference(moves)
    for (const list of new Set([...left.keys(), ...entered.keys()])) {
      const keys = this.list(list) ?? new KeyList()
      keys.change(left.get(list) ?? NONE, entered.get(list) ?? NONE)
      if (keys.size > 0) this.#lists.set(list, keys)
      else this.#lists.delete(list)
    }
    for (const [id, now] of moves) {
      if (now) this.#posts.set(id, now)
      else this.#posts.delete(id)
    }
  }

  /** Which keys leave and enter which lists; those of posts that stay in a list do both. */
  #difference(moves: Moves, placeBefore = (id: number) => this.#posts.get(id)) {
    const left = new Map<string, Set<string>>()
    const entered = new Map<string, Set<string>>()
    for (const [id, now] of moves) {
      const before = placeBefore(id)
      if (before) for (const list of listsOf(before)) addTo(left, list, sortKey(before.at, id))
      if (now) for (const list of listsOf(now)) addTo(entered, list, sortKey(now.at, id))
    }
    return { left, entered }
  }
}

const NONE: ReadonlySet<string> = new Set()

/** The lists of these places, as long as they are those of the snapshot; else what `counted` gives. */
export function placedRanks(current: () => Places | undefined, counted: Ranks): Ranks {
  return {
    async size(list) {
      return current()?.size(listName(list)) ?? counted.size(list)
    },
    async tagSizes() {
      const places = current()
      if (!places) return counted.tagSizes()
      const tags = [...places.listNames()].filter((name) => name.startsWith('tag:'))
      return new Map(tags.map((name) => [Number(name.slice('tag:'.length)), places.size(name)]))
    },
    async keyAt(list, before) {
      const places = current()
      return places ? places.list(listName(list))?.at(before) : counted.keyAt(list, before)
    },
    async countsFrom(instants) {
      const places = current()
      if (!places) return counted.countsFrom(instants)
      const posts = places.list('posts')
      return instants.map((at) => (posts ? posts.size - posts.countBefore(keyFrom(at)) : 0))
    },
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
