/** What an operator sets going with the response cache, and stops. */
import { z } from '@hono/zod-openapi'
import { ContentError } from '../content/index.ts'
import { findingSchema } from './cache-schemas.ts'
import type { Api } from './env.ts'
import { operation } from './operation.ts'
import { ProblemError } from './problem.ts'
import { idParam, json, noContent } from './schemas.ts'

const flushReport = z
  .object({
    epoch: z.string(),
    events: z.int(),
    rendered: z.int(),
    withdrawn: z.int(),
    unchanged: z.int(),
    ms: z.int(),
  })
  .openapi('FlushReport')

/** Under `/cache`. */
export function addCacheActions(api: Api): void {
  const tags = ['Cache']
  api.openapi(
    operation('cache:write', {
      method: 'post',
      path: '/flush',
      tags,
      summary: 'Answers once everything committed before it is served',
      responses: { 200: json(flushReport, 'What was done') },
    }),
    async (c) => c.json(await c.var.deps.cache.actions.flush(c.var.principal.actor), 200),
  )
  api.openapi(
    operation('cache:write', {
      method: 'post',
      path: '/warm',
      tags,
      summary: 'Render every page anew',
      responses: { 200: json(flushReport, 'What was done') },
    }),
    async (c) => c.json(await c.var.deps.cache.actions.warm(c.var.principal.actor), 200),
  )
  api.openapi(
    operation('cache:write', {
      method: 'post',
      path: '/purge',
      tags,
      summary: 'Withdraw pages and render them anew',
      request: {
        body: {
          content: {
            'application/json': {
              schema: z.strictObject({ urls: z.array(z.string().max(3000)).max(1000).optional() }),
            },
          },
        },
      },
      responses: { 200: json(z.object({ withdrawn: z.int() }), 'What was done') },
    }),
    async (c) => c.json(await c.var.deps.cache.actions.purge(c.req.valid('json')?.urls, c.var.principal.actor), 200),
  )
  api.openapi(
    operation('cache:write', {
      method: 'post',
      path: '/audit',
      tags,
      summary: 'Compare stored pages with fresh renders',
      request: { query: z.object({ sample: z.coerce.number().int().min(1).max(100_000).default(200) }) },
      responses: {
        200: json(
          z.object({ checked: z.int(), wrong: z.array(findingSchema).readonly(), ms: z.int() }),
          'What was found; wrong pages are rendered anew',
        ),
      },
    }),
    async (c) => c.json(await c.var.deps.cache.actions.audit(c.req.valid('query').sample, c.var.principal.actor), 200),
  )
  api.openapi(
    operation('cache:write', {
      method: 'delete',
      path: '/actions/{id}',
      tags,
      summary: 'Stop what somebody set going; what is done of it stays',
      request: { params: idParam },
      responses: { 204: noContent },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const outcome = c.var.deps.cache.actions.log.cancel(id)
      if (outcome === 'unknown') throw new ContentError('not-found', `No action ${id} is under way.`)
      if (outcome === 'fixed')
        throw new ProblemError(409, 'not-cancellable', 'This has to come to its end: pages are missing meanwhile.')
      return c.body(null, 204)
    },
  )
}
