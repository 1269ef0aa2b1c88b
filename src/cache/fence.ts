/**
 * The fence: no entry gets into the store that a newer truth has already overtaken.
 *
 * A render reads a snapshot; while it runs, others commit. The **absorb** step of a flush takes the events that its
 * own snapshot sees and that were not taken before, and marks the entries in the index that they touch. A fill
 *
 *   (a) adds the candidate to the index, then
 *   (b) looks for absorbed events that touch it and are not in its snapshot,
 *   (c) and swaps it in only if there are none.
 *
 * **Claim**: every stored entry either shows everything that was absorbed, or is marked.
 *
 * *Both sides are one tick.* In one process either absorb comes first, and (b) sees its events; or the fill comes first,
 * and absorb finds the candidate in the index, by (a). An event that nobody has absorbed yet is absorbed later: the
 * second case.
 *
 * *What absorb may overlook.* The exact touches of a batch (`net`) lead from the state absorbed before to the new one.
 * They are right for an entry that shows none of the batch: what it depends on is as it was in the state before, or an
 * earlier batch would have marked it. They are not right for one that shows some of the batch (a post came and another
 * went: the number is the same as before, but not as in between). Such an entry has a snapshot that was taken after the
 * last absorb's; those are kept in a set of their own, `ahead`, and judged by everything that was touched on the way
 * (`gross`).
 *
 * *How long absorbed events are kept.* A candidate lacks an event only if its snapshot was taken before the event's
 * absorb, because absorb sees only what is committed, and a later snapshot sees that too. So an absorbed batch may go
 * once no render that started before it is still open.
 */
import type { DependencyIndex } from './dependency-index.ts'
import type { Entry } from './entry.ts'
import type { Epoch, Snapshot } from './epoch.ts'
import type { Changes } from './site.ts'
import type { EntryStore } from './store.ts'
import type { Touches } from './touches.ts'

/** Events taken together, with what they touch together. */
export interface AbsorbedBatch extends Pick<Changes, 'net' | 'gross'> {
  readonly epochs: readonly Epoch[]
}

export class Fence {
  readonly #index: DependencyIndex
  readonly #store: EntryStore
  #absorbed: (AbsorbedBatch & { readonly number: number })[] = []
  #lastNumber = 0
  /** For every open render, how many batches had been absorbed when it began. */
  readonly #openRenders = new Map<symbol, number>()
  #ahead = new Set<Entry>()
  #seen: Snapshot | undefined

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

  /** The entries whose snapshots may hold events that nobody has absorbed. */
  get ahead(): Iterable<Entry> {
    return this.#ahead
  }

  /** To be called at the end of every absorb, with or without events: all that `snapshot` sees has been absorbed. */
  advance(snapshot: Snapshot): void {
    if (this.#seen && !this.#seen.isWithin(snapshot)) return
    this.#seen = snapshot
    for (const entry of this.#ahead) if (entry.snapshot.isWithin(snapshot)) this.#ahead.delete(entry)
  }

  /** Stores the candidate unless it lost a race. Must run in one tick: no await may come between (a), (b) and (c). */
  fill(candidate: Entry): 'stored' | 'overtaken' {
    this.#index.add(candidate)
    if (this.isOvertaken(candidate)) {
      this.#index.remove(candidate)
      return 'overtaken'
    }
    this.#put(candidate)
    return 'stored'
  }

  /**
   * Stores a candidate that was overtaken in the place of an older entry, as stale: whoever overtook it has marked its
   * key, so it is rendered again. Under a stream of edits a page would otherwise stay as it was until the stream ends.
   */
  fillStale(candidate: Entry, staleSince: number): void {
    candidate.staleSince = staleSince
    this.#index.add(candidate)
    this.#put(candidate)
  }

  /** Whether an absorbed event touches the candidate and is not in its snapshot. */
  isOvertaken(candidate: Entry): boolean {
    return this.#missing(candidate).some((touches) => touches.reach(candidate.dependencies) !== undefined)
  }

  /** Whether one of those takes away what stands at the candidate's address. */
  isWithdrawn(candidate: Entry): boolean {
    return this.#missing(candidate).some((touches) => touches.withdraws(candidate.dependencies))
  }

  /** What was absorbed and is not in the candidate's snapshot. */
  #missing({ snapshot }: Entry): Touches[] {
    return this.#absorbed.flatMap(({ epochs, net, gross }) => {
      const missing = epochs.filter((epoch) => !snapshot.includes(epoch)).length
      return missing === 0 ? [] : [missing === epochs.length ? net : gross]
    })
  }

  #put(entry: Entry): void {
    if (!this.#seen || !entry.snapshot.isWithin(this.#seen)) this.#ahead.add(entry)
    this.#store.put(entry)
  }

  #forgetWhatNoRenderNeeds(): void {
    const oldest = Math.min(...this.#openRenders.values(), this.#lastNumber)
    this.#absorbed = this.#absorbed.filter((batch) => batch.number > oldest)
  }
}
