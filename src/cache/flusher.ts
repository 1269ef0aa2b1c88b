/**
 * The consumer of the outbox: takes all pending events, merges them to one plan and carries it out.
 *
 *   idle ── ring / request / auto-flush ──▶ quiet ── no ring for quietMs, or maxWaitMs after the first ──▶ round ──▶ idle
 *
 * A **round** opens one snapshot and goes through three steps:
 *   absorb   take the pending events it sees, plan, mark what they touch
 *   render   the marked keys, all from that snapshot
 *   swap     in one tick, through the fence; what was overtaken meanwhile stays marked
 * and then marks the events consumed. Narrow changes go whole into one round, so that a page that is withdrawn and the
 * lists that linked to it change together. Wide ones (a new title on every page) are done in slices: what is new first,
 * then most-read first, what is withdrawn last; a small edit never waits for them.
 *
 * A removal is withdrawn before its write is answered: `settled` absorbs at once and waits for the swap, or takes the
 * page out by itself when that takes too long.
 */
import { Absorber, type AbsorberParts, WIDE_CHANGE_KEYS } from './absorber.ts'
import type { Cause } from './entry.ts'
import type { Epoch, Snapshot } from './epoch.ts'
import { type RoundResult, renderDirty } from './round.ts'
import { inSession } from './session.ts'
import type { CacheObserver, RenderSession, Site } from './site.ts'

export interface FlushTiming {
  readonly quietMs: number
  readonly maxWaitMs: number
  readonly autoFlushMs: number
}

export interface FlusherParts extends AbsorberParts {
  readonly site: Site
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

export interface Totals {
  readonly events: number
  readonly rendered: number
  readonly withdrawn: number
  readonly unchanged: number
  readonly failed: number
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

const FAILURE_PAUSE_MS = 500
/**
 * How long a writer who removed something waits for the lists without it, before only the page itself is taken out:
 * rather a slow answer under load than a link that leads nowhere.
 */
const MAX_WAIT_TO_WITHDRAW_MS = 5000

export class Flusher {
  readonly #parts: FlusherParts
  readonly #absorber: Absorber
  readonly #renders = { rendered: 0, unchanged: 0, failed: 0 }
  #requests: FlushRequest[] = []
  #firstRing: number | undefined
  #lastRing = 0
  #urgent = false
  #stopped = false
  #wake: () => void = () => {}
  #running: Promise<void> | undefined
  #nextAbsorb: Promise<void> | undefined
  #roundEnd: PromiseWithResolvers<void> = Promise.withResolvers()

  constructor(parts: FlusherParts) {
    this.#parts = parts
    this.#absorber = new Absorber(parts)
  }

  /** Since the start. */
  get totals(): Totals {
    const { events, withdrawn } = this.#absorber
    return { events, withdrawn, ...this.#renders }
  }

  /** The newest snapshot whose events are all absorbed. */
  get absorbed(): Snapshot | undefined {
    return this.#absorber.absorbed
  }

  /** `performance.now()` when that snapshot was asked for. */
  get absorbedAt(): number {
    return this.#absorber.absorbedAt
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
    if (this.#stopped) return Promise.reject(new FlusherStopped())
    const { promise, resolve, reject } = Promise.withResolvers<FlushReport>()
    this.#requests.push({ startedAt: performance.now(), before: this.totals, batch: undefined, resolve, reject })
    this.#hurry()
    return promise
  }

  /** Marks keys for a render that no event asks for, e.g. at the start. `flush` waits for them. */
  request(keys: readonly string[], cause: Cause): void {
    const background = keys.length > WIDE_CHANGE_KEYS
    for (const key of keys) this.#parts.dirty.mark(key, cause, Date.now(), this.#absorber.batch, background)
    this.ring()
  }

  /** Takes back a request, as far as it is not rendered yet. Pages that changed meanwhile are rendered all the same. */
  takeBack(keys: readonly string[], cause: Cause): void {
    this.#parts.dirty.takeBack(keys, cause)
    this.#hurry()
  }

  /** Resolves when what the transaction removed is withdrawn and what it changed is marked. */
  async settled(epoch: Epoch): Promise<void> {
    // Quiet counts from the commit, not from the end of what follows.
    this.ring()
    if (!this.absorbed?.includes(epoch)) await this.#absorbSoon()
    await this.#untilGone([...this.#absorber.leaving])
  }

  /** Takes what the session sees. Afterwards whatever is stored and not marked shows it. */
  absorb(session: RenderSession): Promise<void> {
    return this.#absorber.absorb(session)
  }

  /** One absorb that has not taken its snapshot yet serves everyone who comes until it does. */
  async #absorbSoon(): Promise<void> {
    const { site, fence } = this.#parts
    this.#nextAbsorb ??= this.#absorber.idle.then(async () => {
      this.#nextAbsorb = undefined
      await inSession(site, fence, (session) => this.#absorber.absorb(session))
    })
    await this.#nextAbsorb
  }

  async #untilGone(keys: readonly string[]): Promise<void> {
    const { leaving } = this.#absorber
    const deadline = performance.now() + MAX_WAIT_TO_WITHDRAW_MS
    while (keys.some((key) => leaving.has(key)) && performance.now() < deadline && !this.#stopped) {
      this.#hurry()
      await this.roundEnd(deadline - performance.now())
    }
    for (const key of keys) this.#absorber.takeOut(key)
  }

  #hurry(): void {
    this.#urgent = true
    this.#wake()
  }

  /** Resolves at the end of the next round, or after `limitMs`. */
  async roundEnd(limitMs: number): Promise<void> {
    const timeout = Promise.withResolvers<void>()
    const timer = setTimeout(timeout.resolve, Math.max(0, limitMs))
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
      // Closer than a timer can tell.
      if (due - now < 1) return
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
    const { site, fence, observer, reached } = this.#parts
    const absorber = this.#absorber
    this.#firstRing = undefined
    this.#urgent = false
    const waiting = this.#requests.filter((request) => request.batch === undefined)
    const before = this.totals
    const startedAt = performance.now()
    await inSession(site, fence, async (session) => {
      await absorber.absorb(session)
      const { batch, taken } = absorber
      for (const request of waiting) request.batch = batch
      const outcomes = await renderDirty(session, batch, absorber.leaving, this.#parts)
      this.#count(outcomes)
      absorber.note(outcomes)
      await reached('flush:swapped')
      await absorber.finish(taken, batch)
    })
    const done = difference(this.totals, before)
    if (done.rendered + done.events > 0) observer.flushed({ ...done, ms: performance.now() - startedAt })
  }

  #count(outcomes: RoundResult): void {
    for (const outcome of outcomes.values()) {
      if (outcome === 'failed') this.#renders.failed++
      else this.#renders.rendered++
      if (outcome === 'unchanged') this.#renders.unchanged++
    }
  }

  #endRound(): void {
    const { dirty } = this.#parts
    const isDone = ({ batch }: FlushRequest) => batch !== undefined && !dirty.waitsFor(batch)
    for (const request of this.#requests.filter(isDone)) {
      const { failed: _, ...done } = difference(this.totals, request.before)
      const epoch = String((this.absorbed?.xmax ?? 1n) - 1n)
      request.resolve({ epoch, ...done, ms: Math.round(performance.now() - request.startedAt) })
    }
    this.#requests = this.#requests.filter((request) => !isDone(request))
    // What hurried during the round is not forgotten.
    this.#urgent ||= this.#requests.length > 0 && dirty.hasReady(Date.now())
    this.#roundEnd.resolve()
    this.#roundEnd = Promise.withResolvers()
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
