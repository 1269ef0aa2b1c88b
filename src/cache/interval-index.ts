/** Entries by closed intervals, found by overlap in time proportional to what is found (an augmented red-black tree). */
import { IntervalTree } from '@flatten-js/interval-tree'
import type { Entry } from './entry.ts'

export class IntervalIndex<K extends string | number> {
  readonly #tree = new IntervalTree<Set<Entry>>()
  /** One node of the tree for each interval, however many entries have it. */
  readonly #byInterval = new Map<string, Set<Entry>>()

  add(from: K, to: K, entry: Entry): void {
    const name = `${from}\n${to}`
    const known = this.#byInterval.get(name)
    if (known) {
      known.add(entry)
      return
    }
    const entries = new Set([entry])
    this.#byInterval.set(name, entries)
    this.#tree.insert([from, to], entries)
  }

  remove(from: K, to: K, entry: Entry): void {
    const name = `${from}\n${to}`
    const entries = this.#byInterval.get(name)
    if (!entries?.delete(entry) || entries.size > 0) return
    this.#byInterval.delete(name)
    this.#tree.remove([from, to], entries)
  }

  /** The entries of every interval that shares a point with this one; one may come more than once. */
  *overlapping(from: K, to: K): Generator<Entry> {
    for (const entries of this.#tree.search([from, to]) as Set<Entry>[]) yield* entries
  }

  get isEmpty(): boolean {
    return this.#byInterval.size === 0
  }
}
