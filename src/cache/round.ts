/** The second half of a round: renders dirty keys from one snapshot, and swaps the results in. */
import type { DirtySet, Mark } from './dirty-set.ts'
import { type Cause, type Entry, makeEntry, sameBytes } from './entry.ts'
import type { Fence } from './fence.ts'
import type { CacheObserver, RenderSession } from './site.ts'
import type { EntryStore } from './store.ts'

export interface RoundParts {
  readonly store: EntryStore
  readonly fence: Fence
  readonly dirty: DirtySet
  readonly observer: CacheObserver
}

/** What a round did. */
export interface RoundResult {
  readonly rendered: number
  readonly unchanged: number
  readonly failed: number
}

/** How many keys of a wide change one round renders: about as long as a reader's patience for a small edit. */
const SLICE_KEYS = 48
/** Renders under way at once in a round: enough to hide the round trips to the database. */
const CONCURRENT_RENDERS = 6

/**
 * Renders what is due, from the session's snapshot, and swaps all of it in at the end.
 * @param batch the last absorb whose events the snapshot has
 */
export async function renderDirty(session: RenderSession, batch: number, parts: RoundParts): Promise<RoundResult> {
  const startedAt = Date.now()
  const keys = parts.dirty.next(Date.now(), SLICE_KEYS, (key) => priority(parts.store, key))
  const { candidates, failed } = await renderAll(session, keys, parts)
  return { ...swap(candidates, startedAt, batch, parts), failed }
}

/** Most read first; what is not stored yet before all. */
function priority(store: EntryStore, key: string): number {
  const entry = store.peek(key)
  return entry ? -entry.hits : -Infinity
}

async function renderAll(
  session: RenderSession,
  keys: readonly [string, Mark][],
  parts: RoundParts,
): Promise<{ candidates: Entry[]; failed: number }> {
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
  return { candidates, failed: keys.length - candidates.length }
}

/** A candidate, or undefined when the render failed: the old entry stays, and the mark with it. */
async function renderOne(
  session: RenderSession,
  key: string,
  cause: Cause,
  { store, dirty, observer }: RoundParts,
): Promise<Entry | undefined> {
  const startedAt = performance.now()
  try {
    const rendered = await session.render(key)
    if (rendered.status >= 500) throw new Error(`${key} rendered as ${rendered.status}.`)
    const record = { key, rendered, snapshot: session.snapshot, cause, renderMs: performance.now() - startedAt }
    return await makeEntry(record, store.peek(key), Date.now())
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
): { rendered: number; unchanged: number } {
  const now = Date.now()
  let rendered = 0
  let unchanged = 0
  for (const candidate of candidates) {
    const { key, cause } = candidate
    const previous = store.peek(key)
    const mark = dirty.get(key)
    if (fence.isOvertaken(candidate)) {
      // What overtook it has marked the key again. It may still be newer than what is served; never in the place of
      // what was withdrawn, nor of what a reader had rendered meanwhile.
      if (!mark || !previous || previous.snapshot.xmax >= candidate.snapshot.xmax) continue
      fence.fillStale(candidate, startedAt)
      dirty.advance(key, startedAt, batch + 1)
    } else {
      dirty.clear(key)
      // Only a guess: the URL does not exist, and nobody asked for it.
      if (!previous && candidate.status === 404) continue
      fence.fill(candidate)
    }
    const changed = !previous || !sameBytes(previous, candidate)
    rendered++
    if (!changed) unchanged++
    observer.rendered(cause.kind, changed ? 'changed' : 'unchanged')
    if (mark && cause.kind === 'flush') observer.staleness(Math.max(0, now - mark.since) / 1000)
  }
  return { rendered, unchanged }
}
