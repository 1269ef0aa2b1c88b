/** How every operation of the API is declared: its scope, its input, its problems. */
import { createRoute, OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi'
import type { Scope } from '../auth/index.ts'
import type { Api, ApiEnv } from './env.ts'
import { idempotent } from './idempotency.ts'
import { requireScope } from './principal.ts'
import { ProblemError } from './problem.ts'

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
