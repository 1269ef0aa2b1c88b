/** Where entries live: this process's memory (L1), bounded by bytes. An entry and its dependencies come and go together. */
import { LRUCache } from 'lru-cache'
import type { DependencyIndex } from './dependency-index.ts'
import type { Entry } from './entry.ts'

/** Answers that nothing is there have a small place of their own, so that bots cannot push out pages. */
const MAX_NOT_FOUND_ENTRIES = 500
const MAX_NOT_FOUND_BYTES = 8 * 1024 * 1024
/** So that a slice that is under way still finds room. */
const FULL_AT = 0.97

export class EntryStore {
  readonly #pages: LRUCache<string, Entry>
  readonly #notFound: LRUCache<string, Entry>
  readonly #index: DependencyIndex
  evictions = 0

  constructor(maxBytes: number, index: DependencyIndex) {
    this.#index = index
    const common = {
      sizeCalculation: (entry: Entry) => entry.bytes,
      dispose: (entry: Entry, _key: string, reason: LRUCache.DisposeReason) => {
        index.remove(entry)
        if (reason === 'evict') this.evictions++
      },
    }
    this.#pages = new LRUCache({ maxSize: maxBytes, ...common })
    this.#notFound = new LRUCache({ maxSize: MAX_NOT_FOUND_BYTES, max: MAX_NOT_FOUND_ENTRIES, ...common })
  }

  get(key: string): Entry | undefined {
    return this.#pages.get(key) ?? this.#notFound.get(key)
  }

  /** As `get`, without counting as a use. */
  peek(key: string): Entry | undefined {
    return this.#pages.peek(key) ?? this.#notFound.peek(key)
  }

  /** Takes an entry that the index already knows. Whatever was stored under its key leaves the index. */
  put(entry: Entry): void {
    const [place, other] = entry.status === 404 ? [this.#notFound, this.#pages] : [this.#pages, this.#notFound]
    other.delete(entry.key)
    place.set(entry.key, entry)
    // Larger than the whole cache: not kept, and then not in the index either.
    if (place.peek(entry.key) !== entry) this.#index.remove(entry)
  }

  /** Whether another page may push one out. */
  get isFull(): boolean {
    return this.#pages.calculatedSize > this.#pages.maxSize * FULL_AT
  }

  delete(key: string): boolean {
    const deleted = this.#pages.delete(key)
    return this.#notFound.delete(key) || deleted
  }

  keys(): string[] {
    return [...this.#pages.keys(), ...this.#notFound.keys()]
  }

  get size(): number {
    return this.#pages.size + this.#notFound.size
  }

  get bytes(): number {
    return this.#pages.calculatedSize + this.#notFound.calculatedSize
  }
}
