/**
 * The consumer of the outbox: takes all pending events, merges them to one plan and carries it out.
 *
 *   idle ── ring / request / auto-flush ──▶ quiet ── no ring for quietMs, or maxWaitMs after the first ──▶ round ──▶ idle
 *
 * A **round** opens one snapshot and goes through three steps:
 *   absorb   take the pending events it sees, plan, withdraw what may not be served, mark the rest dirty
 *   render   the dirty keys, all from that snapshot
 *   swap     in one tick, through the fence; what was overtaken meanwhile stays dirty
 * and then marks the events consumed. Narrow changes go whole into one round; wide ones (a new title on every page)
 * are done in slices, most-read first, so that a small edit never waits for them.
 *
 * `settled` runs absorb alone, at once: a removal is withdrawn before its write is answered.
 */
import type { DependencyIndex } from './dependency-index.ts'
import type { DirtySet } from './dirty-set.ts'
import type { Cause } from './entry.ts'
import type { Epoch, Snapshot } from './epoch.ts'
import type { Fence } from './fence.ts'
import { makePlan } from './planner.ts'
import { type RoundResult, renderDirty } from './round.ts'
import type { CacheObserver, Outbox, PendingEvent, RenderSession, Site } from './site.ts'
import type { EntryStore } from './store.ts'

export interface FlushTiming {
  readonly quietMs: number
  readonly maxWaitMs: number
  readonly autoFlushMs: number
}

export interface FlusherParts {
  readonly site: Site
  readonly outbox: Outbox
  readonly index: DependencyIndex
  readonly store: EntryStore
  readonly fence: Fence
  readonly dirty: DirtySet
  readonly observer: CacheObserver
  readonly timing: FlushTiming
}

export interface FlushReport {
  /** The last transaction id that is certainly served. */
  epoch: string
  events: number
  rendered: number
  withdrawn: number
  unchanged: number
  ms: number
}

interface Totals {
  events: number
  rendered: number
  withdrawn: number
  unchanged: number
  failed: number
}

/** A flush was asked for while the server shuts down; the events stay pending and are taken at the next start. */
export class FlusherStopped extends Error {
  readonly code = 'flusher-stopped'
  constructor() {
    super('The server is stopping; what is pending will be served after the next start.')
  }
}

interface FlushRequest {
  readonly startedAt: number
  readonly before: Totals
  /** The absorb that took what was committed before the request; unknown until a round begins. */
  batch: number | undefined
  readonly resolve: (report: FlushReport) => void
  readonly reject: (error: Error) => void
}

/** A change that marks more keys than this is wide. */
const WIDE_CHANGE_KEYS = 300
const FAILURE_PAUSE_MS = 500

export class Flusher {
  readonly #parts: FlusherParts
  readonly totals: Totals = { events: 0, rendered: 0, withdrawn: 0, unchanged: 0, failed: 0 }
  readonly #taken = new Set<number>()
  #requests: FlushRequest[] = []
  #batch = 0
  #firstRing: number | undefined
  #lastRing = 0
  #urgent = false
  #stopped = false
  #wake: () => void = () => {}
  #running: Promise<void> | undefined
  #absorbing: Promise<unknown> = Promise.resolve()
  #nextAbsorb: Promise<void> | undefined
  #roundEnd: PromiseWithResolvers<void> = Promise.withResolvers()
  /** The newest snapshot whose events are all absorbed. */
  absorbed: Snapshot | undefined
  /** `performance.now()` when that snapshot was asked for: the age of what this process knows. */
  absorbedAt = 0

  constructor(parts: FlusherParts) {
    this.#parts = parts
  }

  start(): void {
    this.#running ??= this.#loop()
  }

  /** Ends after the round that is under way. What is still pending stays in the outbox. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#wake()
    await this.#running
    for (const request of this.#requests.splice(0)) request.reject(new FlusherStopped())
    this.#roundEnd.resolve()
  }

  /** The doorbell: something was committed. */
  ring(): void {
    const now = performance.now()
    this.#firstRing ??= now
    this.#lastRing = now
    this.#wake()
  }

  /** Resolves when everything that was committed before the call is served. */
  flush(): Promise<FlushReport> {
    const { promise, resolve, reject } = Promise.withResolvers<FlushReport>()
    if (this.#stopped) return Promise.reject(new FlusherStopped())
    this.#requests.push({ startedAt: performance.now(), before: { ...this.totals }, batch: undefined, resolve, reject })
    this.#urgent = true
    this.#wake()
    return promise
  }

  /** Marks keys for a render that no event asks for, e.g. at the start. `flush` waits for them. */
  request(keys: readonly string[], cause: Cause): void {
    const background = keys.length > WIDE_CHANGE_KEYS
    for (const key of keys) this.#parts.dirty.mark(key, cause, Date.now(), this.#batch, background)
    this.ring()
  }

  /** Resolves when what the transaction removed is withdrawn and what it changed is marked. */
  async settled(epoch: Epoch): Promise<void> {
    if (this.absorbed?.includes(epoch)) return
    // One that has not taken its snapshot yet serves everyone who comes until it does.
    this.#nextAbsorb ??= this.#absorbing.then(async () => {
      this.#nextAbsorb = undefined
      await this.#inSession((session) => this.#absorb(session))
    })
    await this.#nextAbsorb
    this.ring()
  }

  /** Resolves at the end of the next round, or after `limitMs`. */
  async roundEnd(limitMs: number): Promise<void> {
    const timeout = Promise.withResolvers<void>()
    const timer = setTimeout(timeout.resolve, limitMs)
    await Promise.race([this.#roundEnd.promise, timeout.promise])
    clearTimeout(timer)
  }

  async #loop(): Promise<void> {
    while (!this.#stopped) {
      await this.#untilDue()
      if (this.#stopped) return
      try {
        await this.#round()
      } catch (error) {
        this.#parts.observer.failed('flush', error)
        await this.#pause(FAILURE_PAUSE_MS)
        this.#firstRing ??= performance.now()
      }
      this.#endRound()
    }
  }

  /** Waits for a reason to run, and then for quiet. */
  async #untilDue(): Promise<void> {
    const { quietMs, maxWaitMs, autoFlushMs } = this.#parts.timing
    const idleUntil = performance.now() + autoFlushMs
    while (!this.#stopped && !this.#urgent) {
      const now = performance.now()
      const due =
        this.#firstRing === undefined
          ? this.#parts.dirty.hasReady(Date.now())
            ? now
            : idleUntil
          : Math.min(this.#lastRing + quietMs, this.#firstRing + maxWaitMs)
      if (due <= now) return
      await this.#pause(due - now)
    }
  }

  async #pause(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#wake = resolve
    const timer = setTimeout(resolve, ms)
    await promise
    clearTimeout(timer)
  }

  async #round(): Promise<void> {
    this.#firstRing = undefined
    this.#urgent = false
    const waiting = this.#requests.filter((request) => request.batch === undefined)
    const before = { ...this.totals }
    const startedAt = performance.now()
    await this.#inSession(async (session) => {
      await this.#absorb(session)
      const batch = this.#batch
      for (const request of waiting) request.batch = batch
      const taken = [...this.#taken]
      this.#count(await renderDirty(session, batch, this.#parts))
      if (taken.length > 0 && !this.#parts.dirty.waitsFor(batch)) {
        await this.#parts.outbox.markConsumed(taken)
        for (const id of taken) this.#taken.delete(id)
      }
    })
    const done = difference(this.totals, before)
    if (done.rendered + done.events > 0) this.#parts.observer.flushed({ ...done, ms: performance.now() - startedAt })
  }

  #count({ rendered, unchanged, failed }: RoundResult): void {
    this.totals.rendered += rendered
    this.totals.unchanged += unchanged
    this.totals.failed += failed
  }

  #endRound(): void {
    const { dirty } = this.#parts
    const isDone = ({ batch }: FlushRequest) => batch !== undefined && !dirty.waitsFor(batch)
    for (const request of this.#requests.filter(isDone)) {
      const { events, rendered, withdrawn, unchanged } = difference(this.totals, request.before)
      const epoch = String((this.absorbed?.xmax ?? 1n) - 1n)
      request.resolve({
        epoch,
        events,
        rendered,
        withdrawn,
        unchanged,
        ms: Math.round(performance.now() - request.startedAt),
      })
    }
    this.#requests = this.#requests.filter((request) => !isDone(request))
    this.#urgent = this.#requests.length > 0 && dirty.hasReady(Date.now())
    this.#roundEnd.resolve()
    this.#roundEnd = Promise.withResolvers()
  }

  /** One at a time: each absorb then covers the way from the state that the one before it saw. */
  async #inSession(work: (session: RenderSession) => Promise<void>): Promise<void> {
    const { site, fence } = this.#parts
    const endRender = fence.openRender()
    try {
      const session = await site.openSession()
      try {
        await work(session)
      } finally {
        await session.close()
      }
    } finally {
      endRender()
    }
  }

  #absorb(session: RenderSession): Promise<void> {
    const absorb = this.#absorbing.then(() => this.#absorbNow(session))
    this.#absorbing = absorb.catch(() => {})
    return absorb
  }

  async #absorbNow(session: RenderSession): Promise<void> {
    const { index, store, fence, dirty } = this.#parts
    const askedAt = performance.now()
    const events = await session.pendingEvents([...this.#taken])
    if (events.length > 0) {
      const touches = await session.touches(events)
      const appearing = touches.everything ? await session.inventory() : await session.appearing(touches)
      const epochs = [...new Set(events.map((event) => event.epoch))]
      const since = Math.min(...events.map((event) => event.at))
      const cause = causeOf(events)

      // From here to the end in one tick: see the fence.
      fence.absorb({ epochs, touches })
      const plan = makePlan(touches, epochs, index, appearing, (key) => store.peek(key) !== undefined)
      this.#batch++
      const background = plan.render.size > WIDE_CHANGE_KEYS
      for (const [key, reason] of plan.render) {
        const entry = store.peek(key)
        if (entry) entry.staleSince ??= since
        dirty.mark(key, { ...cause, reason }, since, this.#batch, background)
      }
      for (const key of plan.withdraw) if (store.delete(key)) this.totals.withdrawn++
      for (const event of events) this.#taken.add(event.id)
      this.totals.events += events.length
    }
    if (!this.absorbed || session.snapshot.xmax >= this.absorbed.xmax) {
      this.absorbed = session.snapshot
      this.absorbedAt = askedAt
    }
  }
}

function difference(now: Totals, before: Totals): Totals {
  return {
    events: now.events - before.events,
    rendered: now.rendered - before.rendered,
    withdrawn: now.withdrawn - before.withdrawn,
    unchanged: now.unchanged - before.unchanged,
    failed: now.failed - before.failed,
  }
}

const MAX_NAMED_EVENTS = 20

function causeOf(events: readonly PendingEvent[]): Cause {
  const actors = [...new Set(events.map((event) => event.actor))].slice(0, 3).join(', ')
  return {
    kind: 'flush',
    reason: '',
    actor: actors,
    eventIds: events.slice(-MAX_NAMED_EVENTS).map((event) => event.id),
  }
}
