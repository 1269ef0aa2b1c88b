/** The second half of a round: renders dirty keys from one snapshot, and swaps the results in. */
import type { DirtySet, Mark } from './dirty-set.ts'
import { type Cause, type Entry, makeEntry, sameBytes } from './entry.ts'
import type { ReachedFailpoint } from './failpoints.ts'
import type { Fence } from './fence.ts'
import type { RenderOutcome } from './plan-record.ts'
import type { CacheObserver, RenderSession } from './site.ts'
import type { EntryStore } from './store.ts'

export interface RoundParts {
  readonly store: EntryStore
  readonly fence: Fence
  readonly dirty: DirtySet
  readonly observer: CacheObserver
  readonly reached: ReachedFailpoint
}

/** What became of each key that was due. One that something newer was rendered for meanwhile is not in it. */
export type RoundResult = ReadonlyMap<string, RenderOutcome>

/** How many keys of a wide change one round renders: about as long as a reader's patience for a small edit. */
const SLICE_KEYS = 48
/** Renders under way at once in a round: enough to hide the round trips to the database. */
const CONCURRENT_RENDERS = 16

/**
 * Renders what is due, from the session's snapshot, and swaps all of it in at the end.
 * @param batch   the last absorb whose events the snapshot has
 * @param leaving keys that are to be withdrawn: last in a change so wide that it is done in slices, when nothing that
 *                links to them is left
 */
export async function renderDirty(
  session: RenderSession,
  batch: number,
  leaving: ReadonlySet<string>,
  parts: RoundParts,
): Promise<RoundResult> {
  const startedAt = Date.now()
  const keys = takeDue(leaving, parts)
  const candidates = await renderAll(session, keys, parts)
  await parts.reached('flush:pages-rendered')
  const outcomes = new Map<string, RenderOutcome>()
  const rendered = new Set(candidates.map(({ key }) => key))
  for (const [key] of keys) if (!rendered.has(key)) outcomes.set(key, 'failed')
  swap(candidates, startedAt, batch, parts, outcomes)
  return outcomes
}

/** The keys to render now. What is to be warmed and has no room is not: the more important pages have it. */
function takeDue(leaving: ReadonlySet<string>, { store, dirty }: RoundParts): [string, Mark][] {
  for (;;) {
    const due = dirty.next(Date.now(), SLICE_KEYS, (key) => (leaving.has(key) ? Infinity : priority(store, key)))
    const hasRoom = ([key, { cause }]: [string, Mark]) =>
      cause.kind !== 'warm' || !store.isFull || store.peek(key) !== undefined
    const wanted = due.filter(hasRoom)
    for (const one of due) if (!hasRoom(one)) dirty.clear(one[0])
    if (wanted.length > 0 || due.length === 0) return wanted
  }
}

/** Most read first; what is not stored yet before all. */
function priority(store: EntryStore, key: string): number {
  const entry = store.peek(key)
  return entry ? -entry.hits : -Infinity
}

async function renderAll(session: RenderSession, keys: readonly [string, Mark][], parts: RoundParts): Promise<Entry[]> {
  const candidates: Entry[] = []
  const queue = keys.values()
  const work = async () => {
    for (const [key, mark] of queue) {
      const candidate = await renderOne(session, key, mark.cause, parts)
      if (candidate) candidates.push(candidate)
      // Readers first: give waiting requests a turn after every page.
      await new Promise(setImmediate)
    }
  }
  await Promise.all(Array.from({ length: CONCURRENT_RENDERS }, work))
  return candidates
}

/** A candidate, or undefined when the render failed: the old entry stays, and the mark with it. */
async function renderOne(
  session: RenderSession,
  key: string,
  cause: Cause,
  { store, dirty, observer, reached }: RoundParts,
): Promise<Entry | undefined> {
  const startedAt = performance.now()
  try {
    const rendered = await session.render(key)
    await reached('flush:page-read')
    if (rendered.status >= 500) throw new Error(`${key} rendered as ${rendered.status}.`)
    const record = { key, rendered, snapshot: session.snapshot, cause, renderMs: performance.now() - startedAt }
    const entry = await makeEntry(record, store.peek(key), Date.now())
    await reached('flush:page-encoded')
    return entry
  } catch (error) {
    dirty.fail(key, Date.now())
    observer.rendered(cause.kind, 'error')
    observer.failed(`render ${key}`, error)
    return undefined
  }
}

/** In one tick, so that no reader sees half of a change. */
function swap(
  candidates: readonly Entry[],
  startedAt: number,
  batch: number,
  { store, fence, dirty, observer }: RoundParts,
  outcomes: Map<string, RenderOutcome>,
): void {
  const now = Date.now()
  for (const candidate of candidates) {
    const { key, cause } = candidate
    const previous = store.peek(key)
    const mark = dirty.get(key)
    if (candidate.rendered.storable && fence.isOvertaken(candidate)) {
      // What overtook it has marked the key again. It may still be newer than what is served, or be what other pages
      // of this round link to; never in the place of what was taken out, nor of what a reader had rendered meanwhile.
      const isNewer = previous
        ? previous.snapshot.xmax < candidate.snapshot.xmax
        : candidate.status === 200 && !fence.isWithdrawn(candidate)
      if (!mark || !isNewer) continue
      fence.fillStale(candidate, startedAt)
      dirty.advance(key, startedAt, batch + 1)
    } else {
      dirty.clear(key)
      if (!candidate.rendered.storable) {
        store.delete(key)
        observer.failed(
          `keep ${key}`,
          new Error('Its render did not say what it depends on; every request renders it.'),
        )
        continue
      }
      // Only a guess: the URL does not exist, and nobody asked for it.
      if (!previous && candidate.status === 404) continue
      fence.fill(candidate)
    }
    const outcome = !previous || !sameBytes(previous, candidate) ? 'changed' : 'unchanged'
    outcomes.set(key, outcome)
    observer.rendered(cause.kind, outcome)
    if (mark && cause.kind === 'flush') observer.staleness(Math.max(0, now - mark.since) / 1000)
  }
}
