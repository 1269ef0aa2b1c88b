/** What an operator sets going with the cache: each can be watched, and some stopped, while they run. */
import { type Action, ActionLog } from './action-log.ts'
import type { Auditor, AuditReport } from './auditor.ts'
import { canonicalPath } from './canonical.ts'
import type { DependencyIndex } from './dependency-index.ts'
import type { DirtySet } from './dirty-set.ts'
import { type Cause, sameBytes } from './entry.ts'
import type { Fence } from './fence.ts'
import type { Flusher, FlushReport } from './flusher.ts'
import { inSession } from './session.ts'
import type { PendingEvent, Site } from './site.ts'
import type { EntryStore } from './store.ts'

export interface CacheActionsParts {
  readonly site: Site
  readonly index: DependencyIndex
  readonly store: EntryStore
  readonly fence: Fence
  readonly dirty: DirtySet
  readonly flusher: Flusher
  readonly auditor: Auditor
  /** False where every request renders: then there is nothing to warm. */
  readonly keepsPages: boolean
}

export interface ReplayReport {
  readonly events: number
  readonly rendered: number
  /** Pages that were not as they should have been, or that somebody changed meanwhile. */
  readonly changed: readonly string[]
  readonly ms: number
}

export class CacheActions {
  readonly #parts: CacheActionsParts
  /** What runs, and what came of the last ones. */
  readonly log = new ActionLog()

  constructor(parts: CacheActionsParts) {
    this.#parts = parts
  }

  /** Renders every page that exists, those already stored too. Cancelled, the rest stays as it is. */
  warm(actor: string, mayCancel = true): Promise<FlushReport> {
    const { flusher } = this.#parts
    const work = async (action: Action) => {
      const cause: Cause = { kind: 'warm', reason: actor }
      const keys = await this.#inventory()
      if (action.signal.aborted) return flusher.flush()
      action.signal.addEventListener('abort', () => flusher.takeBack(keys, cause))
      return this.#render(keys, cause, action)
    }
    return this.log.run('warm', actor, mayCancel, work, ({ rendered, unchanged }) => ({ rendered, unchanged }))
  }

  /** Withdraws entries (all, or those of some URLs) and renders what exists of them anew. */
  purge(urls: readonly string[] | undefined, actor: string): Promise<{ withdrawn: number }> {
    const { store } = this.#parts
    const work = async (action: Action) => {
      const keys = urls ? urls.map(canonicalPath).filter((key) => key !== undefined) : store.keys()
      let withdrawn = 0
      for (const key of keys) if (store.delete(key)) withdrawn++
      const wanted = urls ? keys : await this.#inventory()
      await this.#render(wanted, { kind: 'flush', reason: 'purge', actor }, action)
      return { withdrawn }
    }
    return this.log.run('purge', actor, false, work, (report) => report)
  }

  /** Resolves when everything that was committed before the call is served. */
  flush(actor: string): Promise<FlushReport> {
    const work = () => this.#parts.flusher.flush()
    return this.log.run('flush', actor, false, work, ({ events, rendered }) => ({ events, rendered }))
  }

  /** Compares stored pages, chosen by chance, with fresh renders of all that was committed before the call. */
  audit(sample: number, actor: string): Promise<AuditReport> {
    const work = async (action: Action) => {
      await this.#parts.flusher.flush()
      const onProgress = (done: number, total: number) => {
        action.total = total
        action.done = () => done
      }
      return this.#parts.auditor.audit(sample, { signal: action.signal, onProgress })
    }
    return this.log.run('audit', actor, true, work, ({ checked, wrong }) => ({ checked, wrong: wrong.length }))
  }

  /**
   * Plans events once more, however long ago they were taken, and renders all that they reach, and `urls`. What is right
   * gives the same bytes; what is not is right afterwards, and named.
   */
  replay(events: readonly PendingEvent[], urls: readonly string[], actor: string): Promise<ReplayReport> {
    const { site, store } = this.#parts
    const work = async (action: Action) => {
      const startedAt = performance.now()
      const keys = await this.#reachedBy(events, urls)
      const before = new Map(keys.map((key) => [key, store.peek(key)]))
      const reason = `replay of ${events.length === 1 ? `event ${events[0]?.id}` : `${events.length} events`}`
      const { rendered } = await this.#render(keys, { kind: 'flush', reason, actor }, action)
      const changed = keys.filter((key) => {
        const [was, is] = [before.get(key), store.peek(key)]
        return was && is ? !sameBytes(was, is) : was !== is
      })
      if (changed.length > 0) site.doubt()
      return { events: events.length, rendered, changed, ms: Math.round(performance.now() - startedAt) }
    }
    const counts = ({ events, rendered, changed }: ReplayReport) => ({ events, rendered, changed: changed.length })
    return this.log.run('replay', actor, false, work, counts)
  }

  /** What is taken of these events is the way to their pages, and nothing else: they are part of what is known already. */
  #reachedBy(events: readonly PendingEvent[], urls: readonly string[]): Promise<string[]> {
    const { site, fence, index } = this.#parts
    return inSession(site, fence, async (session) => {
      const { gross, appearing } = await session.changes(events)
      const touched = [...index.touchedBy(gross).keys()].map(({ key }) => key)
      return [...new Set([...touched, ...appearing, ...urls])]
    })
  }

  #render(keys: readonly string[], cause: Cause, action: Action): Promise<FlushReport> {
    const { flusher, dirty, keepsPages } = this.#parts
    const wanted = keepsPages ? keys : []
    action.total = wanted.length
    action.done = () => wanted.length - dirty.waitingFor(wanted, cause)
    flusher.request(wanted, cause)
    return flusher.flush()
  }

  #inventory(): Promise<readonly string[]> {
    const { site, fence } = this.#parts
    return inSession(site, fence, (session) => session.inventory())
  }
}
