/** Who asks, and whether they may. */
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import {
  allows,
  isSameOrigin,
  type Principal,
  principalOfKey,
  principalOfSession,
  type Scope,
  sessionCookieName,
} from '../auth/index.ts'
import type { ApiEnv } from './env.ts'
import { ProblemError } from './problem.ts'

export function requireScope(scope: Scope): MiddlewareHandler<ApiEnv> {
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
