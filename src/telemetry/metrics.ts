/** What the running system looks like from outside: Prometheus metrics. */

import type { Logger } from 'pino'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { CacheObserver, ResponseCache } from '../cache/index.ts'
import { type Database, outboxState } from '../db/index.ts'

export interface Metrics {
  readonly registry: Registry
  readonly observer: CacheObserver
  /** Public requests since the start, by how the cache answered them. */
  readonly requests: Readonly<Record<string, number>>
  /** Adds what is read from the cache and the database at the moment of a scrape. */
  watch(cache: ResponseCache, db: Database): void
}

const RESULTS = ['hit', 'not-modified', 'miss', 'wait', 'bypass', 'stale'] as const

export function createMetrics(log: Logger): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })

  // On the way of every hit: a plain number there, and the counter only when somebody looks.
  const counts: Record<(typeof RESULTS)[number], number> = {
    hit: 0,
    'not-modified': 0,
    miss: 0,
    wait: 0,
    bypass: 0,
    stale: 0,
  }
  new Counter({
    name: 'hearth_cache_requests_total',
    help: 'Public requests by how the cache answered them.',
    labelNames: ['result'],
    registers,
    collect() {
      this.reset()
      for (const result of RESULTS) this.inc({ result }, counts[result])
    },
  })
  const renders = new Counter({
    name: 'hearth_cache_renders_total',
    help: 'Renders by what asked for them and what came of them.',
    labelNames: ['cause', 'outcome'],
    registers,
  })
  const audits = new Counter({
    name: 'hearth_cache_audits_total',
    help: 'Stored pages that were compared with fresh renders, by what was found.',
    labelNames: ['result'],
    registers,
  })
  const staleness = new Histogram({
    name: 'hearth_cache_staleness_seconds',
    help: 'From the writing statement to the swap of a page that shows it.',
    buckets: [0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })

  const observer: CacheObserver = {
    request: (result) => counts[result]++,
    rendered: (cause, outcome) => renders.inc({ cause, outcome }),
    audited: (result) => audits.inc({ result }),
    staleness: (seconds) => staleness.observe(seconds),
    flushed: ({ ms, ...report }) => log.info({ ...report, ms: Math.round(ms) }, 'flush'),
    failed: (what, error) => log.error({ err: error, what }, 'the cache could not do its work; it will try again'),
  }

  return {
    registry,
    observer,
    requests: counts,
    watch(cache, db) {
      const gauge = (name: string, help: string, collect: (self: Gauge) => void | Promise<void>) =>
        new Gauge({
          name,
          help,
          registers,
          collect() {
            return collect(this)
          },
        })
      gauge('hearth_cache_entries', 'Stored responses.', (self) => self.set(cache.store.size))
      gauge('hearth_cache_bytes', 'Memory held by stored responses, in bytes.', (self) => self.set(cache.store.bytes))
      gauge('hearth_cache_evictions', 'Entries dropped to stay within the bound, since the start.', (self) =>
        self.set(cache.store.evictions),
      )
      gauge('hearth_cache_dirty_keys', 'Pages that wait for a render.', (self) => self.set(cache.dirtyKeys.size))
      const oldest = new Gauge({
        name: 'hearth_cache_oldest_event_age_seconds',
        help: 'Age of the oldest event that is not served yet; 0 when there is none.',
        registers,
      })
      gauge('hearth_cache_events_pending', 'Events that are not served yet.', async (self) => {
        const state = await outboxState(db)
        self.set(state.pending)
        oldest.set(state.oldestAgeMs / 1000)
      })
      gauge('hearth_database_connections', 'Connections that this database has open for Hearth.', async (self) => {
        const [row] = await db.sql<{ count: number }[]>`
          select count(*)::int as count from pg_stat_activity where datname = current_database() and application_name like 'hearth%'`
        self.set(row?.count ?? 0)
      })
      gauge('hearth_database_migrations', 'Migrations that have been applied.', async (self) => {
        const [row] = await db.sql<{ count: number }[]>`select count(*)::int as count from drizzle.__drizzle_migrations`
        self.set(row?.count ?? 0)
      })
    },
  }
}
