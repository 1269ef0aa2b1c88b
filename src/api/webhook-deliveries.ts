/** What was sent to webhooks, and what came of it. */
import { setTimeout as wait } from 'node:timers/promises'
import { z } from '@hono/zod-openapi'
import type { Database } from '../db/index.ts'
import {
  type Delivery,
  type DeliveryHead,
  getDelivery,
  getWebhook,
  listDeliveries,
  replayDelivery,
} from '../webhooks/index.ts'
import { afterId, listOf, pageOf, pageQuery } from './cursor.ts'
import type { Api } from './env.ts'
import { operation } from './operation.ts'
import { idParam, json } from './schemas.ts'
import { write } from './write.ts'

const headSchema = z
  .object({
    id: z.int(),
    messageId: z.string().openapi({ description: 'The header `webhook-id`, the same at each attempt.' }),
    type: z.string(),
    subject: z.string(),
    status: z.enum(['waiting', 'delivered', 'failed']),
    attempts: z.int().openapi({ description: 'Since it was made or replayed.' }),
    nextAt: z.string().nullable().openapi({ description: 'When it is tried next.' }),
    history: z.array(
      z
        .object({ at: z.string(), ms: z.int(), status: z.int().nullable(), error: z.string().nullable() })
        .openapi('DeliveryAttempt'),
    ),
    createdAt: z.string(),
  })
  .openapi('WebhookDelivery')

export const deliverySchema = headSchema
  .extend({
    body: z.string().openapi({ description: 'As it is sent.' }),
    response: z.string().nullable().openapi({ description: 'The first 2 KB of the last answer.' }),
  })
  .openapi('WebhookDeliveryWithBody')

const deliveryParam = idParam.extend({ delivery: idParam.shape.id })

export function webhookDeliveriesApi(api: Api, tags: string[]): void {
  api.openapi(
    operation('webhooks:read', {
      method: 'get',
      path: '/{id}/deliveries',
      tags,
      summary: 'What was sent in the last thirty days, newest first',
      request: { params: idParam, query: pageQuery.extend({ status: headSchema.shape.status.optional() }) },
      responses: { 200: json(listOf(headSchema), 'A page of the list') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const { limit, cursor, status } = c.req.valid('query')
      const { drizzle } = c.var.deps.db
      await getWebhook(drizzle, id)
      const page = { webhookId: id, status, afterId: afterId(cursor), limit: limit + 1 }
      return c.json(pageOf(await listDeliveries(drizzle, page), limit, presentHead), 200)
    },
  )
  api.openapi(
    operation('webhooks:read', {
      method: 'get',
      path: '/{id}/deliveries/{delivery}',
      tags,
      summary: 'Read a delivery: what was sent, and what came back',
      request: { params: deliveryParam },
      responses: { 200: json(deliverySchema, 'The delivery') },
    }),
    async (c) => {
      const { id, delivery } = c.req.valid('param')
      return c.json(present(await getDelivery(c.var.deps.db.drizzle, id, delivery)), 200)
    },
  )
  api.openapi(
    operation('webhooks:write', {
      method: 'post',
      path: '/{id}/deliveries/{delivery}/replay',
      tags,
      summary: 'Send it again, with the same id; answers with what came of it',
      request: { params: deliveryParam },
      responses: { 200: json(deliverySchema, 'The delivery, still waiting when there was no answer yet') },
    }),
    async (c) => {
      const { id, delivery } = c.req.valid('param')
      const { db } = c.var.deps
      const before = await getDelivery(db.drizzle, id, delivery)
      await write(c, (tx) => replayDelivery(tx, id, delivery))
      return c.json(await answeredDelivery(db, id, delivery, before.history.at(-1)), 200)
    },
  )
}

/** A little longer than a receiver has for its answer. */
const MAX_WAIT_MS = 12_000
const LOOK_EVERY_MS = 50

/** The delivery once it was tried again since `last`, or as it is when that takes too long. */
export async function answeredDelivery(
  db: Database,
  webhookId: number,
  id: number,
  last: unknown,
): Promise<z.infer<typeof deliverySchema>> {
  const deadline = performance.now() + MAX_WAIT_MS
  for (;;) {
    const delivery = await getDelivery(db.drizzle, webhookId, id)
    const newest = delivery.history.at(-1)
    const isTried = newest !== undefined && JSON.stringify(newest) !== JSON.stringify(last)
    if (isTried || performance.now() > deadline) return present(delivery)
    await wait(LOOK_EVERY_MS)
  }
}

function presentHead(head: DeliveryHead): z.infer<typeof headSchema> {
  const { id, messageId, type, subject, status, attempts, nextAt, history, createdAt } = head
  return {
    ...{ id, messageId, type, subject, status, attempts },
    nextAt: nextAt?.toISOString() ?? null,
    history: history.map((attempt) => ({ ...attempt })),
    createdAt: createdAt.toISOString(),
  }
}

function present(delivery: Delivery): z.infer<typeof deliverySchema> {
  return { ...presentHead(delivery), body: delivery.body, response: delivery.response }
}
