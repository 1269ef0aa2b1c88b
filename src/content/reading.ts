/**
 * One render's view of the database: a snapshot, and a record of everything that was read from it. The reads of
 * `content/` are the only way for a route to reach the database, and each says what it depends on, so a page cannot
 * read without depending.
 */
import { Dependencies } from '../cache/index.ts'
import type { SnapshotTransaction } from '../db/index.ts'

export type { SnapshotTransaction }

/** What a read is made with: the transaction, and where to say what it read. */
export interface Query {
  readonly tx: SnapshotTransaction
  readonly dependencies: Dependencies
  /** The site's origin, as configured. */
  readonly siteUrl: string
}

interface Answer<T> {
  readonly value: T
  readonly dependencies: Dependencies
}

/** The answers of one snapshot, shared by all pages that are rendered from it. */
export class SharedReads {
  readonly #tx: SnapshotTransaction
  readonly #siteUrl: string
  readonly #answers = new Map<string, Promise<Answer<unknown>>>()

  constructor(tx: SnapshotTransaction, siteUrl: string) {
    this.#tx = tx
    this.#siteUrl = siteUrl
  }

  /** `name` must say everything the answer depends on besides the snapshot; the type of a name's answer is its caller's. */
  answer<T>(name: string, load: (query: Query) => Promise<T>): Promise<Answer<T>> {
    const known = this.#answers.get(name) as Promise<Answer<T>> | undefined
    if (known) return known
    const dependencies = new Dependencies()
    const answer = load({ tx: this.#tx, dependencies, siteUrl: this.#siteUrl }).then((value) => ({
      value,
      dependencies,
    }))
    this.#answers.set(name, answer)
    return answer
  }
}

export class Reading {
  readonly dependencies = new Dependencies()
  readonly #shared: SharedReads

  constructor(shared: SharedReads) {
    this.#shared = shared
  }

  /** Reads once a snapshot, and depends on it once a page. */
  async read<T>(name: string, load: (query: Query) => Promise<T>): Promise<T> {
    const { value, dependencies } = await this.#shared.answer(name, load)
    this.dependencies.include(dependencies)
    return value
  }
}
