/** The queue: what waits, runs and failed. */
import { z } from '@hono/zod-openapi'
import { ContentError } from '../content/index.ts'
import { cancelJob, countJobs, listJobs, retryJob } from '../db/index.ts'
import type { Api } from './env.ts'
import { newApi, operation } from './operation.ts'
import { json, noContent } from './schemas.ts'

const jobSchema = z
  .object({
    id: z.string(),
    task: z.string(),
    payload: z.record(z.string(), z.unknown()).openapi({ description: 'What it is about.' }),
    state: z.enum(['waiting', 'running', 'failed']),
    createdAt: z.string(),
    runAt: z.string().openapi({ description: 'When it will run; of one that runs, since when.' }),
    attempts: z.int(),
    maxAttempts: z.int(),
    lastError: z.string().nullable(),
  })
  .openapi('Job')
const countsSchema = z.object({ waiting: z.int(), running: z.int(), failed: z.int() })
const jobParam = z.object({ id: z.string().regex(/^\d{1,19}$/) })

export function jobsApi(): Api {
  const api = newApi()
  const tags = ['Jobs']
  api.openapi(
    operation('jobs:read', {
      method: 'get',
      path: '/',
      tags,
      summary: 'List jobs',
      request: { query: z.object({ state: jobSchema.shape.state.optional(), task: z.string().max(100).optional() }) },
      responses: {
        200: json(z.object({ items: z.array(jobSchema), counts: countsSchema }), 'Jobs, soonest first, up to 200'),
      },
    }),
    async (c) => {
      const { state, task } = c.req.valid('query')
      const { db } = c.var.deps
      const [items, counts] = await Promise.all([listJobs(db, state, task), countJobs(db)])
      return c.json({ items, counts }, 200)
    },
  )
  api.openapi(
    operation('jobs:write', {
      method: 'put',
      path: '/{id}/retry',
      tags,
      summary: 'Run a job again now',
      request: { params: jobParam },
      responses: { 204: noContent },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      if (!(await retryJob(c.var.deps.db, id)))
        throw new ContentError('not-found', `There is no job ${id} that could be run again.`)
      return c.body(null, 204)
    },
  )
  api.openapi(
    operation('jobs:write', {
      method: 'delete',
      path: '/{id}',
      tags,
      summary: 'Cancel a job',
      request: { params: jobParam },
      responses: { 204: noContent },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      if (!(await cancelJob(c.var.deps.db, id)))
        throw new ContentError('not-found', `There is no job ${id} that could be cancelled.`)
      return c.body(null, 204)
    },
  )
  return api
}
