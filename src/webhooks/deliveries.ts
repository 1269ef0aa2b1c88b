/** Messages on their way to webhooks, and what came of them. */
import { and, desc, eq, lt, sql } from 'drizzle-orm'
import { ContentError } from '../content/index.ts'
import type { Database, Drizzle, WriteTransaction } from '../db/index.ts'
import { type DeliveryStatus, webhookDelivery } from '../db/schema.ts'
import type { Message } from './messages.ts'

export interface Attempt {
  readonly at: string
  readonly ms: number
  /** Null: there was no answer. */
  readonly status: number | null
  readonly error: string | null
}

export interface DeliveryHead {
  readonly id: number
  readonly webhookId: number
  readonly messageId: string
  readonly type: string
  readonly subject: string
  readonly status: DeliveryStatus
  /** Since it was made or replayed. */
  readonly attempts: number
  /** When it is tried next; null when it is not. */
  readonly nextAt: Date | null
  /** All of them, the oldest first. */
  readonly history: readonly Attempt[]
  readonly createdAt: Date
}

export interface Delivery extends DeliveryHead {
  readonly body: string
  /** The beginning of the last answer. */
  readonly response: string | null
}

const { body, response, ...HEAD } = {
  id: webhookDelivery.id,
  webhookId: webhookDelivery.webhookId,
  messageId: webhookDelivery.messageId,
  type: webhookDelivery.type,
  subject: webhookDelivery.subject,
  status: webhookDelivery.status,
  attempts: webhookDelivery.attempts,
  nextAt: webhookDelivery.nextAt,
  history: sql<readonly Attempt[]>`${webhookDelivery.history}`,
  createdAt: webhookDelivery.createdAt,
  body: webhookDelivery.body,
  response: webhookDelivery.response,
}

export interface DeliveryFilter {
  readonly webhookId: number
  readonly status?: DeliveryStatus | undefined
  readonly afterId?: number | undefined
  readonly limit: number
}

/** The newest first; page on with the last id. */
export function listDeliveries(
  db: Drizzle | WriteTransaction,
  { webhookId, status, afterId, limit }: DeliveryFilter,
): Promise<DeliveryHead[]> {
  return db
    .select(HEAD)
    .from(webhookDelivery)
    .where(
      and(
        eq(webhookDelivery.webhookId, webhookId),
        status && eq(webhookDelivery.status, status),
        afterId === undefined ? undefined : lt(webhookDelivery.id, afterId),
      ),
    )
    .orderBy(desc(webhookDelivery.id))
    .limit(limit)
}

/** Throws `not-found`. */
export async function getDelivery(db: Drizzle | WriteTransaction, webhookId: number, id: number): Promise<Delivery> {
  const [found] = await db
    .select({ ...HEAD, body, response })
    .from(webhookDelivery)
    .where(and(eq(webhookDelivery.id, id), eq(webhookDelivery.webhookId, webhookId)))
  if (!found) throw new ContentError('not-found', `Webhook ${webhookId} has no delivery ${id}.`)
  return found
}

/** Puts messages into the queue of a webhook. Returns their deliveries' ids. */
export async function enqueue(
  tx: WriteTransaction,
  webhookId: number,
  messages: readonly Message[],
  { isManual = false } = {},
): Promise<number[]> {
  if (messages.length === 0) return []
  const rows = await tx
    .insert(webhookDelivery)
    .values(messages.map(({ id, ...rest }) => ({ webhookId, messageId: id, ...rest, isManual })))
    .returning({ id: webhookDelivery.id })
  await ringFor(tx, webhookId)
  return rows.map(({ id }) => id)
}

/** Sends it again, with the same id and body, and with all attempts anew; also while the webhook is paused. */
export async function replayDelivery(tx: WriteTransaction, webhookId: number, id: number): Promise<Delivery> {
  const current = await getDelivery(tx, webhookId, id)
  await tx
    .update(webhookDelivery)
    .set({ status: 'waiting', attempts: 0, nextAt: sql`now()`, isManual: true })
    .where(eq(webhookDelivery.id, current.id))
  await ringFor(tx, webhookId)
  return getDelivery(tx, webhookId, id)
}

/** What waits is due now: after a pause, in which its time may have passed. */
export async function hurryWaiting(tx: WriteTransaction, webhookId: number): Promise<void> {
  await tx
    .update(webhookDelivery)
    .set({ nextAt: sql`now()` })
    .where(and(eq(webhookDelivery.webhookId, webhookId), eq(webhookDelivery.status, 'waiting')))
  await ringFor(tx, webhookId)
}

/**
 * Asks for a look at what is due for a webhook. Jobs of one webhook share a queue, so they run one after another, on
 * whatever process.
 */
async function ringFor(tx: WriteTransaction, webhookId: number): Promise<void> {
  await tx.execute(sql`
    select graphile_worker.add_job('deliver_webhook', json_build_object('webhookId', ${webhookId}::bigint),
      queue_name => 'webhook:' || ${webhookId}::bigint)`)
}

/** The same for a time to come, as PostgreSQL writes it. */
export async function addDeliveryJob(sql: SqlRunner, webhookId: number, at?: string): Promise<void> {
  await sql`
    select graphile_worker.add_job('deliver_webhook', json_build_object('webhookId', ${webhookId}::bigint),
      queue_name => 'webhook:' || ${webhookId}::bigint, run_at => coalesce(${at ?? null}::timestamptz, now()))`
}

type SqlRunner = Database['sql'] | Parameters<Parameters<Database['sql']['begin']>[1]>[0]

/**
 * Asks again for what should have been done: somebody may have cancelled the job that was to do it. Those of a paused
 * webhook wait for whoever resumes it.
 */
export async function ringOverdue({ sql }: Database): Promise<void> {
  await sql`
    select graphile_worker.add_job('deliver_webhook', json_build_object('webhookId', id), queue_name => 'webhook:' || id)
    from webhook h where state = 'active' and exists (
      select from webhook_delivery where webhook_id = h.id and status = 'waiting' and next_at < now() - interval '15 minutes')`
  await sql`
    select graphile_worker.add_job('collect_webhook_changes', '{}'::json, queue_name => 'webhook_changes')
    where exists (select from webhook_change where at < now() - interval '15 minutes')`
}

const KEEP_DAYS = 30

/** Deletes what is older than thirty days, up to 10,000 at once. How many that were. */
export async function pruneDeliveries(db: Database): Promise<number> {
  const rows = await db.sql`
    delete from webhook_delivery where id in (
      select id from webhook_delivery where created_at < now() - make_interval(days => ${KEEP_DAYS}) order by created_at limit 10000)`
  return rows.count
}
