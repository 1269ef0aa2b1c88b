import type { Logger } from 'pino'
import type { ReachedFailpoint } from '../cache/index.ts'
import type { Database } from '../db/index.ts'

/** What tasks may use. */
export interface JobDeps {
  readonly db: Database
  readonly log: Logger
  readonly siteUrl: string
  readonly reached: ReachedFailpoint
  /** The doorbell of the cache's flusher. */
  readonly ring: () => void
  /** Resolves when everything committed before the call is served. */
  readonly served: () => Promise<void>
  readonly allowPrivateWebhooks: boolean
}
