/**
 * The fence: no entry gets into the store that a newer truth has already overtaken.
 *
 * A render reads a snapshot; while it runs, others commit. The **absorb** step of a flush takes the events that its
 * own snapshot sees, and marks the entries in the index that they touch. A fill
 *
 *   (a) adds the candidate to the index, then
 *   (b) looks for absorbed events that touch it and are not in its snapshot,
 *   (c) and swaps it in only if there are none.
 *
 * Both are synchronous, so in one process either absorb comes first, and (b) sees its events; or the fill comes first,
 * and absorb finds the candidate in the index, by (a). An event that nobody has absorbed yet is absorbed later: the
 * second case. So every stored entry is either true for all absorbed events or marked.
 *
 * How long absorbed events are kept: a candidate lacks an event only if its snapshot was taken before the event's
 * absorb, because absorb sees only what is committed, and a later snapshot sees that too. So an absorbed batch may go
 * once no render that started before it is still open.
 */
import type { Touches } from './dependencies.ts'
import type { DependencyIndex } from './dependency-index.ts'
import type { Entry } from './entry.ts'
import type { Epoch } from './epoch.ts'
import type { EntryStore } from './store.ts'

/** Events taken together, with what they touch together. */
export interface AbsorbedBatch {
  readonly epochs: readonly Epoch[]
  readonly touches: Touches
}

export class Fence {
  readonly #index: DependencyIndex
  readonly #store: EntryStore
  #absorbed: (AbsorbedBatch & { readonly number: number })[] = []
  #lastNumber = 0
  /** For every open render, how many batches had been absorbed when it began. */
  readonly #openRenders = new Map<symbol, number>()

  constructor(index: DependencyIndex, store: EntryStore) {
    this.#index = index
    this.#store = store
  }

  /** To be called before a render's snapshot is taken; the returned function ends the render. */
  openRender(): () => void {
    const token = Symbol('render')
    this.#openRenders.set(token, this.#lastNumber)
    return () => {
      this.#openRenders.delete(token)
      this.#forgetWhatNoRenderNeeds()
    }
  }

  /** The other side: makes a batch known to all later fills. */
  absorb(batch: AbsorbedBatch): void {
    this.#lastNumber++
    this.#absorbed.push({ ...batch, number: this.#lastNumber })
    this.#forgetWhatNoRenderNeeds()
  }

  /** Stores the candidate unless it lost a race. Must run in one tick: no await may come between (a), (b) and (c). */
  fill(candidate: Entry): 'stored' | 'overtaken' {
    this.#index.add(candidate)
    if (this.isOvertaken(candidate)) {
      this.#index.remove(candidate)
      return 'overtaken'
    }
    this.#store.put(candidate)
    return 'stored'
  }

  /**
   * Stores a candidate that was overtaken in the place of an older entry, as stale: whoever overtook it has marked its
   * key, so it is rendered again. Under a stream of edits a page would otherwise stay as it was until the stream ends.
   */
  fillStale(candidate: Entry, staleSince: number): void {
    candidate.staleSince = staleSince
    this.#index.add(candidate)
    this.#store.put(candidate)
  }

  /** Whether an absorbed event touches the candidate and is not in its snapshot. */
  isOvertaken(candidate: Entry): boolean {
    return this.#absorbed.some(
      (batch) =>
        batch.epochs.some((epoch) => !candidate.snapshot.includes(epoch)) &&
        batch.touches.reach(candidate.dependencies) !== undefined,
    )
  }

  #forgetWhatNoRenderNeeds(): void {
    const oldest = Math.min(...this.#openRenders.values(), this.#lastNumber)
    this.#absorbed = this.#absorbed.filter((batch) => batch.number > oldest)
  }
}
