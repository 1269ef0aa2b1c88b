/**
 * Creates that may be sent again: with the same `Idempotency-Key` the first answer comes again, and nothing is made
 * twice (draft-ietf-httpapi-idempotency-key-header).
 */
import { createHash } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { findRequest, keepResponse } from '../db/index.ts'
import type { ApiEnv } from './env.ts'
import { ProblemError } from './problem.ts'

/** Of the answer, besides its body, what its reader may need. */
const KEPT_HEADERS = ['content-type', 'location', 'etag', 'hearth-epoch']

export const idempotent: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const key = c.req.header('idempotency-key')
  // Uploads need none: the same bytes are the same record.
  const isJson = c.req.header('content-type')?.startsWith('application/json') ?? false
  if (key === undefined || !isJson || c.req.query('dryRun') === 'true') return next()
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw new ProblemError(422, 'invalid', 'An Idempotency-Key is 1 to 200 letters, digits or signs without a space.')
  const { db } = c.var.deps
  const requestHash = createHash('sha256')
    .update(`${c.req.path}\n`)
    .update(await c.req.text())
    .digest('hex')
  const request = { actor: c.var.principal.actor, key, requestHash }
  const known = await findRequest(db, request)
  if (known && known.requestHash !== requestHash)
    throw new ProblemError(422, 'key-reused', 'This Idempotency-Key was used for another request.')
  if (known?.response) {
    const { status, body, headers } = known.response
    return new Response(body, { status, headers: { ...headers, 'Idempotency-Replayed': 'true' } })
  }
  if (known) throw inProgress()
  c.set('idempotent', request)
  await next()
  if (c.error || c.res.status >= 400) return
  const headers = Object.fromEntries(
    KEPT_HEADERS.map((name) => [name, c.res.headers.get(name) ?? '']).filter(([, value]) => value),
  )
  await keepResponse(db, request, { status: c.res.status, body: await c.res.clone().text(), headers })
}

/** Committed, and its answer is still to come or was never sent. */
export function inProgress(): ProblemError {
  return new ProblemError(409, 'in-progress', 'A request with this Idempotency-Key was made; look whether it is done.')
}
