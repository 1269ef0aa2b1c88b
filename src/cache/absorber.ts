/**
 * The first half of a flush: takes the pending events that a snapshot sees, plans, and marks what they touch. And what
 * is left to do of it until its pages are served: which events are taken and not yet done, and what leaves the store.
 */
import type { DependencyIndex } from './dependency-index.ts'
import type { DirtySet } from './dirty-set.ts'
import type { Cause } from './entry.ts'
import type { Snapshot } from './epoch.ts'
import type { ReachedFailpoint } from './failpoints.ts'
import type { Fence } from './fence.ts'
import { PlanRecord } from './plan-record.ts'
import { makePlan } from './planner.ts'
import type { RoundResult } from './round.ts'
import type { Changes, Outbox, PendingEvent, RenderSession } from './site.ts'
import type { EntryStore } from './store.ts'

export interface AbsorberParts {
  readonly outbox: Outbox
  readonly index: DependencyIndex
  readonly store: EntryStore
  readonly fence: Fence
  readonly dirty: DirtySet
  readonly reached: ReachedFailpoint
}

/** A change that marks more keys than this is wide: it is rendered in slices. */
export const WIDE_CHANGE_KEYS = 300
/** What belongs together, as a removal and the pages that link to it, is not torn apart below this: some seconds' work. */
const MAX_AT_ONCE = 1000

export class Absorber {
  readonly #parts: AbsorberParts
  readonly #taken = new Set<number>()
  /** Plans whose pages are not all served yet. */
  #plans: PlanRecord[] = []
  readonly #leaving = new Set<string>()
  #last: Promise<unknown> = Promise.resolve()
  /** Number of the newest plan. */
  batch = 0
  events = 0
  withdrawn = 0
  /** The newest snapshot whose events are all absorbed. */
  absorbed: Snapshot | undefined
  /** `performance.now()` when that snapshot was asked for: the age of what this process knows. */
  absorbedAt = 0

  constructor(parts: AbsorberParts) {
    this.#parts = parts
  }

  /** Keys that are stored and must not be, once their replacements are there. */
  get leaving(): ReadonlySet<string> {
    return this.#leaving
  }

  /** Events that are taken and not marked as done. */
  get taken(): readonly number[] {
    return [...this.#taken]
  }

  /** Resolves when no absorb is under way. */
  get idle(): Promise<unknown> {
    return this.#last
  }

  /** One at a time: each then covers the way from the state that the one before it saw. */
  absorb(session: RenderSession): Promise<void> {
    const absorb = this.#last.then(() => this.#absorbNow(session))
    this.#last = absorb.catch(() => {})
    return absorb
  }

  async #absorbNow(session: RenderSession): Promise<void> {
    const { fence, reached } = this.#parts
    const askedAt = performance.now()
    await reached('flush:snapshot-taken')
    const events = await session.pendingEvents(this.taken)
    await reached('flush:events-read')
    const changes = await session.changes(events)
    await reached('flush:changes-read')
    this.#take(events, changes)
    fence.advance(session.snapshot)
    if (!this.absorbed || session.snapshot.xmax >= this.absorbed.xmax) {
      this.absorbed = session.snapshot
      this.absorbedAt = askedAt
    }
    await reached('flush:absorbed')
  }

  /** In one tick: see the fence. */
  #take(events: readonly PendingEvent[], changes: Changes): void {
    const { index, store, fence, dirty } = this.#parts
    changes.accept()
    if (events.length === 0) return
    const epochs = [...new Set(events.map((event) => event.epoch))]
    fence.absorb({ ...changes, epochs })
    const ahead = [...fence.ahead].filter((entry) => store.peek(entry.key) === entry)
    const plan = makePlan(changes, epochs, index, ahead, (key) => store.peek(key) !== undefined)
    const record = new PlanRecord(++this.batch, events, plan)
    if (plan.render.size > 0) this.#plans.push(record)

    const isWide = plan.render.size > (plan.withdraw.length > 0 ? MAX_AT_ONCE : WIDE_CHANGE_KEYS)
    const isNew = (key: string) => store.peek(key) === undefined
    const newKeys = isWide ? [...plan.render.keys()].filter(isNew).length : 0
    const cause = causeOf(events, record)
    for (const [key, reason] of plan.render) {
      const entry = store.peek(key)
      if (entry) entry.staleSince ??= record.since
      // Any page that is rendered from now on may link to what is new.
      const background = isWide && !(newKeys <= MAX_AT_ONCE && isNew(key))
      // What leaves at the end of a wide change does so, whatever else happens to it meanwhile.
      dirty.mark(key, { ...cause, reason }, record.since, this.batch, background || this.#leaving.has(key))
    }
    for (const key of plan.withdraw) this.#leaving.add(key)
    for (const key of plan.drop) store.delete(key)
    for (const event of events) this.#taken.add(event.id)
    this.events += events.length
  }

  /** To be told what became of rendered keys, after their swap. */
  note(outcomes: RoundResult): void {
    for (const plan of this.#plans) plan.note(outcomes)
    for (const key of this.#leaving) {
      const mark = this.#parts.dirty.get(key)
      if (!mark) this.#gone(key)
      else if (mark.failures > 0) this.takeOut(key)
    }
  }

  /** Withdraws a key whose replacement is not there yet; readers wait for it. */
  takeOut(key: string): void {
    if (!this.#leaving.has(key)) return
    this.#parts.store.delete(key)
    this.#gone(key)
  }

  #gone(key: string): void {
    this.#leaving.delete(key)
    this.withdrawn++
  }

  /** Marks these events, taken up to a batch, as done, unless pages of theirs still wait for a render. */
  async finish(taken: readonly number[], batch: number): Promise<void> {
    const { dirty, outbox, reached } = this.#parts
    if (taken.length === 0 || dirty.waitsFor(batch)) return
    const done = this.#plans.filter((plan) => plan.batch <= batch)
    const now = Date.now()
    await outbox.finish(
      taken,
      done.map((plan) => plan.report(now)),
    )
    await reached('flush:consumed')
    this.#plans = this.#plans.filter((plan) => plan.batch > batch)
    for (const id of taken) this.#taken.delete(id)
  }
}

const MAX_NAMED_EVENTS = 20

function causeOf(events: readonly PendingEvent[], { id, actors }: PlanRecord): Cause {
  const eventIds = events.slice(-MAX_NAMED_EVENTS).map((event) => event.id)
  return { kind: 'flush', reason: '', actor: actors.slice(0, 3).join(', '), eventIds, planId: id }
}
