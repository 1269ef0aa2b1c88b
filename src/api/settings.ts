/** The site's settings, and what a writer wants to know before changing them. */
import { z } from '@hono/zod-openapi'
import type { Principal } from '../auth/index.ts'
import {
  mediaUsage,
  movedByPermalink,
  OWNER_SETTINGS,
  readSettings,
  type Settings,
  settingsSchema,
  writeSettings,
} from '../content/index.ts'
import type { Api } from './env.ts'
import { newApi, operation } from './operation.ts'
import { ProblemError } from './problem.ts'
import { body, json } from './schemas.ts'
import { write } from './write.ts'

/** Without the defaults, which would make a patch of one setting a reset of all others. */
const settingsPatch = z.strictObject(
  Object.fromEntries(Object.entries(settingsSchema.shape).map(([key, field]) => [key, field.unwrap().optional()])),
)
const settingsAnswer = z
  .object(Object.fromEntries(Object.entries(settingsSchema.shape).map(([key, field]) => [key, field.unwrap()])))
  .openapi('Settings')
const moveSchema = z
  .object({
    posts: z.int().openapi({ description: 'How many public posts get another address; the old ones redirect.' }),
    examples: z.array(z.object({ from: z.string(), to: z.string() })),
  })
  .openapi('PermalinkMove')
const usageSchema = z
  .object({
    files: z.int(),
    bytes: z.int(),
    types: z.array(z.object({ type: z.string(), files: z.int(), bytes: z.int() })),
  })
  .openapi('MediaUsage')

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
      description: `Only an owner who is signed in may change ${OWNER_SETTINGS.join(', ')}: what they hold runs in readers' browsers.`,
      request: { body: body(settingsPatch) },
      responses: { 200: json(settingsAnswer, 'Settings') },
    }),
    async (c) => {
      const patch: Partial<Settings> = c.req.valid('json')
      const written = await write(c, async (tx) => {
        checkOwner(c.var.principal, await readSettings(tx), patch)
        return writeSettings(tx, patch)
      })
      return c.json({ ...written }, 200)
    },
  )
  api.openapi(
    operation('settings:read', {
      method: 'get',
      path: '/permalink',
      tags,
      summary: 'What another pattern of addresses would do',
      request: { query: z.object({ pattern: settingsSchema.shape.permalink.unwrap() }) },
      responses: { 200: json(moveSchema, 'What would move') },
    }),
    async (c) => c.json(await movedByPermalink(c.var.deps.db.drizzle, c.req.valid('query').pattern), 200),
  )
  api.openapi(
    operation('media:read', {
      method: 'get',
      path: '/media-usage',
      tags,
      summary: 'How much is uploaded',
      responses: { 200: json(usageSchema, 'Files and bytes') },
    }),
    async (c) => c.json(await mediaUsage(c.var.deps.db.drizzle), 200),
  )
  return api
}

/** Throws 403 for what only owners may change, unless it stays as it is. */
function checkOwner({ signedIn }: Principal, before: Settings, patch: Partial<Settings>): void {
  if (signedIn?.account.role === 'owner') return
  const refused = OWNER_SETTINGS.filter((key) => patch[key] !== undefined && patch[key] !== before[key])
  if (refused.length === 0) return
  throw new ProblemError(403, 'owner-only', `Only an owner who is signed in may change ${refused.join(', ')}.`, {
    errors: refused.map((field) => ({ field, message: 'may be changed by an owner only' })),
  })
}
