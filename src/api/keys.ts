/** API keys. */
import { z } from '@hono/zod-openapi'
import {
  type ApiKey,
  allows,
  createApiKey,
  listApiKeys,
  type Principal,
  parseScopes,
  revokeApiKey,
} from '../auth/index.ts'
import { ContentError } from '../content/index.ts'
import { type Api, body, idParam, json, newApi, noContent, operation, optionalInstant, write } from './operation.ts'
import { ProblemError } from './problem.ts'

const keySchema = z
  .object({
    id: z.int(),
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(z.string()),
    expiresAt: z.string().nullable(),
    lastUsedAt: z.string().nullable(),
    revokedAt: z.string().nullable(),
    createdAt: z.string(),
  })
  .openapi('ApiKey')
const keyInput = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    scopes: z.array(z.string()).min(1).max(50),
    expiresAt: optionalInstant,
  })
  .openapi('ApiKeyInput')

const presentKey = (key: ApiKey) => ({
  ...key,
  scopes: [...key.scopes],
  expiresAt: key.expiresAt?.toISOString() ?? null,
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  revokedAt: key.revokedAt?.toISOString() ?? null,
  createdAt: key.createdAt.toISOString(),
})

export function keysApi(): Api {
  const api = newApi()
  const tags = ['Keys']
  api.openapi(
    operation('keys:read', {
      method: 'get',
      path: '/',
      tags,
      summary: 'List API keys',
      responses: { 200: json(z.object({ items: z.array(keySchema) }), 'Keys without their secrets') },
    }),
    async (c) => c.json({ items: (await listApiKeys(c.var.deps.db)).map(presentKey) }, 200),
  )
  api.openapi(
    operation('keys:write', {
      method: 'post',
      path: '/',
      tags,
      summary: 'Create an API key',
      request: { body: body(keyInput) },
      responses: { 201: json(keySchema.extend({ key: z.string() }), 'The key, shown this once') },
    }),
    async (c) => {
      const input = c.req.valid('json')
      checkScopes(c.var.principal, input.scopes)
      const { key, record } = await write(c, (tx) => createApiKey(tx, input))
      return c.json({ ...presentKey(record), key }, 201)
    },
  )
  api.openapi(
    operation('keys:write', {
      method: 'delete',
      path: '/{id}',
      tags,
      summary: 'Revoke an API key',
      request: { params: idParam },
      responses: { 204: noContent },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const record = await write(c, (tx) => revokeApiKey(tx, id))
      if (!record) throw new ContentError('not-found', `There is no key ${id}.`)
      return c.body(null, 204)
    },
  )
  return api
}

/** Nobody makes a key that may do more than they. */
function checkScopes({ scopes: own }: Principal, wanted: readonly string[]): void {
  const beyond = parseScopes(wanted).filter((scope) => !allows(own, scope))
  if (beyond.length === 0) return
  throw new ProblemError(403, 'beyond-your-scopes', `You cannot give what you do not have: ${beyond.join(', ')}.`, {
    errors: [{ field: 'scopes', message: `must not hold ${beyond.join(', ')}` }],
  })
}
