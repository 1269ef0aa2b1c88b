/**
 * The response cache: every stored page of the site, and the way of a request that finds none.
 *
 * A hit is a lookup by URL and needs no await. Everything else goes through `answer`: canonical URL, wait for a flush
 * that is already rendering the page, or render once for all who ask (single flight).
 */
import { CacheActions } from './actions.ts'
import { type AuditLog, Auditor } from './auditor.ts'
import { canonicalPath } from './canonical.ts'
import { DependencyIndex } from './dependency-index.ts'
import { DirtySet } from './dirty-set.ts'
import { type Cause, type Entry, makeEntry, sameBytes } from './entry.ts'
import type { Epoch } from './epoch.ts'
import { type Explanation, explainEntry } from './explain.ts'
import type { ReachedFailpoint } from './failpoints.ts'
import { Fence } from './fence.ts'
import { Flusher, type FlushTiming } from './flusher.ts'
import { type Preview, previewPlan } from './preview.ts'
import { inSession } from './session.ts'
import type { CacheObserver, Outbox, PendingEvent, RenderSession, SessionOptions, Site } from './site.ts'
import { EntryStore } from './store.ts'

export interface ResponseCacheOptions {
  readonly site: Site
  readonly outbox: Outbox
  readonly observer: CacheObserver
  readonly model: 'evented' | 'off'
  readonly timing: FlushTiming
  readonly maxBytes: number
  readonly maxStalenessMs: number
  readonly auditLog: AuditLog
  /** How many stored pages a minute are compared with fresh renders; 0 = none. */
  readonly auditPerMinute: number
  readonly reached: ReachedFailpoint
}

export interface AnswerRequest {
  readonly url: string
  /** Never answer from before this write. */
  readonly epoch?: Epoch | undefined
  /** Render anew and store nothing. */
  readonly fresh?: boolean
}

/** What to send: an entry with the RFC 9211 status that tells how it came about, or a move to the canonical URL. */
export type Answer =
  | { readonly kind: 'entry'; readonly entry: Entry; readonly cacheStatus: string }
  | { readonly kind: 'redirect'; readonly location: string; readonly cacheStatus: string }

/** What an address answers. `answeredBy` is the site's own word, or `canonical`: the address is written in another way. */
export interface Trial {
  readonly status: number
  readonly location: string | undefined
  readonly answeredBy: string | undefined
}

/** How long a reader waits for a flush that is rendering the page anyway, before rendering it on its own. */
const MAX_WAIT_FOR_FLUSH_MS = 1000

/** How long a render may take before whoever asks gets an old copy that is there: a database can be silent, not only away. */
const MAX_WAIT_FOR_RENDER_MS = 5000

interface UnderWay {
  readonly entry: Promise<Entry>
  /** Of `performance.now`. */
  readonly since: number
}

export class ResponseCache {
  readonly #options: ResponseCacheOptions
  readonly #index = new DependencyIndex()
  readonly #dirty = new DirtySet()
  readonly store: EntryStore
  readonly #fence: Fence
  readonly flusher: Flusher
  readonly auditor: Auditor
  /** What an operator sets going. */
  readonly actions: CacheActions
  readonly #rendering = new Map<string, UnderWay>()
  #isWarm = false

  constructor(options: ResponseCacheOptions) {
    this.#options = options
    this.store = new EntryStore(options.maxBytes, this.#index)
    this.#fence = new Fence(this.#index, this.store)
    const { outbox, observer, timing, reached } = options
    const site = options.model === 'off' ? withoutAddresses(options.site) : options.site
    const parts = { index: this.#index, store: this.store, fence: this.#fence, dirty: this.#dirty }
    this.flusher = new Flusher({ site, outbox, observer, timing, reached, ...parts })
    this.auditor = new Auditor({ site, observer, log: options.auditLog, flusher: this.flusher, ...parts })
    this.actions = new CacheActions({
      ...{ site, flusher: this.flusher, auditor: this.auditor, ...parts },
      keepsPages: options.model !== 'off',
    })
  }

  /** Starts following the content, and warms every page in the background. */
  async start(): Promise<void> {
    this.flusher.start()
    if (this.#options.model === 'off') this.#isWarm = true
    else await this.actions.warm('start', false)
    this.#isWarm = true
    this.auditor.start(this.#options.auditPerMinute)
  }

  async stop(): Promise<void> {
    await this.auditor.stop()
    await this.flusher.stop()
  }

  /** Whether every page has been rendered since the start. */
  get isWarm(): boolean {
    return this.#isWarm
  }

  get dirtyKeys(): DirtySet {
    return this.#dirty
  }

  /** The stored entry to serve for a request target exactly as it came, if it may be served without a thought. */
  lookup(url: string): Entry | undefined {
    const query = url.indexOf('?')
    const entry = this.store.get(query < 0 ? url : url.slice(0, query))
    return entry && this.#isWithinBound(entry) ? entry : undefined
  }

  /** P5: what is older than the bound is not served as if it were current. */
  #isWithinBound(entry: Entry): boolean {
    const { maxStalenessMs } = this.#options
    if (performance.now() - this.flusher.absorbedAt > maxStalenessMs) return false
    return entry.staleSince === undefined || Date.now() - entry.staleSince <= maxStalenessMs
  }

  /** The answer for a request that `lookup` had none for, or that asks for more than a stored copy. */
  async answer(request: AnswerRequest): Promise<Answer> {
    const key = canonicalPath(request.url)
    if (key === undefined) return this.#renderUnstored('/404', 'bypass')
    const [path = ''] = request.url.split('?', 1)
    if (request.fresh || this.#options.model === 'off')
      return this.#renderUnstored(keyWithQuery(key, request.url), 'bypass')

    const epoch =
      request.epoch !== undefined && (await this.#untilServed(key, request.epoch)) ? request.epoch : undefined
    // The round that is under way may be older than the mark; the one after it is not.
    let waited = false
    const deadline = performance.now() + MAX_WAIT_FOR_FLUSH_MS
    while (!this.store.peek(key) && this.#isBeingRendered(key) && performance.now() < deadline) {
      waited = true
      await this.flusher.roundEnd(deadline - performance.now())
    }

    const stored = this.store.get(key)
    if (stored && this.#isWithinBound(stored) && (epoch === undefined || this.#isServed(key, epoch))) {
      if (path !== key && stored.status < 300) return this.#moveToCanonical(request.url, key)
      this.#options.observer.request(waited ? 'wait' : 'hit')
      stored.hits++
      return { kind: 'entry', entry: stored, cacheStatus: waited ? 'hearth; hit; detail=waited' : 'hearth; hit' }
    }
    return this.#renderOnRequest(key, request.url, stored)
  }

  /** Why the stored bytes of a URL are as they are; undefined when nothing is stored for it. */
  explain(url: string): Explanation | undefined {
    const key = canonicalPath(url.replace(/^https?:\/\/[^/]+/i, '') || '/')
    const entry = key === undefined ? undefined : this.store.peek(key)
    return entry && explainEntry(entry)
  }

  /** What the events of a write that is not committed would change; `session` sees what it did. */
  preview(session: RenderSession, events: readonly PendingEvent[]): Promise<Preview> {
    return previewPlan(session, events, this.#index, this.store)
  }

  /** What a reader of this URL gets, rendered anew; nothing is stored, counted, or waited for. */
  async trial(url: string): Promise<Trial> {
    const key = canonicalPath(url)
    if (key === undefined) return { status: 404, location: undefined, answeredBy: undefined }
    const { status, headers, answeredBy } = await inSession(this.#options.site, this.#fence, (session) =>
      session.render(keyWithQuery(key, url)),
    )
    const [path, query] = url.split(/(?=[?#])/, 2)
    if (path !== key && status < 300) return { status: 301, location: key + (query ?? ''), answeredBy: 'canonical' }
    return { status, location: headers.location, answeredBy }
  }

  /** Whether a round in the near future renders the key; wide changes are not near. */
  #isBeingRendered(key: string): boolean {
    const mark = this.#dirty.get(key)
    return mark !== undefined && !mark.background && mark.failures === 0
  }

  /** Whether what would be served for the key shows what transaction `epoch` did. */
  #isServed(key: string, epoch: Epoch): boolean {
    return (this.flusher.absorbed?.includes(epoch) ?? false) && this.#dirty.get(key) === undefined
  }

  /** Up to a limit. False when no transaction of that number has begun yet: it is of another database, or made up. */
  async #untilServed(key: string, epoch: Epoch): Promise<boolean> {
    const deadline = performance.now() + MAX_WAIT_FOR_FLUSH_MS
    await this.flusher.settled(epoch)
    const { absorbed } = this.flusher
    if (absorbed && epoch >= absorbed.xmax) return false
    while (!this.#isServed(key, epoch) && performance.now() < deadline) {
      await this.flusher.roundEnd(deadline - performance.now())
    }
    return true
  }

  #moveToCanonical(url: string, key: string): Answer {
    const query = url.indexOf('?')
    this.#options.observer.request('bypass')
    const location = query < 0 ? key : key + url.slice(query)
    return { kind: 'redirect', location, cacheStatus: 'hearth; fwd=bypass; detail=canonical' }
  }

  async #renderOnRequest(key: string, url: string, stored: Entry | undefined): Promise<Answer> {
    const { observer } = this.#options
    try {
      const render = this.#renderOnce(keyWithQuery(key, url))
      const entry = await (stored ? this.#inTime(render) : render.entry)
      if (url.split('?', 1)[0] !== key && entry.status < 300) return this.#moveToCanonical(url, key)
      observer.request('miss')
      const note = this.store.peek(key) === entry ? '; stored' : ''
      return { kind: 'entry', entry, cacheStatus: `hearth; fwd=uri-miss${note}` }
    } catch (error) {
      if (!stored) throw error
      // RFC 5861, stale-if-error: an old page that says so is better than none.
      observer.failed(`render ${key}`, error)
      observer.request('stale')
      return { kind: 'entry', entry: stored, cacheStatus: 'hearth; hit; fwd=stale; detail=error' }
    }
  }

  /** Single flight: all who ask for a key while it renders get the same entry. */
  #renderOnce(key: string): UnderWay {
    const underWay = this.#rendering.get(key)
    if (underWay) return underWay
    const entry = this.#renderAndFill(key).finally(() => this.#rendering.delete(key))
    const render = { entry, since: performance.now() }
    this.#rendering.set(key, render)
    return render
  }

  /** Throws when it takes too long. It goes on meanwhile, and only the first to ask wait for all that time. */
  async #inTime({ entry, since }: UnderWay): Promise<Entry> {
    const limitMs = Math.min(MAX_WAIT_FOR_RENDER_MS, this.#options.maxStalenessMs)
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(
      () => late.reject(new Error(`The page was not rendered within ${limitMs} ms; the database may be out of reach.`)),
      Math.max(0, since + limitMs - performance.now()),
    )
    return Promise.race([entry, late.promise]).finally(() => clearTimeout(timer))
  }

  async #renderAndFill(key: string): Promise<Entry> {
    const entry = await this.#renderFresh(key, { kind: 'request', reason: 'a reader asked' }, (candidate) => {
      if (!candidate.rendered.storable) return
      const previous = this.store.peek(candidate.key)
      if (this.#fence.fill(candidate) === 'stored') this.#dirty.clear(candidate.key)
      const outcome = previous && sameBytes(previous, candidate) ? 'unchanged' : 'changed'
      this.#options.observer.rendered('request', outcome)
    })
    entry.hits++
    return entry
  }

  async #renderUnstored(key: string, why: string): Promise<Answer> {
    const entry = await this.#renderFresh(key, { kind: 'request', reason: why }, () => {})
    this.#options.observer.request('bypass')
    return { kind: 'entry', entry, cacheStatus: 'hearth; fwd=bypass' }
  }

  #renderFresh(key: string, cause: Cause, fill: (candidate: Entry) => void): Promise<Entry> {
    const { site, reached } = this.#options
    const startedAt = performance.now()
    return inSession(site, this.#fence, async (session) => {
      await reached('fill:snapshot-taken')
      const rendered = await session.render(key)
      await reached('fill:page-read')
      const record = { key, rendered, snapshot: session.snapshot, cause, renderMs: performance.now() - startedAt }
      const candidate = await makeEntry(record, this.store.peek(key), Date.now())
      await reached('fill:page-encoded')
      fill(candidate)
      return candidate
    })
  }
}

/** Without a store nothing appears in it: events are taken and forgotten. */
function withoutAddresses(site: Site): Site {
  const openSession = async (options?: SessionOptions): Promise<RenderSession> => {
    const session = await site.openSession(options)
    const changes = async (events: readonly PendingEvent[]) => ({ ...(await session.changes(events)), appearing: [] })
    return { ...session, changes, inventory: async () => [] }
  }
  return { ...site, openSession }
}

/** Search is the one page with a query, and is never stored; for all others the query is not part of the key. */
function keyWithQuery(key: string, url: string): string {
  const query = url.indexOf('?')
  return key === '/search' && query >= 0 ? key + url.slice(query) : key
}
