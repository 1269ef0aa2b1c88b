/** The keys that wait for a render. A set, so that a thousand edits of one page are one render. */
import type { Cause } from './entry.ts'

export interface Mark {
  readonly cause: Cause
  /** When the oldest change behind it was written; milliseconds since 1970. */
  readonly since: number
  /** The first absorb whose events it does not show yet. */
  readonly batch: number
  /** Part of a change so wide that smaller ones go first. */
  readonly background: boolean
  /** Failed renders since the last success, and when the next may start. */
  readonly failures: number
  readonly notBefore: number
}

const FIRST_RETRY_MS = 200
const LONGEST_RETRY_MS = 60_000

export class DirtySet {
  readonly #marks = new Map<string, Mark>()
  readonly #narrow = new Set<string>()
  /** The keys of wide changes, the next one last; made anew when it is empty or another wide change comes. */
  #queue: string[] = []

  /** Marks a key. One that was marked before keeps its age, and its failures: a new event is a reason to try at once. */
  mark(key: string, cause: Cause, since: number, batch: number, background: boolean): void {
    const earlier = this.#marks.get(key)
    const mark = {
      cause: earlier && earlier.cause.kind !== 'warm' ? mergeCauses(earlier.cause, cause) : cause,
      since: Math.min(since, earlier?.since ?? since),
      batch: Math.min(batch, earlier?.batch ?? batch),
      background: background && (earlier?.background ?? true),
      failures: earlier?.failures ?? 0,
      notBefore: 0,
    }
    this.#marks.set(key, mark)
    if (mark.background) this.#queue = []
    else this.#narrow.add(key)
  }

  fail(key: string, now: number): void {
    const mark = this.#marks.get(key)
    if (!mark) return
    const wait = Math.min(FIRST_RETRY_MS * 2 ** mark.failures, LONGEST_RETRY_MS)
    this.#marks.set(key, { ...mark, failures: mark.failures + 1, notBefore: now + wait })
  }

  /** Its page shows everything up to the absorb before `batch` now, and the rest is younger than `since`. */
  advance(key: string, since: number, batch: number): void {
    const mark = this.#marks.get(key)
    if (mark) this.#marks.set(key, { ...mark, since: Math.max(since, mark.since), batch, failures: 0, notBefore: 0 })
  }

  clear(key: string): void {
    this.#marks.delete(key)
    this.#narrow.delete(key)
  }

  /** How many of these keys wait for the render that was asked for with this very cause, and nothing newer. */
  waitingFor(keys: readonly string[], cause: Cause): number {
    return keys.reduce((sum, key) => (this.#marks.get(key)?.cause === cause ? sum + 1 : sum), 0)
  }

  /** Takes back what was asked for with this very cause, where nothing else asks for it. */
  takeBack(keys: readonly string[], cause: Cause): void {
    for (const key of keys) if (this.#marks.get(key)?.cause === cause) this.clear(key)
  }

  get(key: string): Mark | undefined {
    return this.#marks.get(key)
  }

  /**
   * What to render next: everything from narrow changes, since its pages belong together; when there is none, up to
   * `most` keys from wide ones, in the order `priority` gives (lowest first).
   */
  next(now: number, most: number, priority: (key: string) => number): [string, Mark][] {
    const ready = (keys: Iterable<string>) =>
      [...keys].flatMap((key): [string, Mark][] => {
        const mark = this.#marks.get(key)
        return mark && mark.notBefore <= now ? [[key, mark]] : []
      })
    const narrow = ready(this.#narrow)
    if (narrow.length > 0) return sortBy(narrow, priority)
    if (this.#queue.length === 0) {
      this.#queue = sortBy(ready(this.#marks.keys()), priority)
        .map(([key]) => key)
        .reverse()
    }
    return ready(this.#queue.splice(-most).reverse())
  }

  /** Whether keys that were marked up to `batch` still wait, failing ones aside. */
  waitsFor(batch: number): boolean {
    for (const mark of this.#marks.values()) if (mark.batch <= batch && mark.failures === 0) return true
    return false
  }

  hasReady(now: number): boolean {
    for (const mark of this.#marks.values()) if (mark.notBefore <= now) return true
    return false
  }

  /** Keys whose renders fail, for people. */
  failing(): { key: string; failures: number }[] {
    return [...this.#marks].filter(([, m]) => m.failures > 0).map(([key, m]) => ({ key, failures: m.failures }))
  }

  get size(): number {
    return this.#marks.size
  }
}

const MAX_REMEMBERED_EVENTS = 20

function mergeCauses(earlier: Cause, later: Cause): Cause {
  const eventIds = [...new Set([...(earlier.eventIds ?? []), ...(later.eventIds ?? [])])].slice(-MAX_REMEMBERED_EVENTS)
  return { ...later, eventIds }
}

function sortBy(marks: [string, Mark][], priority: (key: string) => number): [string, Mark][] {
  const ranks = new Map(marks.map(([key]) => [key, priority(key)]))
  return marks.sort(([a], [b]) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0))
}
