/** Menus. */
import { z } from '@hono/zod-openapi'
import { listMenuItems, replaceMenu } from '../content/index.ts'
import type { Api } from './env.ts'
import { newApi, operation } from './operation.ts'
import { body, json } from './schemas.ts'
import { write } from './write.ts'

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
    post: z
      .object({ kind: z.enum(['post', 'page']), title: z.string(), isPublic: z.boolean() })
      .nullable()
      .openapi({ description: 'What it leads to; hidden while that is not public.' }),
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
