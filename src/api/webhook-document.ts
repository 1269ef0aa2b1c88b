/** A webhook as the API gives it: never with its secret. */
import { z } from '@hono/zod-openapi'
import type { Webhook, WebhookFigures } from '../webhooks/index.ts'

export const webhookSchema = z
  .object({
    id: z.int(),
    name: z.string(),
    url: z.string(),
    events: z.array(z.string()),
    state: z.enum(['active', 'paused']),
    pauseReason: z.enum(['asked', 'failing', 'gone', 'full']).nullable().openapi({
      description:
        '`asked`: somebody paused it; `failing`: nothing was delivered for three days; `gone`: its receiver answered 410; `full`: a thousand messages wait for it.',
    }),
    failingSince: z.string().nullable(),
    previousSecretUntil: z.string().nullable().openapi({ description: 'Until then the former secret signs, too.' }),
    deliveries: z
      .object({ waiting: z.int(), delivered: z.int(), failed: z.int(), lastAt: z.string().nullable() })
      .openapi({ description: 'Of the last thirty days.' }),
    recent: z.array(z.enum(['waiting', 'delivered', 'failed'])).openapi({
      description: 'What came of the last twenty messages, the newest first.',
    }),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('Webhook')

export function presentWebhook(webhook: Webhook, figures?: WebhookFigures): z.infer<typeof webhookSchema> {
  const iso = (date: Date | null) => date?.toISOString() ?? null
  const { waiting = 0, delivered = 0, failed = 0, lastAt = null, recent = [] } = figures ?? {}
  const isRotating = webhook.previousSecretUntil && webhook.previousSecretUntil > new Date()
  return {
    id: webhook.id,
    name: webhook.name,
    url: webhook.url,
    events: [...webhook.events],
    state: webhook.state,
    pauseReason: webhook.pauseReason,
    failingSince: iso(webhook.failingSince),
    previousSecretUntil: isRotating ? iso(webhook.previousSecretUntil) : null,
    deliveries: { waiting, delivered, failed, lastAt },
    recent: [...recent],
    createdAt: webhook.createdAt.toISOString(),
    updatedAt: webhook.updatedAt.toISOString(),
  }
}
