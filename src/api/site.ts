/** Navigation, redirects and settings. */
import { z } from '@hono/zod-openapi'
import {
  createRedirect,
  deleteRedirect,
  getRedirect,
  listMenuItems,
  listRedirects,
  readSettings,
  replaceMenu,
  settingsSchema,
  updateRedirect,
  writeSettings,
} from '../content/index.ts'
import {
  type Api,
  afterId,
  body,
  idParam,
  json,
  listOf,
  newApi,
  noContent,
  operation,
  pageOf,
  pageQuery,
  write,
} from './operation.ts'

const menuParam = z.object({ menu: z.string().regex(/^[a-z0-9-]{1,40}$/) })
const itemInput = z.strictObject({
  label: z.string().trim().min(1).max(100),
  url: z
    .string()
    .regex(/^(?:https?:\/\/|\/(?!\/)|mailto:|#)/, 'must begin with /, https:// or mailto:')
    .max(2000)
    .nullable()
    .optional(),
  postId: z.int().positive().nullable().optional(),
})
const itemSchema = z
  .object({
    id: z.int(),
    menu: z.string(),
    position: z.int(),
    label: z.string(),
    url: z.string().nullable(),
    postId: z.int().nullable(),
  })
  .openapi('MenuItem')

export function navigationApi(): Api {
  const api = newApi()
  const tags = ['Navigation']
  api.openapi(
    operation('navigation:read', {
      method: 'get',
      path: '/',
      tags,
      summary: 'All menus',
      responses: { 200: json(z.object({ items: z.array(itemSchema) }), 'Items in order') },
    }),
    async (c) => c.json({ items: await listMenuItems(c.var.deps.db.drizzle) }, 200),
  )
  api.openapi(
    operation('navigation:write', {
      method: 'put',
      path: '/{menu}',
      tags,
      summary: 'Replace a menu',
      request: { params: menuParam, body: body(z.strictObject({ items: z.array(itemInput).max(100) })) },
      responses: { 200: json(z.object({ items: z.array(itemSchema) }), 'Items in order') },
    }),
    async (c) => {
      const { menu } = c.req.valid('param')
      const { items } = c.req.valid('json')
      return c.json({ items: await write(c, (tx) => replaceMenu(tx, menu, items)) }, 200)
    },
  )
  return api
}

const redirectFields = {
  source: z.string().min(1).max(2000),
  target: z.string().max(2000).nullable().optional(),
  postId: z.int().positive().nullable().optional(),
  status: z.union([z.literal(301), z.literal(302), z.literal(307), z.literal(308), z.literal(410)]).optional(),
}
const redirectInput = z.strictObject(redirectFields).openapi('RedirectInput')
const redirectSchema = z
  .object({
    id: z.int(),
    source: z.string(),
    target: z.string().nullable(),
    postId: z.int().nullable(),
    status: z.int(),
    createdAt: z.string(),
  })
  .openapi('Redirect')

export function redirectsApi(): Api {
  const api = newApi()
  const tags = ['Redirects']
  const present = (row: Awaited<ReturnType<typeof getRedirect>>) => ({ ...row, createdAt: row.createdAt.toISOString() })
  api.openapi(
    operation('redirects:read', {
      method: 'get',
      path: '/',
      tags,
      summary: 'List redirects',
      request: { query: pageQuery },
      responses: { 200: json(listOf(redirectSchema), 'A page of the list') },
    }),
    async (c) => {
      const { limit, cursor } = c.req.valid('query')
      return c.json(
        pageOf(
          await listRedirects(c.var.deps.db.drizzle, { afterId: afterId(cursor), limit: limit + 1 }),
          limit,
          present,
        ),
        200,
      )
    },
  )
  api.openapi(
    operation('redirects:write', {
      method: 'post',
      path: '/',
      tags,
      summary: 'Create a redirect',
      request: { body: body(redirectInput) },
      responses: { 201: json(redirectSchema, 'The redirect') },
    }),
    async (c) => {
      const input = c.req.valid('json')
      return c.json(present(await write(c, (tx) => createRedirect(tx, input))), 201)
    },
  )
  api.openapi(
    operation('redirects:read', {
      method: 'get',
      path: '/{id}',
      tags,
      summary: 'Read a redirect',
      request: { params: idParam },
      responses: { 200: json(redirectSchema, 'The redirect') },
    }),
    async (c) => c.json(present(await getRedirect(c.var.deps.db.drizzle, c.req.valid('param').id)), 200),
  )
  api.openapi(
    operation('redirects:write', {
      method: 'patch',
      path: '/{id}',
      tags,
      summary: 'Change a redirect',
      request: { params: idParam, body: body(redirectInput.partial()) },
      responses: { 200: json(redirectSchema, 'The redirect') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const patch = c.req.valid('json')
      return c.json(present(await write(c, (tx) => updateRedirect(tx, id, patch))), 200)
    },
  )
  api.openapi(
    operation('redirects:write', {
      method: 'delete',
      path: '/{id}',
      tags,
      summary: 'Delete a redirect',
      request: { params: idParam },
      responses: { 204: noContent },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      await write(c, (tx) => deleteRedirect(tx, id))
      return c.body(null, 204)
    },
  )
  return api
}

/** Without the defaults, which would make a patch of one setting a reset of all others. */
const settingsPatch = z.strictObject(
  Object.fromEntries(Object.entries(settingsSchema.shape).map(([key, field]) => [key, field.unwrap().optional()])),
)
const settingsAnswer = z.record(z.string(), z.unknown())

export function settingsApi(): Api {
  const api = newApi()
  const tags = ['Settings']
  api.openapi(
    operation('settings:read', {
      method: 'get',
      path: '/',
      tags,
      summary: 'All settings',
      responses: { 200: json(settingsAnswer, 'Settings') },
    }),
    async (c) => c.json({ ...(await readSettings(c.var.deps.db.drizzle)) }, 200),
  )
  api.openapi(
    operation('settings:write', {
      method: 'patch',
      path: '/',
      tags,
      summary: 'Change settings',
      request: { body: body(settingsPatch) },
      responses: { 200: json(settingsAnswer, 'Settings') },
    }),
    async (c) => {
      const patch = c.req.valid('json')
      return c.json({ ...(await write(c, (tx) => writeSettings(tx, patch))) }, 200)
    },
  )
  return api
}
