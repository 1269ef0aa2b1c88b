/** Finds the entries that a change touches, in time proportional to what it finds. */
import { type Count, FIRST_KEY, LAST_KEY } from './dependencies.ts'
import type { Entry } from './entry.ts'
import { IntervalIndex } from './interval-index.ts'
import type { ListChange } from './list-change.ts'
import type { Touches } from './touches.ts'

export class DependencyIndex {
  readonly #byName = new Map<string, Set<Entry>>()
  readonly #byList = new Map<string, ListIndex>()
  readonly #all = new Set<Entry>()

  add(entry: Entry): void {
    this.#all.add(entry)
    const { names, windows, counts, sizes } = entry.dependencies
    for (const name of names) {
      const entries = this.#byName.get(name)
      if (entries) entries.add(entry)
      else this.#byName.set(name, new Set([entry]))
    }
    for (const { list, from, to } of windows) this.#list(list).windows.add(from, to, entry)
    for (const count of counts)
      this.#list(count.list)
        .countsLike(count)
        .add(...countKeys(count), entry)
    for (const { list, atLeast } of sizes) this.#list(list).sizes.add(atLeast, atLeast, entry)
  }

  remove(entry: Entry): void {
    this.#all.delete(entry)
    const { names, windows, counts, sizes } = entry.dependencies
    for (const name of names) {
      const entries = this.#byName.get(name)
      if (entries?.delete(entry) && entries.size === 0) this.#byName.delete(name)
    }
    for (const { list, from, to } of windows) this.#byList.get(list)?.windows.remove(from, to, entry)
    for (const count of counts)
      this.#byList
        .get(count.list)
        ?.countsLike(count)
        .remove(...countKeys(count), entry)
    for (const { list, atLeast } of sizes) this.#byList.get(list)?.sizes.remove(atLeast, atLeast, entry)
    for (const { list } of [...windows, ...counts, ...sizes])
      if (this.#byList.get(list)?.isEmpty) this.#byList.delete(list)
  }

  /** The touched entries, each with the first reason found. */
  touchedBy(touches: Touches): Map<Entry, string> {
    const touched = new Map<Entry, string>()
    const note = (entry: Entry, reason: string) => {
      if (!touched.has(entry)) touched.set(entry, reason)
    }
    if (touches.everything) {
      for (const entry of this.#all) note(entry, 'everything')
      return touched
    }
    for (const name of touches.names) {
      for (const entry of this.#byName.get(name) ?? []) note(entry, name)
    }
    for (const prefix of touches.prefixes) {
      for (const [name, entries] of this.#byName)
        if (name.startsWith(prefix)) for (const entry of entries) note(entry, `${prefix}*`)
      for (const [list, index] of this.#byList)
        if (list.startsWith(prefix)) for (const entry of index.all()) note(entry, `${prefix}*`)
    }
    for (const [list, change] of touches.lists) {
      for (const entry of this.#byList.get(list)?.touchedBy(change) ?? []) note(entry, `list:${list}`)
    }
    return touched
  }

  #list(name: string): ListIndex {
    const known = this.#byList.get(name)
    if (known) return known
    const index = new ListIndex(name)
    this.#byList.set(name, index)
    return index
  }
}

/** The entries that read one list, by what they read of it. */
class ListIndex {
  readonly #list: string
  readonly windows = new IntervalIndex<string>()
  /** Counts from the oldest member on, by the key they end before. */
  readonly #ranks = new IntervalIndex<string>()
  /** Counts of other intervals. */
  readonly #counts = new IntervalIndex<string>()
  readonly sizes = new IntervalIndex<number>()

  constructor(list: string) {
    this.#list = list
  }

  countsLike({ from }: Count): IntervalIndex<string> {
    return from === FIRST_KEY ? this.#ranks : this.#counts
  }

  get isEmpty(): boolean {
    return this.windows.isEmpty && this.#ranks.isEmpty && this.#counts.isEmpty && this.sizes.isEmpty
  }

  /** Every entry that reads the list; one may come more than once. */
  *all(): Generator<Entry> {
    for (const index of [this.windows, this.#ranks, this.#counts]) yield* index.overlapping(FIRST_KEY, LAST_KEY)
    yield* this.sizes.overlapping(0, Number.MAX_SAFE_INTEGER)
  }

  *touchedBy(change: ListChange): Generator<Entry> {
    for (const point of change.points) {
      yield* this.windows.overlapping(point, point)
      for (const entry of this.#counts.overlapping(point, point)) if (this.#isCountChanged(entry, change)) yield entry
    }
    for (const [after, upTo] of change.shifted(LAST_KEY)) {
      for (const entry of this.#ranks.overlapping(after, upTo)) if (this.#isCountChanged(entry, change)) yield entry
    }
    const { sizeBefore, sizeAfter } = change
    if (!change.isExact) yield* this.sizes.overlapping(0, Number.MAX_SAFE_INTEGER)
    else if (sizeBefore !== sizeAfter)
      yield* this.sizes.overlapping(Math.min(sizeBefore, sizeAfter) + 1, Math.max(sizeBefore, sizeAfter))
  }

  #isCountChanged(entry: Entry, change: ListChange): boolean {
    return entry.dependencies.counts.some((count) => count.list === this.#list && change.changes(count))
  }
}

function countKeys({ from, before }: Count): [string, string] {
  return from === FIRST_KEY ? [before, before] : [from, before]
}
