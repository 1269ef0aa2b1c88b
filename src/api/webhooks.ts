/** Webhooks: who is told of changes. */
import { z } from '@hono/zod-openapi'
import { readSettings } from '../content/index.ts'
import {
  ALL_EVENTS,
  createWebhook,
  deleteWebhook,
  deliveriesByDay,
  enqueue,
  eventTypes,
  getWebhook,
  hurryWaiting,
  listWebhooks,
  rotateSecret,
  testMessage,
  updateWebhook,
  webhookFigures,
} from '../webhooks/index.ts'
import type { Api } from './env.ts'
import { newApi, operation } from './operation.ts'
import { body, idParam, json, noContent } from './schemas.ts'
import { answeredDelivery, deliverySchema, webhookDeliveriesApi } from './webhook-deliveries.ts'
import { presentWebhook, webhookSchema } from './webhook-document.ts'
import { write } from './write.ts'

const secret = z.string().openapi({ description: '`whsec_…`, for verifying signatures. It is shown this once.' })
const url = z.string().max(2000).openapi({ example: 'https://example.com/hook' })
const events = z
  .array(z.enum([ALL_EVENTS, ...eventTypes]))
  .min(1, 'Choose at least one event.')
  .max(50)
  .openapi({ description: '`*` for all, those to come too.' })
const name = z.string().trim().max(100).openapi({ description: 'To know it by; the host when left out.' })

export function webhooksApi(): Api {
  const api = newApi()
  const tags = ['Webhooks']
  api.openapi(
    operation('webhooks:read', {
      method: 'get',
      path: '/',
      tags,
      summary: 'List webhooks',
      responses: { 200: json(z.object({ items: z.array(webhookSchema) }), 'Webhooks without their secrets') },
    }),
    async (c) => {
      const { db } = c.var.deps
      const [items, figures] = await Promise.all([listWebhooks(db.drizzle), webhookFigures(db)])
      return c.json({ items: items.map((item) => presentWebhook(item, figures.get(item.id))) }, 200)
    },
  )
  api.openapi(
    operation('webhooks:write', {
      method: 'post',
      path: '/',
      tags,
      summary: 'Create a webhook',
      request: { body: body(z.strictObject({ name: name.optional(), url, events }).openapi('WebhookInput')) },
      responses: { 201: json(webhookSchema.extend({ secret }), 'The webhook with its secret') },
    }),
    async (c) => {
      const input = c.req.valid('json')
      const made = await write(c, (tx) => createWebhook(tx, input, c.var.deps.allowPrivateWebhooks))
      return c.json({ ...presentWebhook(made.webhook), secret: made.secret }, 201)
    },
  )
  api.openapi(
    operation('webhooks:read', {
      method: 'get',
      path: '/{id}',
      tags,
      summary: 'Read a webhook, with what came of the last thirty days',
      request: { params: idParam },
      responses: {
        200: json(
          webhookSchema
            .extend({
              days: z.array(z.object({ day: z.string(), delivered: z.int(), failed: z.int(), waiting: z.int() })),
            })
            .openapi('WebhookWithDays'),
          'The webhook without its secret',
        ),
      },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const { db } = c.var.deps
      const found = await getWebhook(db.drizzle, id)
      const [figures, days] = await Promise.all([webhookFigures(db), deliveriesByDay(db, id)])
      return c.json({ ...presentWebhook(found, figures.get(id)), days }, 200)
    },
  )
  api.openapi(
    operation('webhooks:write', {
      method: 'patch',
      path: '/{id}',
      tags,
      summary: 'Change a webhook, pause or resume it',
      request: {
        params: idParam,
        body: body(
          z
            .strictObject({
              name: name.optional(),
              url: url.optional(),
              events: events.optional(),
              state: z.enum(['active', 'paused']).optional(),
            })
            .openapi('WebhookPatch'),
        ),
      },
      responses: { 200: json(webhookSchema, 'The webhook without its secret') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const patch = c.req.valid('json')
      const changed = await write(c, async (tx) => {
        const before = await getWebhook(tx, id)
        const after = await updateWebhook(tx, id, patch, c.var.deps.allowPrivateWebhooks)
        if (before.state === 'paused' && after.state === 'active') await hurryWaiting(tx, id)
        return after
      })
      return c.json(presentWebhook(changed, (await webhookFigures(c.var.deps.db)).get(id)), 200)
    },
  )
  api.openapi(
    operation('webhooks:write', {
      method: 'delete',
      path: '/{id}',
      tags,
      summary: 'Remove a webhook and its deliveries',
      request: { params: idParam },
      responses: { 204: noContent },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      await write(c, (tx) => deleteWebhook(tx, id))
      return c.body(null, 204)
    },
  )
  api.openapi(
    operation('webhooks:write', {
      method: 'post',
      path: '/{id}/secret',
      tags,
      summary: 'Make a new secret; the one from before signs beside it for a day',
      request: { params: idParam },
      responses: { 201: json(z.object({ secret, previousSecretUntil: z.string() }), 'The new secret') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const made = await write(c, (tx) => rotateSecret(tx, id))
      const until = made.webhook.previousSecretUntil?.toISOString() ?? ''
      return c.json({ secret: made.secret, previousSecretUntil: until }, 201)
    },
  )
  api.openapi(
    operation('webhooks:write', {
      method: 'post',
      path: '/{id}/test',
      tags,
      summary: 'Send a test, also while it is paused; answers with what came of it',
      request: { params: idParam },
      responses: { 201: json(deliverySchema, 'The delivery, still waiting when there was no answer yet') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const { db, siteUrl } = c.var.deps
      const deliveryId = await write(c, async (tx) => {
        await getWebhook(tx, id)
        const { title } = await readSettings(tx)
        const [made] = await enqueue(tx, id, [testMessage(siteUrl, title, new Date())], { isManual: true })
        return made ?? 0
      })
      return c.json(await answeredDelivery(db, id, deliveryId, undefined), 201)
    },
  )
  webhookDeliveriesApi(api, tags)
  return api
}
