/** What the operations of the API work with. */
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Principal, RateLimit } from '../auth/index.ts'
import type { ReachedFailpoint, RenderSession, ResponseCache } from '../cache/index.ts'
import type { CacheSetting, Config } from '../config.ts'
import type { MediaFiles } from '../content/index.ts'
import type { Database, IdempotentRequest, SnapshotTransaction } from '../db/index.ts'
import type { VisitCounter } from '../visits/index.ts'

export interface ApiDeps {
  readonly config: Config
  readonly db: Database
  readonly cache: ResponseCache
  readonly files: MediaFiles
  readonly siteUrl: string
  readonly model: string
  readonly cacheSettings: readonly CacheSetting[]
  readonly reached: ReachedFailpoint
  readonly requestsPerMinute: number
  /** Whether webhooks may lead to private networks. */
  readonly allowPrivateWebhooks: boolean
  readonly visits: VisitCounter
  /** Renders pages as a transaction that is not committed would have them. */
  readonly sessionIn: (tx: SnapshotTransaction) => Promise<RenderSession>
}

export interface ApiEnv {
  Variables: { principal: Principal; deps: ApiDeps; limit: RateLimit; idempotent?: IdempotentRequest }
}

export type Api = OpenAPIHono<ApiEnv>
