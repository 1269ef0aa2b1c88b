/**
 * The cache's distrust of itself: renders a sample of the stored pages anew and compares. What is wrong is reported with
 * what may have been forgotten, and rendered again.
 *
 * A page is wrong when it differs from a fresh render though nothing that was absorbed up to the fresh render's snapshot
 * has touched it. So the audit's own session absorbs first; and a page that is touched, replaced or overtaken while it
 * is looked at is no evidence.
 */
import { firstDifference } from './difference.ts'
import type { DirtySet } from './dirty-set.ts'
import { type Cause, type Entry, makeEntry, sameBytes } from './entry.ts'
import type { Fence } from './fence.ts'
import type { Flusher } from './flusher.ts'
import { inSession } from './session.ts'
import type { CacheObserver, RenderSession, Site } from './site.ts'
import type { EntryStore } from './store.ts'

export interface Finding {
  readonly url: string
  /** The first place where the bytes differ. */
  readonly difference: string
  /** Why the wrong bytes were rendered. */
  readonly cause: Cause
  readonly dependencies: readonly string[]
  /** What events since then touched and the page does not depend on: the forgotten one is among them. */
  readonly suspects: readonly string[]
}

export interface AuditLog {
  record(finding: Finding): Promise<void>
}

export interface AuditReport {
  readonly checked: number
  readonly wrong: readonly Finding[]
  readonly ms: number
}

export interface AuditorParts {
  readonly site: Site
  readonly store: EntryStore
  readonly fence: Fence
  readonly dirty: DirtySet
  readonly flusher: Flusher
  readonly log: AuditLog
  readonly observer: CacheObserver
}

/** How often the background audit looks; how much, is a setting. */
const INTERVAL_MS = 5000

export class Auditor {
  readonly #parts: AuditorParts
  #timer: NodeJS.Timeout | undefined
  #running: Promise<unknown> = Promise.resolve()
  checked = 0
  wrong = 0

  constructor(parts: AuditorParts) {
    this.#parts = parts
  }

  /** Audits in the background; 0 = not at all. */
  start(pagesPerMinute: number): void {
    if (pagesPerMinute === 0) return
    let due = 0
    const look = () => {
      due += (pagesPerMinute * INTERVAL_MS) / 60_000
      const sample = Math.floor(due)
      due -= sample
      if (sample === 0) return
      this.#running = this.audit(sample).catch((error) => this.#parts.observer.failed('audit', error))
    }
    this.#timer = setInterval(look, INTERVAL_MS).unref()
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#running
  }

  /** Looks at up to `sample` stored pages, chosen by chance; says before each how many there are and were. */
  async audit(
    sample: number,
    {
      signal,
      onProgress = () => {},
    }: { signal?: AbortSignal; onProgress?: (done: number, total: number) => void } = {},
  ): Promise<AuditReport> {
    const { site, fence, store, flusher, log } = this.#parts
    const startedAt = performance.now()
    const keys = shuffled(store.keys()).slice(0, sample)
    const wrong: Finding[] = []
    let checked = 0
    const look = async (session: RenderSession) => {
      await flusher.absorb(session)
      for (const key of keys) {
        if (signal?.aborted) break
        onProgress(checked, keys.length)
        const finding = await this.#examine(session, key)
        checked++
        this.checked++
        if (!finding) continue
        this.wrong++
        wrong.push(finding)
      }
    }
    await inSession(site, fence, look, { fromScratch: true })
    for (const finding of wrong) await log.record(finding)
    return { checked, wrong, ms: Math.round(performance.now() - startedAt) }
  }

  async #examine(session: RenderSession, key: string): Promise<Finding | undefined> {
    const { site, store, dirty, fence, flusher, observer } = this.#parts
    const stored = store.peek(key)
    if (!stored || dirty.get(key)) return undefined
    const cause: Cause = { kind: 'audit', reason: 'audit' }
    const record = { key, snapshot: session.snapshot, cause, renderMs: 0, rendered: await session.render(key) }
    const fresh = await makeEntry(record, stored, Date.now())
    if (dirty.get(key) || store.peek(key) !== stored || fence.isOvertaken(fresh)) return undefined
    const isRight = sameBytes(stored, fresh)
    observer.audited(isRight ? 'right' : 'wrong')
    if (isRight) return undefined
    site.doubt()
    flusher.request([key], cause)
    return {
      url: key,
      difference: difference(stored, fresh),
      cause: stored.cause,
      dependencies: stored.dependencies.describe(),
      suspects: await session.touchedSince(stored.snapshot, stored.dependencies),
    }
  }
}

function difference(stored: Entry, fresh: Entry): string {
  if (stored.status !== fresh.status) return `stored with status ${stored.status}, fresh with ${fresh.status}`
  const body = firstDifference(text(stored), text(fresh))
  return body || firstDifference(JSON.stringify(stored.rendered.headers), JSON.stringify(fresh.rendered.headers))
}

function text({ variants }: Entry): string {
  return variants.identity.body.toString()
}

function shuffled<T>(items: T[]): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1))
    ;[items[i], items[j]] = [items[j] as T, items[i] as T]
  }
  return items
}
