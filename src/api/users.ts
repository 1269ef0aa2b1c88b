/** People with an account, and what they did. */
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import {
  type Account,
  createInvitation,
  deleteAccount,
  getAccount,
  listAccounts,
  mayGrant,
  ROLES,
  updateAccount,
} from '../auth/index.ts'
import { audit, ContentError, listAudit } from '../content/index.ts'
import type { Role } from '../db/schema.ts'
import { afterId, listOf, pageOf, pageQuery } from './cursor.ts'
import type { Api, ApiEnv } from './env.ts'
import { newApi, operation } from './operation.ts'
import { ProblemError } from './problem.ts'
import { body, idParam, json, noContent } from './schemas.ts'
import { write } from './write.ts'

const role = z.enum(ROLES as [Role, ...Role[]])
const userSchema = z
  .object({
    id: z.int(),
    email: z.string(),
    name: z.string(),
    role,
    authorId: z.int().nullable(),
    hasSecondFactor: z.boolean(),
    createdAt: z.string(),
  })
  .openapi('User')
const present = ({ createdAt, ...rest }: Account) => ({ ...rest, createdAt: createdAt.toISOString() })

export function usersApi(): Api {
  const api = newApi()
  const tags = ['Users']
  api.openapi(
    operation('users:read', {
      method: 'get',
      path: '/',
      tags,
      summary: 'List accounts',
      responses: { 200: json(z.object({ items: z.array(userSchema) }), 'All of them') },
    }),
    async (c) => c.json({ items: (await listAccounts(c.var.deps.db.drizzle)).map(present) }, 200),
  )
  api.openapi(
    operation('users:write', {
      method: 'post',
      path: '/invitations',
      tags,
      summary: 'Make a link by which somebody makes an account',
      request: { body: body(z.strictObject({ email: z.string().max(300), role })) },
      responses: { 201: json(z.object({ url: z.string() }), 'It works once, for a week') },
    }),
    async (c) => {
      const input = c.req.valid('json')
      checkGrant(c, input.role)
      const path = await write(c, async (tx) => {
        const path = await createInvitation(tx, input)
        await audit(tx, 'user.invite', `user:${input.email}`, { role: input.role })
        return path
      })
      return c.json({ url: c.var.deps.siteUrl + path }, 201)
    },
  )
  api.openapi(
    operation('users:write', {
      method: 'patch',
      path: '/{id}',
      tags,
      summary: 'Change a name or role; a change of role signs them out',
      request: {
        params: idParam,
        body: body(z.strictObject({ name: z.string().trim().min(1).max(200).optional(), role: role.optional() })),
      },
      responses: { 200: json(userSchema, 'The account') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const patch = c.req.valid('json')
      const current = await existing(c, id)
      if (patch.role) checkGrant(c, patch.role, current.role)
      const account = await write(c, async (tx) => {
        const changed = await updateAccount(tx, id, patch)
        await audit(tx, 'user.update', `user:${current.email}`, patch)
        return changed
      })
      return c.json(present(account ?? current), 200)
    },
  )
  api.openapi(
    operation('users:write', {
      method: 'delete',
      path: '/{id}',
      tags,
      summary: 'Remove an account; what they wrote stays',
      request: { params: idParam },
      responses: { 204: noContent },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const current = await existing(c, id)
      checkGrant(c, current.role)
      await write(c, async (tx) => {
        await deleteAccount(tx, id)
        await audit(tx, 'user.delete', `user:${current.email}`)
      })
      return c.body(null, 204)
    },
  )
  return api
}

export function auditApi(): Api {
  const api = newApi()
  const entry = z
    .object({
      id: z.int(),
      at: z.string(),
      actor: z.string(),
      action: z.string(),
      subject: z.string(),
      details: z.any(),
    })
    .openapi('AuditEntry')
  api.openapi(
    operation('users:read', {
      method: 'get',
      path: '/',
      tags: ['Users'],
      summary: 'Who did what, newest first',
      request: { query: pageQuery },
      responses: { 200: json(listOf(entry), 'A page of the list') },
    }),
    async (c) => {
      const { limit, cursor } = c.req.valid('query')
      const rows = await listAudit(c.var.deps.db.drizzle, { afterId: afterId(cursor), limit: limit + 1 })
      return c.json(
        pageOf(rows, limit, ({ at, details, ...rest }) => ({
          ...rest,
          at: at.toISOString(),
          details: details as object,
        })),
        200,
      )
    },
  )
  return api
}

async function existing(c: Context<ApiEnv>, id: number): Promise<Account> {
  const account = await getAccount(c.var.deps.db.drizzle, id)
  if (!account) throw new ContentError('not-found', `There is no account ${id}.`)
  return account
}

/** Owners are made, changed and removed by owners who are signed in. */
function checkGrant(c: Context<ApiEnv>, ...roles: Role[]): void {
  const own = c.var.principal.signedIn?.account.role
  if (roles.every((one) => mayGrant(own, one))) return
  throw new ProblemError(403, 'owner-only', 'Only an owner may make, change or remove an owner.', {
    errors: [{ field: 'role', message: 'is reserved to owners' }],
  })
}
