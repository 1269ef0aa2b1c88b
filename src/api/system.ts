/** The machine, for its operators. */
import { z } from '@hono/zod-openapi'
import { describeSystem } from '../system/index.ts'
import type { Api } from './env.ts'
import { newApi, operation } from './operation.ts'
import { json } from './schemas.ts'

const systemSchema = z
  .object({
    versions: z.object({ hearth: z.string(), node: z.string(), postgres: z.string() }),
    process: z.object({ pid: z.int(), startedAt: z.string(), uptimeS: z.int() }),
    machine: z.object({ system: z.string(), processors: z.int(), load: z.array(z.number()) }),
    memory: z
      .object({ usedBytes: z.int(), heapBytes: z.int(), freeBytes: z.int(), totalBytes: z.int() })
      .openapi({ description: 'Used by this process; free and all of the machine.' }),
    disk: z
      .object({ folder: z.string(), freeBytes: z.int(), totalBytes: z.int() })
      .openapi({ description: 'Where DATA_DIR lies.' }),
    database: z.object({
      version: z.string(),
      isEmbedded: z.boolean(),
      bytes: z.int(),
      connections: z.int(),
      maxConnections: z.int(),
      tables: z.array(z.object({ name: z.string(), bytes: z.int(), rows: z.int() })),
    }),
    migrations: z.object({ applied: z.int(), pending: z.array(z.string()), last: z.string().nullable() }),
    media: z.object({ files: z.int(), bytes: z.int() }),
    settings: z.array(
      z.object({
        name: z.string(),
        value: z.string().openapi({ description: 'Without what is secret.' }),
        source: z.enum(['environment', 'default']),
      }),
    ),
    checks: z.array(z.object({ check: z.string(), result: z.enum(['ok', 'warn', 'fail']), message: z.string() })),
  })
  .openapi('System')

export function systemApi(): Api {
  const api = newApi()
  api.openapi(
    operation('system:read', {
      method: 'get',
      path: '/',
      tags: ['System'],
      summary: 'Versions, sizes, settings in effect, and what may be wrong',
      responses: { 200: json(systemSchema, 'As it is now') },
    }),
    async (c) => c.json(await describeSystem(c.var.deps.config, c.var.deps.db), 200),
  )
  return api
}
