/** The two interfaces through which the engine meets the site and the database. */

import type { Dependencies } from './dependencies.ts'
import type { Rendered } from './entry.ts'
import type { Epoch, Snapshot } from './epoch.ts'
import type { PlanReport } from './plan-record.ts'
import type { Touches } from './touches.ts'

/** One row of the outbox, as the engine sees it. */
export interface PendingEvent {
  readonly id: number
  readonly epoch: Epoch
  /** When the statement ran; milliseconds since 1970. */
  readonly at: number
  readonly actor: string
  /** What changed, for the why-log: `post`, `setting` … */
  readonly relation: string
  readonly changes: unknown
}

/** What a batch of events means, from the state that was accepted last to the one that the snapshot sees. */
export interface Changes {
  /** What differs at the end: for entries that show none of the events. */
  readonly net: Touches
  /** Everything that was touched on the way: for entries that show some of the events. */
  readonly gross: Touches
  /** URLs that may exist because of it: the store is asked which of them it lacks. */
  readonly appearing: readonly string[]
  /** To be called when the batch is taken, or never. */
  accept(): void
}

/** One database snapshot, and everything that can be rendered from it. */
export interface RenderSession {
  readonly snapshot: Snapshot
  /** The outbox rows that this snapshot sees and that are not marked consumed, without those already `taken`. */
  pendingEvents(taken: readonly number[]): Promise<readonly PendingEvent[]>
  /** What the events change; looks up in the snapshot what they do not say. They must be all that it sees of new ones. */
  changes(events: readonly PendingEvent[]): Promise<Changes>
  /** Every URL that exists, most important first. */
  inventory(): Promise<readonly string[]>
  /** The answer for a key. Depends on nothing but the key and the snapshot: no clock, no chance, no cookies. */
  render(key: string): Promise<Rendered>
  /** What events touched that `since` does not see and that is not in `dependencies`: for finding what was forgotten. */
  touchedSince(since: Snapshot, dependencies: Dependencies): Promise<string[]>
  close(): Promise<void>
}

export interface SessionOptions {
  /** Render from the database alone, not from what else is known of the content: for telling whether that is right. */
  readonly fromScratch?: boolean
}

export interface Site {
  openSession(options?: SessionOptions): Promise<RenderSession>
  /** A page was found wrong, so what is known of the content besides the database may be: it is to be read anew. */
  doubt(): void
}

export interface Outbox {
  /** Marks events as done, with what was done for them; both stay for the why-log until they are pruned. */
  finish(eventIds: readonly number[], plans: readonly PlanReport[]): Promise<void>
}

/** Where the engine reports what it does; implemented by the metrics and the log. */
export interface CacheObserver {
  request(result: 'hit' | 'not-modified' | 'miss' | 'wait' | 'bypass' | 'stale'): void
  rendered(cause: 'warm' | 'flush' | 'request' | 'audit', outcome: 'changed' | 'unchanged' | 'error'): void
  audited(result: 'right' | 'wrong'): void
  /** Seconds from an event's statement to the swap of what it touched. */
  staleness(seconds: number): void
  flushed(report: {
    events: number
    rendered: number
    withdrawn: number
    unchanged: number
    failed: number
    ms: number
  }): void
  failed(what: string, error: unknown): void
}
