/** Errors as RFC 9457 problem documents. The one place that turns errors into HTTP. */
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { AccountError, UnknownScopeError } from '../auth/index.ts'
import { ContentError, type ContentErrorCode } from '../content/index.ts'
import { DATABASE_RETRY_S, isDatabaseAway, isOutOfRoom, isUnstorable, sqlStateOf } from '../db/index.ts'

export interface FieldError {
  /** Path of the field, e.g. `tags.0`; empty for the whole document. */
  readonly field: string
  readonly message: string
}

/** An expected error, with its answer. */
export class ProblemError extends Error {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly errors: readonly FieldError[]
  readonly extra: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: string,
    detail: string,
    {
      errors = [],
      extra = {},
      headers = {},
    }: { errors?: readonly FieldError[]; extra?: Record<string, unknown>; headers?: Record<string, string> } = {},
  ) {
    super(detail)
    this.status = status
    this.code = code
    this.title = TITLES[status] ?? 'Error'
    this.errors = errors
    this.extra = extra
    this.headers = headers
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not authenticated',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  412: 'Precondition failed',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Invalid input',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not available',
  507: 'No room',
}

const CONTENT_STATUS: Readonly<Record<ContentErrorCode, number>> = {
  'not-found': 404,
  'duplicate-slug': 409,
  'version-conflict': 409,
  'in-use': 409,
  'unsupported-media': 415,
  invalid: 422,
}

/** The problem that an error is; undefined for one that nobody expected. */
export function asProblem(
  error: unknown,
  {
    presentPost = (post) => post,
    isConditional = false,
  }: { presentPost?: (post: unknown) => unknown; isConditional?: boolean } = {},
): ProblemError | undefined {
  if (error instanceof ProblemError) return error
  if (error instanceof ContentError) {
    const errors = error.field ? [{ field: error.field, message: error.message }] : []
    const extra = error.code === 'version-conflict' ? { current: presentPost(error.current) } : {}
    // RFC 9110, section 13.1.1.
    const status = error.code === 'version-conflict' && isConditional ? 412 : CONTENT_STATUS[error.code]
    return new ProblemError(status, error.code, error.message, { errors, extra })
  }
  if (error instanceof UnknownScopeError || error instanceof AccountError) {
    return new ProblemError(422, error.code, error.message, {
      errors: [{ field: error.field, message: error.message }],
    })
  }
  if (error instanceof HTTPException) {
    const isJson = /malformed json/i.test(error.message)
    return isJson
      ? new ProblemError(400, 'invalid-json', 'The body is not valid JSON.')
      : new ProblemError(error.status, 'http-error', error.message)
  }
  if (isDatabaseAway(error))
    return new ProblemError(
      503,
      'database-away',
      'The database is out of reach. Try again soon, and look first whether it was done.',
      {
        headers: { 'Retry-After': String(DATABASE_RETRY_S) },
      },
    )
  if (isOutOfRoom(error))
    return new ProblemError(
      507,
      'no-room',
      'The disk of the server is full: this was not stored. Make room, and try again.',
    )
  // PostgreSQL's own words for input that no schema of ours caught: a text with a zero byte, a number out of range.
  if (isUnstorable(error))
    return new ProblemError(422, 'invalid', 'A value cannot be stored; it holds characters or numbers out of range.')
  if (sqlStateOf(error) === '23503')
    return new ProblemError(422, 'invalid', 'It refers to something that does not exist.')
  return undefined
}

export function problemResponse(c: Context, problem: ProblemError): Response {
  const { status, code, title, message, errors, extra, headers } = problem
  const body = {
    type: `urn:hearth:problem:${code}`,
    title,
    status,
    detail: message,
    instance: c.req.path,
    ...(errors.length > 0 && { errors }),
    ...extra,
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...headers },
  })
}
