/** API keys. */
import { z } from '@hono/zod-openapi'
import {
  type ApiKey,
  allows,
  createApiKey,
  findApiKey,
  listApiKeys,
  type Principal,
  parseScopes,
  revokeApiKey,
  rotateApiKey,
} from '../auth/index.ts'
import { audit, ContentError } from '../content/index.ts'
import type { Api } from './env.ts'
import { newApi, operation } from './operation.ts'
import { ProblemError } from './problem.ts'
import { body, idParam, json, noContent, optionalInstant } from './schemas.ts'
import { write } from './write.ts'

const keySchema = z
  .object({
    id: z.int(),
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(z.string()),
    madeBy: z.string().nullable().openapi({ description: 'It never may more than they. Null: the command line.' }),
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

const rotationInput = z.strictObject({
  graceHours: z
    .int()
    .min(0)
    .max(168)
    .optional()
    .openapi({ description: 'How long the old one counts; 0 unless said.' }),
})

const presentKey = ({ accountId: _, ...key }: ApiKey) => ({
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
      const { accountId } = c.var.principal
      const { key, record } = await write(c, async (tx) => {
        const made = await createApiKey(tx, { ...input, accountId })
        await audit(tx, 'key.create', `key:${made.record.prefix}`, { name: input.name, scopes: made.record.scopes })
        return made
      })
      return c.json({ ...presentKey(record), key }, 201)
    },
  )
  api.openapi(
    operation('keys:write', {
      method: 'post',
      path: '/{id}/rotation',
      tags,
      summary: 'Make a key that takes the place of this one',
      request: {
        params: idParam,
        body: { content: { 'application/json': { schema: rotationInput } } },
      },
      responses: { 201: json(keySchema.extend({ key: z.string() }), 'The new key, shown this once') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const graceMs = (c.req.valid('json')?.graceHours ?? 0) * 3_600_000
      const { key, record } = await write(c, async (tx) => {
        const old = await findApiKey(tx, id)
        if (!old) throw new ContentError('not-found', `There is no key ${id} that counts.`)
        // Its secret is shown to whoever rotates it.
        checkScopes(c.var.principal, old.scopes)
        const made = await rotateApiKey(tx, old, graceMs)
        await audit(tx, 'key.rotate', `key:${old.prefix}`, { name: old.name, by: made.record.prefix })
        return made
      })
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
      const record = await write(c, async (tx) => {
        const revoked = await revokeApiKey(tx, id)
        if (revoked) await audit(tx, 'key.revoke', `key:${revoked.prefix}`, { name: revoked.name })
        return revoked
      })
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
