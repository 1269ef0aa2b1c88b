/** The two interfaces through which the engine meets the site and the database. */
import type { Touches } from './dependencies.ts'
import type { Rendered } from './entry.ts'
import type { Epoch, Snapshot } from './epoch.ts'

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

/** One database snapshot, and everything that can be rendered from it. */
export interface RenderSession {
  readonly snapshot: Snapshot
  /** The outbox rows that this snapshot sees and that are not marked consumed, without those already `taken`. */
  pendingEvents(taken: readonly number[]): Promise<readonly PendingEvent[]>
  /** What the events touch; looks up in the snapshot what they do not say. */
  touches(events: readonly PendingEvent[]): Promise<Touches>
  /** URLs that may exist because of these touches: the store is asked which of them it lacks. */
  appearing(touches: Touches): Promise<readonly string[]>
  /** Every URL that exists, most important first. */
  inventory(): Promise<readonly string[]>
  /** The answer for a key. Depends on nothing but the key and the snapshot: no clock, no chance, no cookies. */
  render(key: string): Promise<Rendered>
  close(): Promise<void>
}

export interface Site {
  openSession(): Promise<RenderSession>
}

export interface Outbox {
  /** Marks events as done; they stay for the why-log until they are pruned. */
  markConsumed(eventIds: readonly number[]): Promise<void>
}

/** Where the engine reports what it does; implemented by the metrics and the log. */
export interface CacheObserver {
  request(result: 'hit' | 'not-modified' | 'miss' | 'wait' | 'bypass' | 'stale'): void
  rendered(cause: 'warm' | 'flush' | 'request' | 'audit', outcome: 'changed' | 'unchanged' | 'error'): void
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
