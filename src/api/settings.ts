/** The site's settings. */
import { z } from '@hono/zod-openapi'
import { readSettings, settingsSchema, writeSettings } from '../content/index.ts'
import { type Api, body, json, newApi, operation, write } from './operation.ts'

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
