/**
 * One render's view of the database: a snapshot, and a record of everything that was read from it. The reads of
 * `content/` are the only way for a route to reach the database, and each says what it depends on, so a page cannot
 * read without depending.
 */
import { Dependencies } from '../cache/index.ts'
import type { SnapshotTransaction } from '../db/index.ts'
import type { Ranks } from './ranks.ts'

export type { SnapshotTransaction }

/** What a read is made with: the transaction, and where to say what it read. */
export interface Query {
  readonly tx: SnapshotTransaction
  readonly ranks: Ranks
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
  readonly #snapshot: Omit<Query, 'dependencies'>
  readonly #answers = new Map<string, Promise<Answer<unknown>>>()

  constructor(snapshot: Omit<Query, 'dependencies'>) {
    this.#snapshot = snapshot
  }

  /** `name` must say everything the answer depends on besides the snapshot; the type of a name's answer is its caller's. */
  answer<T>(name: string, load: (query: Query) => Promise<T>): Promise<Answer<T>> {
    const known = this.#answers.get(name) as Promise<Answer<T>> | undefined
    if (known) return known
    const dependencies = new Dependencies()
    const answer = load({ ...this.#snapshot, dependencies }).then((value) => ({ value, dependencies }))
    this.#answers.set(name, answer)
    return answer
  }
}

/** A read that would leave its page with nothing that could ever make it stale, or one that came after the page. */
export class UnrecordedRead extends Error {
  readonly code = 'unrecorded-read'
}

/** The same values; looking at one makes the page depend on its group. */
export function recordOnUse<T extends object>(
  { dependencies }: Reading,
  values: T,
  groups: Readonly<Partial<Record<keyof T, string>>>,
): T {
  return new Proxy(values, {
    get(target, key) {
      const group = groups[key as keyof T]
      if (group !== undefined) dependencies.value(group)
      return Reflect.get(target, key)
    },
  })
}

export class Reading {
  readonly dependencies = new Dependencies()
  /** What decided on the answer, where something of the content did: `post:7`, `redirect:12`, `former:tag/old`. */
  answeredBy: string | undefined
  readonly #shared: SharedReads
  readonly #isStrict: boolean
  #isOver = false
  #isComplete = true

  /** @param isStrict throw on a read that says no dependency, rather than only not to keep its page */
  constructor(shared: SharedReads, isStrict: boolean) {
    this.#shared = shared
    this.#isStrict = isStrict
  }

  /** Reads once a snapshot, and depends on it once a page. */
  async read<T>(name: string, load: (query: Query) => Promise<T>): Promise<T> {
    if (this.#isOver) throw new UnrecordedRead(`The read "${name}" came after its page was rendered.`)
    const { value, dependencies } = await this.#shared.answer(name, load)
    if (dependencies.records === 0) {
      if (this.#isStrict) throw new UnrecordedRead(`The read "${name}" says nothing that it depends on.`)
      this.#isComplete = false
    }
    this.dependencies.include(dependencies)
    return value
  }

  /** Reads once a snapshot; what of the answer the page depends on is for the caller to record, in `dependencies`. */
  async share<T>(name: string, load: (query: Query) => Promise<T>): Promise<T> {
    const { value } = await this.#shared.answer(name, load)
    return value
  }

  /** The page is rendered: what it read is known now. Whether all of it was recorded: a page may be kept only then. */
  end(): boolean {
    this.#isOver = true
    return this.#isComplete && this.dependencies.records > 0
  }
}
