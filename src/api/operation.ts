/** How every operation of the API is declared: its scope, its problems, and how it writes. */
import { createRoute, OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi'
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import {
  allows,
  isSameOrigin,
  type Principal,
  principalOfKey,
  principalOfSession,
  type RateLimit,
  type Scope,
  sessionCookieName,
} from '../auth/index.ts'
import {
  EPOCH_COOKIE,
  type Preview,
  type ReachedFailpoint,
  type RenderSession,
  type ResponseCache,
} from '../cache/index.ts'
import type { CacheSetting, Config } from '../config.ts'
import { type MediaFiles, WEB_ADDRESS, WEB_ADDRESS_RULE } from '../content/index.ts'
import {
  claimRequest,
  type Database,
  type IdempotentRequest,
  inWriteTransaction,
  ownEvents,
  readerOf,
  rollingBack,
  type SnapshotTransaction,
  type WriteTransaction,
} from '../db/index.ts'
import type { VisitCounter } from '../visits/index.ts'
import { idempotent, inProgress } from './idempotency.ts'
import { ProblemError } from './problem.ts'

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

/** A router whose validation errors are problem documents. */
export function newApi(): Api {
  return new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (result.success) return
      const errors = result.error.issues.map((issue) => ({
        field: [...issue.path, ...(issue.code === 'unrecognized_keys' ? [issue.keys[0] ?? ''] : [])].join('.'),
        message: issue.message,
      }))
      const [first] = errors
      throw new ProblemError(
        422,
        'invalid',
        first?.field ? `${first.field}: ${first.message}` : (first?.message ?? 'Invalid input.'),
        { errors },
      )
    },
  })
}

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .loose()
  .openapi('Problem')

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
})

/** Declares an operation that needs a key with `scope`. */
export function operation<
  const P extends string,
  const R extends Omit<RouteConfig, 'path' | 'middleware'> & { path: P },
>(scope: Scope, route: R) {
  const isCreate = isContentWrite(scope, route.method) && route.method === 'post'
  const declared = createRoute({
    ...route,
    ...(isContentWrite(scope, route.method) && {
      request: { query: dryRunQuery, ...(isCreate && { headers: idempotencyHeader }), ...route.request },
    }),
    security: [{ key: [] }],
    'x-required-scope': scope,
    middleware: [requireScope(scope), ...(isCreate ? [idempotent] : [])],
    responses: {
      ...route.responses,
      401: problem('No valid API key'),
      403: problem(`The key lacks the scope ${scope}`),
      422: problem('Invalid input'),
      429: problem('Too many requests'),
    },
  })
  // Handlers answer only with what their own declaration names; problems are thrown.
  return declared as unknown as ReturnType<typeof createRoute<P, R>>
}

/** Every write of content can be tried first: `?dryRun=true` answers with the pages that it would change. */
const dryRunQuery = z.object({
  dryRun: z.enum(['true', 'false']).optional().openapi({
    description: 'With `true` nothing is written; the answer (200) lists the pages that would change, and why.',
  }),
})

const idempotencyHeader = z.object({
  'idempotency-key': z.string().optional().openapi({
    description: 'Sent again with the same key within a day, the first answer comes again and nothing is made twice.',
  }),
})

function isContentWrite(scope: Scope, method: string): boolean {
  return method !== 'get' && /^(?!cache|jobs|keys|users|webhooks).*:write$/.test(scope)
}

function requireScope(scope: Scope): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const principal = await principalOf(c)
    const { limit, remaining, retryAfterS } = c.var.limit.take(principal.actor)
    if (retryAfterS > 0) {
      throw new ProblemError(
        429,
        'rate-limited',
        `More than ${limit} requests in a minute; try again in ${retryAfterS} s.`,
        {
          headers: { 'Retry-After': String(retryAfterS) },
        },
      )
    }
    c.header('RateLimit-Limit', String(limit))
    c.header('RateLimit-Remaining', String(remaining))
    if (!allows(principal.scopes, scope)) {
      const who = principal.signedIn ? 'Your role does not have' : 'This key lacks'
      throw new ProblemError(403, 'missing-scope', `${who} the scope "${scope}".`, { extra: { scope } })
    }
    c.set('principal', principal)
    await next()
  }
}

/** A key says so in a header that no other site can send. A cookie comes by itself, so it counts only from our pages. */
export async function principalOf(c: Context<ApiEnv>): Promise<Principal> {
  const { db, siteUrl } = c.var.deps
  const authorization = c.req.header('authorization')
  const token = authorization === undefined ? getCookie(c, sessionCookieName(siteUrl)) : undefined
  const principal = token ? await principalOfSession(db, token) : await principalOfKey(db, authorization)
  if (!principal) {
    throw new ProblemError(
      401,
      'unauthenticated',
      token
        ? 'You are not signed in any more.'
        : 'Send a valid API key as "Authorization: Bearer hk_…"; "hearth key create" makes one.',
      { headers: { 'WWW-Authenticate': 'Bearer realm="hearth"' } },
    )
  }
  if (token && c.req.method !== 'GET' && !isSameOrigin((name) => c.req.header(name)))
    throw new ProblemError(403, 'cross-site', 'This request was made by another site.')
  return principal
}

/**
 * Runs a write in the name of the key, and says its epoch. Answers when what it removed is withdrawn: this is the only
 * place where the API and the cache meet, and no write knows of it.
 */
export async function write<T>(
  c: Context<ApiEnv>,
  change: (tx: WriteTransaction) => Promise<T>,
  /** What a trial says besides the pages. */
  reportOf: (value: T) => object = () => ({}),
): Promise<T> {
  const { db, cache, reached } = c.var.deps
  const { actor } = c.var.principal
  if (isDryRun(c)) {
    let report = {}
    const preview = await previewWrite(c.var.deps, actor, async (tx) => {
      report = reportOf(await change(tx))
    })
    throw new DryRun(preview, report)
  }
  const { value, epoch } = await inWriteTransaction(db, actor, async (tx) => {
    if (c.var.idempotent && !(await claimRequest(tx, c.var.idempotent))) throw inProgress()
    const value = await change(tx)
    await reached('write:changed')
    return value
  })
  await reached('write:committed')
  await cache.flusher.settled(BigInt(epoch))
  await reached('write:settled')
  c.header('Hearth-Epoch', epoch)
  // A browser that wrote carries it to the pages it looks at next.
  c.header('Set-Cookie', `${EPOCH_COOKIE}=${epoch}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax`)
  return value
}

export function isDryRun(c: Context<ApiEnv>): boolean {
  return c.req.query('dryRun') === 'true'
}

/** The answer to a write that was only tried: which pages it would change. */
export class DryRun extends Error {
  readonly preview: Preview
  readonly report: object
  constructor(preview: Preview, report: object = {}) {
    super('dry run')
    this.preview = preview
    this.report = report
  }
}

async function previewWrite(
  { db, cache, sessionIn }: ApiDeps,
  actor: string,
  change: (tx: WriteTransaction) => Promise<unknown>,
): Promise<Preview> {
  // What is still on its way to the pages would look like a part of this write.
  await cache.flusher.flush()
  return rollingBack(db, actor, change, async (tx) => {
    const reader = readerOf(tx)
    return cache.preview(await sessionIn(reader), await ownEvents(reader))
  })
}

export const idParam = z.object({
  id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).openapi({ type: 'integer', example: 12 }),
})

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(100).optional().openapi({ description: 'From `next` of the page before.' }),
})

/** Ids are the order, so the last one is where the next page begins. */
export function afterId(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined
  const id = Number(Buffer.from(cursor, 'base64url').toString())
  if (!Number.isSafeInteger(id) || id <= 0)
    throw new ProblemError(422, 'invalid', 'This cursor is none of ours.', {
      errors: [{ field: 'cursor', message: 'is not valid' }],
    })
  return id
}

/** A page of a list: one more than `limit` was read, to know whether there is a next. */
export function pageOf<T extends { id: number }, U>(
  rows: readonly T[],
  limit: number,
  present: (row: T) => U,
): { items: U[]; next: string | null } {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map(present),
    next: rows.length > limit && last ? Buffer.from(String(last.id)).toString('base64url') : null,
  }
}

export function listOf<S extends z.ZodType>(schema: S) {
  return z.object({ items: z.array(schema), next: z.string().nullable() })
}

export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
export const body = <S extends z.ZodType>(schema: S) => ({
  required: true,
  content: { 'application/json': { schema } },
})
export const noContent = { description: 'Done' }

/** A date as the API takes and gives it: ISO 8601 with a zone. */
export const instant = z.iso
  .datetime({ offset: true, error: 'must be a date like 2026-05-01T09:00:00Z' })
  .transform((text) => new Date(text))
  .openapi({ type: 'string', format: 'date-time' })

/** Where a picture is: on the web, or a path of this site. */
export const webAddress = z.string().max(2000).regex(WEB_ADDRESS, WEB_ADDRESS_RULE)

/** A date that may be missing. */
export const optionalInstant = instant
  .nullable()
  .optional()
  .openapi({ type: ['string', 'null'], format: 'date-time' })
