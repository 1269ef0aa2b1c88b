/** What became of a plan, for the why-log: kept in memory until its pages are served, then in the database. */
import type { Plan } from './planner.ts'
import type { PendingEvent } from './site.ts'

export type RenderOutcome = 'changed' | 'unchanged' | 'failed'

export interface PlannedRender {
  readonly url: string
  readonly why: string
  /** Null: something else was rendered in its place, or there is nothing at this address. */
  readonly outcome: RenderOutcome | null
}

export interface PlanReport {
  /** That of its newest event. */
  readonly id: number
  /** When its oldest event was written; milliseconds since 1970. */
  readonly since: number
  readonly actors: readonly string[]
  readonly eventIds: readonly number[]
  readonly withdrawn: readonly string[]
  readonly renders: readonly PlannedRender[]
  readonly ms: number
}

export class PlanRecord {
  readonly id: number
  /** Number of the absorb that made it. */
  readonly batch: number
  readonly since: number
  readonly actors: readonly string[]
  readonly #eventIds: readonly number[]
  readonly #plan: Plan
  readonly #outcomes = new Map<string, RenderOutcome>()

  constructor(batch: number, events: readonly PendingEvent[], plan: Plan) {
    this.batch = batch
    this.id = Math.max(...events.map(({ id }) => id))
    this.since = Math.min(...events.map(({ at }) => at))
    this.actors = [...new Set(events.map(({ actor }) => actor))]
    this.#eventIds = events.map(({ id }) => id)
    this.#plan = plan
  }

  note(outcomes: ReadonlyMap<string, RenderOutcome>): void {
    for (const [url, outcome] of outcomes) if (this.#plan.render.has(url)) this.#outcomes.set(url, outcome)
  }

  report(now: number): PlanReport {
    const renders = [...this.#plan.render].map(([url, why]) => ({ url, why, outcome: this.#outcomes.get(url) ?? null }))
    const { id, since, actors } = this
    const { withdraw: withdrawn } = this.#plan
    return { id, since, actors, eventIds: this.#eventIds, withdrawn, renders, ms: Math.max(0, now - since) }
  }
}
