/**
 * Counts what readers look at. Write-behind: counted in memory, on the way of the answer, and written to PostgreSQL every
 * `MAX_LAG_MS` and at shutdown. So a process that is killed loses what it counted in its last seconds, and nothing else;
 * several processes add to the same rows. No cookie, address or user agent is kept, not even in memory.
 */
import type { Logger } from 'pino'
import type { Entry } from '../cache/index.ts'
import { readSettings } from '../content/index.ts'
import type { Database } from '../db/index.ts'
import { Audience, hostOf, referrerOf } from './audience.ts'
import { dayOf } from './days.ts'
import { Missing } from './missing.ts'
import { Tally } from './tally.ts'
import { type Batch, dropSurplus, writeBatch } from './write-batch.ts'

/** How much a crash may lose, and how far behind what is written may be. */
export const MAX_LAG_MS = 5000
/** Far more than a site has visitors in five seconds; more pages than this are counted together. */
const MAX_PATHS = 10_000
const MAX_HOSTS = 300

export interface VisitCounterOptions {
  readonly db: Database
  readonly siteUrl: string
  readonly log: Pick<Logger, 'warn'>
  /** False: only addresses that are not found. */
  readonly countsViews: boolean
  /** The clock; milliseconds since 1970. */
  readonly now?: () => number
}

export class VisitCounter {
  readonly #options: VisitCounterOptions
  readonly #now: () => number
  readonly #ownHost: string | undefined
  readonly #ownPages: string
  readonly #audience = new Audience()
  #batch = newBatch()
  #batchBegan = 0
  /** What is not written yet, by day. */
  readonly #waiting = new Map<string, Batch>()
  #timeZone = 'UTC'
  #timer: NodeJS.Timeout | undefined
  #writing = Promise.resolve()
  #isWriting = false

  constructor(options: VisitCounterOptions) {
    this.#options = options
    this.#now = options.now ?? Date.now
    this.#ownHost = hostOf(options.siteUrl)
    this.#ownPages = `${options.siteUrl}/`
  }

  async start(): Promise<void> {
    this.#timeZone = (await readSettings(this.#options.db.drizzle)).timeZone
    this.#timer = setInterval(() => {
      if (!this.#isWriting) void this.write()
    }, MAX_LAG_MS)
    this.#timer.unref()
  }

  /** Writes what is left. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.write()
  }

  get countsViews(): boolean {
    return this.#options.countsViews
  }

  /** How many names are in memory: of pages, hosts, missing addresses and browsers. However many readers come, it is bounded. */
  get names(): number {
    const batches = [this.#batch, ...this.#waiting.values()]
    return batches.reduce(
      (sum, { views, referrers, missing }) => sum + views.size + referrers.size + missing.size,
      this.#audience.remembered,
    )
  }

  /** Told of each GET that was answered from an entry (also with 304), with its headers as they came. Costs next to nothing. */
  readonly served = (entry: Entry, rawHeaders: readonly string[]): void => {
    if (entry.status === 200) {
      if (this.#options.countsViews && entry.rendered.contentType.startsWith('text/html'))
        this.#view(entry.key, rawHeaders)
    } else if (entry.status === 404 && entry.key !== '/404') this.#miss(entry.key, rawHeaders)
  }

  #view(key: string, rawHeaders: readonly string[]): void {
    const reader = this.#audience.readerOf(rawHeaders)
    if (!reader) return
    const { views, referrers } = this.#openBatch()
    // What somebody searched for is theirs.
    views.add(key.startsWith('/search?') ? '/search' : key)
    // Most readers come from another page of the site.
    if (reader.referrer === undefined || reader.referrer.startsWith(this.#ownPages)) return
    const host = hostOf(reader.referrer)
    if (host !== undefined && host !== this.#ownHost) referrers.add(host)
  }

  #miss(path: string, rawHeaders: readonly string[]): void {
    const referrer = hostOf(referrerOf(rawHeaders))
    this.#openBatch().missing.add({ path, hits: 1, lastSeen: this.#now(), referrer })
  }

  #openBatch(): Batch {
    if (this.#batchBegan === 0) this.#batchBegan = this.#now()
    return this.#batch
  }

  /** Resolves when what was counted before is in the database; or when that failed, and is tried again later. */
  write(): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      this.#isWriting = true
      await this.#writeWaiting().catch((error: unknown) =>
        this.#options.log.warn(
          { err: error },
          'counts of page views could not be written; they are kept, and tried again',
        ),
      )
      this.#isWriting = false
    })
    return this.#writing
  }

  async #writeWaiting(): Promise<void> {
    this.#closeBatch()
    if (this.#waiting.size === 0) return
    const { db } = this.#options
    const settings = await readSettings(db.drizzle)
    this.#timeZone = settings.timeZone
    for (const [day, batch] of this.#waiting) {
      // Counts of meanwhile are in the open batch. A commit whose answer got lost is written again: counts, not accounts.
      await writeBatch(db, day, batch, settings)
      this.#waiting.delete(day)
      if (batch.missing.size > 0) await dropSurplus(db)
    }
  }

  /** Five seconds belong to the day on which they began. */
  #closeBatch(): void {
    if (this.#batchBegan === 0) return
    const day = dayOf(new Date(this.#batchBegan), this.#timeZone)
    const closed = this.#batch
    const waiting = this.#waiting.get(day)
    if (waiting) mergeInto(waiting, closed)
    else this.#waiting.set(day, closed)
    this.#batch = newBatch()
    this.#batchBegan = 0
  }
}

function newBatch(): Batch {
  return { views: new Tally(MAX_PATHS), referrers: new Tally(MAX_HOSTS), missing: new Missing() }
}

function mergeInto(batch: Batch, { views, referrers, missing }: Batch): void {
  batch.views.addAll(views)
  batch.referrers.addAll(referrers)
  for (const miss of missing.all()) batch.missing.add(miss)
}
