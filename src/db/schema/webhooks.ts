/** Who is told about changes, what is on its way to them, and what came of it. */
import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'

export type WebhookState = 'active' | 'paused'
/** Somebody paused it; it failed for days; it answered 410; too much waits for it. */
export type PauseReason = 'asked' | 'failing' | 'gone' | 'full'
export type DeliveryStatus = 'waiting' | 'delivered' | 'failed'

export const webhook = pgTable(
  'webhook',
  {
    id: id(),
    name: text().notNull(),
    url: text().notNull(),
    /** Types of events, or `*` for all. */
    events: text().array().notNull(),
    /** `whsec_…`; signing needs it as it is. */
    secret: text().notNull(),
    /** Signs beside the new one for a day, so that receivers can change theirs. */
    previousSecret: text(),
    previousSecretUntil: instant(),
    state: text().$type<WebhookState>().notNull().default('active'),
    pauseReason: text().$type<PauseReason>(),
    /** The first of the attempts that have failed since the last success. */
    failingSince: instant(),
    /** The receiver is overloaded or away: nothing is sent before. */
    heldUntil: instant(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    index('webhook_active').on(t.id).where(sql`state = 'active'`),
    check(
      'webhook_state_check',
      sql`(state = 'active' and pause_reason is null) or (state = 'paused' and pause_reason is not null)`,
    ),
  ],
)

/** What triggers wrote down while a webhook was active, until it is made into deliveries. */
export const webhookChange = pgTable('webhook_change', {
  id: id(),
  /** Top-level transaction id (xid8): what one transaction changed of a thing is one event. */
  xid: text().notNull(),
  at: instant().notNull(),
  relation: text().notNull(),
  /** The row's id or key; null: this many more rows were changed by the same statement. */
  key: text(),
  /** Images of the row as the public sees it, long texts as their MD5; null = not public. */
  before: jsonb().$type<unknown>(),
  after: jsonb().$type<unknown>(),
})

/** A message for one webhook, with what came of the attempts to deliver it. */
export const webhookDelivery = pgTable(
  'webhook_delivery',
  {
    id: id(),
    webhookId: bigint({ mode: 'number' })
      .notNull()
      .references(() => webhook.id, { onDelete: 'cascade' }),
    /** The same for every webhook that is told of the event, and for every attempt. */
    messageId: text().notNull(),
    type: text().notNull(),
    /** What it is about, for people. */
    subject: text().notNull(),
    /** The bytes that are sent and signed, the same at each attempt. */
    body: text().notNull(),
    status: text().$type<DeliveryStatus>().notNull().default('waiting'),
    /** Somebody asked for it, so it is sent although the webhook is paused. */
    isManual: boolean().notNull().default(false),
    /** Since it was made or replayed. */
    attempts: integer().notNull().default(0),
    nextAt: instant().defaultNow(),
    /** All attempts: `[{ at, ms, status, error }]`. */
    history: jsonb().$type<unknown>().notNull().default([]),
    /** Of the last attempt: at most 2 KB. */
    response: text(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    index('webhook_delivery_list').on(t.webhookId, t.id),
    index('webhook_delivery_due').on(t.webhookId, t.nextAt).where(sql`status = 'waiting'`),
    index('webhook_delivery_created').on(t.createdAt),
    check('webhook_delivery_status_check', sql`status in ('waiting', 'delivered', 'failed')`),
  ],
)
