/** The admin API under /api/v1. Every operation is declared with its schemas, which also make the OpenAPI document. */
import { bodyLimit } from 'hono/body-limit'
import type { Logger } from 'pino'
import { RateLimit } from '../auth/index.ts'
import { readSettings } from '../content/index.ts'
import { authorsApi } from './authors.ts'
import { cacheApi } from './cache.ts'
import { calendarApi } from './calendar.ts'
import type { Api, ApiDeps } from './env.ts'
import { jobsApi } from './jobs.ts'
import { keysApi } from './keys.ts'
import { mediaApi } from './media.ts'
import { navigationApi } from './navigation.ts'
import { notFoundApi } from './not-found.ts'
import { newApi } from './operation.ts'
import { presentPost } from './post-document.ts'
import { postsApi } from './posts.ts'
import { principalOf } from './principal.ts'
import { asProblem, ProblemError, problemResponse } from './problem.ts'
import { redirectsApi } from './redirects.ts'
import { settingsApi } from './settings.ts'
import { statisticsApi } from './statistics.ts'
import { systemApi } from './system.ts'
import { tagsApi } from './tags.ts'
import { auditApi, usersApi } from './users.ts'
import { webhooksApi } from './webhooks.ts'
import { DryRun } from './write.ts'
import { writingApi } from './writing.ts'

export type { ApiDeps } from './env.ts'

const MAX_JSON_BYTES = 5_000_000
const MAX_UPLOAD_BYTES = 200_000_000

export function createApi(deps: ApiDeps & { readonly log: Logger }): Api {
  const api = newApi()
  const limit = new RateLimit(deps.requestsPerMinute)
  const tooLarge = (maxBytes: number) => () => {
    throw new ProblemError(413, 'too-large', `The body may have at most ${Math.floor(maxBytes / 1_000_000)} MB.`)
  }
  const limits = {
    json: bodyLimit({ maxSize: MAX_JSON_BYTES, onError: tooLarge(MAX_JSON_BYTES) }),
    upload: bodyLimit({ maxSize: MAX_UPLOAD_BYTES, onError: tooLarge(MAX_UPLOAD_BYTES) }),
  }
  api.use(async (c, next) => {
    c.set('deps', deps)
    c.set('limit', limit)
    c.header('Cache-Control', 'no-store')
    const isUpload = /^multipart\/form-data/i.test(c.req.header('content-type') ?? '')
    refuseOtherContentTypes(c.req.method, c.req.header('content-type'), c.req.header('content-length'))
    // Of unknown length: to know that it is not too large, it is held in memory. Not for anybody.
    if (isUpload && c.req.header('content-length') === undefined) await principalOf(c)
    return (isUpload ? limits.upload : limits.json)(c, next)
  })
  api.onError(async (error, c) => {
    if (error instanceof DryRun) return c.json({ ...error.report, dryRun: true, ...error.preview }, 200)
    const settings = await readSettings(deps.db.drizzle).catch(() => undefined)
    const problem = asProblem(error, {
      presentPost: (post) =>
        settings ? presentPost(post as Parameters<typeof presentPost>[0], deps.siteUrl, settings) : undefined,
      isConditional: c.req.header('if-match') !== undefined,
    })
    if (problem) return problemResponse(c, problem)
    deps.log.error({ err: error, path: c.req.path }, 'API request failed')
    return problemResponse(
      c,
      new ProblemError(500, 'internal', 'Something went wrong on this server; its log says what.'),
    )
  })

  api.openAPIRegistry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'hk_…',
  })
  api.route('/posts', writingApi())
  api.route('/posts', postsApi('post'))
  api.route('/pages', postsApi('page'))
  api.route('/tags', tagsApi())
  api.route('/authors', authorsApi())
  api.route('/navigation', navigationApi())
  api.route('/redirects', redirectsApi())
  api.route('/not-found', notFoundApi())
  api.route('/settings', settingsApi())
  api.route('/media', mediaApi())
  api.route('/keys', keysApi())
  api.route('/users', usersApi())
  api.route('/audit', auditApi())
  api.route('/webhooks', webhooksApi())
  api.route('/jobs', jobsApi())
  api.route('/cache', cacheApi())
  api.route('/system', systemApi())
  api.route('/calendar', calendarApi())
  api.route('/statistics', statisticsApi())
  api.doc31('/openapi.json', DESCRIPTION)
  api.all('*', (c) =>
    problemResponse(c, new ProblemError(404, 'not-found', `There is no ${c.req.method} ${c.req.path}.`)),
  )
  return api
}

const DESCRIPTION = {
  openapi: '3.1.0',
  info: {
    title: 'Hearth',
    version: '1',
    description: 'Writing and running a Hearth site. Errors are RFC 9457 problem documents.',
  },
  servers: [{ url: '/api/v1' }],
}

/** The OpenAPI document, which the client's types are made from. */
export function describeApi(api: Api) {
  return api.getOpenAPI31Document(DESCRIPTION)
}

/** Bodies are JSON, or forms for uploads; anything else would be read as if it were not there. */
function refuseOtherContentTypes(method: string, contentType: string | undefined, length: string | undefined): void {
  const hasBody = ['POST', 'PUT', 'PATCH'].includes(method) && length !== undefined && length !== '0'
  if (hasBody && !/^(?:application\/(?:[\w.+-]+\+)?json|multipart\/form-data)\b/i.test(contentType ?? '')) {
    throw new ProblemError(
      415,
      'unsupported-media-type',
      'Send the body as application/json, or a file as multipart/form-data.',
    )
  }
}
