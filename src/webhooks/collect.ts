/**
 * From changes to messages. A job does it, after the commit and after the pages that show the change are served, so that
 * a receiver that reads them sees it.
 *
 * Changes come here by way of `webhook_change` and leave it in the transaction that puts the messages into the queues:
 * whatever dies, none is lost and none is told twice.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { and, eq, sql } from 'drizzle-orm'
import { readSettings } from '../content/index.ts'
import { type Database, inWriteTransaction, type WriteTransaction } from '../db/index.ts'
import { webhook, webhookChange, webhookDelivery } from '../db/schema.ts'
import { enqueue } from './deliveries.ts'
import { listensTo } from './events.ts'
import { bulkMessages, type EventContent, eventContent, eventMessage, type Message } from './messages.ts'
import { netChanges } from './net-changes.ts'
import { readPostFacts } from './summaries.ts'

export interface CollectDeps {
  readonly db: Database
  readonly siteUrl: string
  /** Resolves when everything committed before the call is served. */
  readonly served: () => Promise<void>
  readonly signal?: AbortSignal | undefined
}

/** More changes than this at once go as few messages about many. */
const BULK_FROM = 20
/** So many are usually the beginning of more: what comes before this long a silence is taken together. */
const QUIET_MS = 1000
const MAX_QUIET_WAIT_MS = 15_000
/** A page that cannot be rendered keeps its old copy for long; nobody is left untold for its sake. */
const MAX_WAIT_TO_BE_SERVED_MS = 30_000
/** Rows that are taken at once. */
const MAX_TAKEN = 20_000
/** Messages that may wait for one webhook; then it is paused, for somebody to look at it. */
export const MAX_WAITING = 1000

export interface Collected {
  readonly events: number
  readonly messages: number
}

export async function collectChanges(deps: CollectDeps): Promise<Collected> {
  const { db, served, signal } = deps
  await untilQuiet(db, signal)
  // Those that are here now are served when `served` says so; later ones come with the next job.
  const ids = await pendingIds(db)
  if (ids.length === 0) return { events: 0, messages: 0 }
  await within(served(), MAX_WAIT_TO_BE_SERVED_MS)
  const { value } = await inWriteTransaction(db, 'webhooks', (tx) => takeChanges(tx, ids, deps.siteUrl))
  if (ids.length < MAX_TAKEN) return value
  const more = await collectChanges(deps)
  return { events: value.events + more.events, messages: value.messages + more.messages }
}

/** A single edit is told at once. Of a bulk change, or when a receiver is slower than the writers, the end is waited for. */
async function untilQuiet(db: Database, signal: AbortSignal | undefined): Promise<void> {
  const deadline = performance.now() + MAX_QUIET_WAIT_MS
  let seen = await backlog(db)
  while ((seen.changes > BULK_FROM || seen.unsent > BULK_FROM) && performance.now() < deadline) {
    await wait(QUIET_MS, undefined, signal && { signal })
    const now = await backlog(db)
    if (now.lastId === seen.lastId) return
    seen = now
  }
}

async function within(work: Promise<void>, limitMs: number): Promise<void> {
  const timer = new AbortController()
  const limit = wait(limitMs, undefined, { signal: timer.signal }).catch(() => {})
  await Promise.race([work, limit]).finally(() => timer.abort())
}

/** Changes that wait here, and the longest queue of messages that nobody has tried to send. */
async function backlog(db: Database): Promise<{ changes: number; lastId: number; unsent: number }> {
  const [row] = await db.sql<{ changes: number; lastId: number; unsent: number }[]>`
    select (select count(*)::int from webhook_change) as changes, (select coalesce(max(id), 0)::float8 from webhook_change) as "lastId",
      (select coalesce(max(waiting), 0)::int from (select count(*) as waiting from webhook_delivery d join webhook h on h.id = d.webhook_id
         where d.status = 'waiting' and d.attempts = 0 and h.state = 'active' group by d.webhook_id) queues) as unsent`
  return row ?? { changes: 0, lastId: 0, unsent: 0 }
}

async function pendingIds(db: Database): Promise<number[]> {
  const rows = await db.sql<
    { id: number }[]
  >`select id::float8 as id from webhook_change order by id limit ${MAX_TAKEN}`
  return rows.map(({ id }) => id)
}

async function takeChanges(tx: WriteTransaction, ids: readonly number[], siteUrl: string): Promise<Collected> {
  const rows = await tx
    .delete(webhookChange)
    .where(sql`${webhookChange.id} = any(${`{${ids.join(',')}}`}::bigint[])`)
    .returning()
  const { events, omitted } = netChanges(rows.sort((one, other) => one.id - other.id))
  const hooks = await tx
    .select({ id: webhook.id, events: webhook.events })
    .from(webhook)
    .where(eq(webhook.state, 'active'))
    .orderBy(webhook.id)
  if (hooks.length === 0) return { events: events.length, messages: 0 }

  const posts = events.flatMap((event) => (event.subject === 'post' ? [event.id] : []))
  const facts = await readPostFacts(tx, posts)
  const context = { siteUrl, settings: await readSettings(tx) }
  const contents = events.map((event) => eventContent(event, facts, context)).filter((content) => content !== undefined)
  // Made once: whoever is told of an event is told it under the same id.
  const single = new Map<EventContent, Message>()
  const messageOf = (content: EventContent) => {
    const made = single.get(content) ?? eventMessage(content)
    single.set(content, made)
    return made
  }
  let messages = 0
  for (const hook of hooks) {
    const wanted = contents.filter(({ type }) => listensTo(hook.events, type))
    if (wanted.length === 0) continue
    const isBulk = wanted.length + omitted > BULK_FROM
    const due = isBulk ? bulkMessages(wanted, omitted) : wanted.map(messageOf)
    if (await hasRoom(tx, hook.id, due.length)) messages += (await enqueue(tx, hook.id, due)).length
  }
  return { events: events.length, messages }
}

/** Pauses a webhook whose queue is full. */
async function hasRoom(tx: WriteTransaction, webhookId: number, count: number): Promise<boolean> {
  const waiting = await tx.$count(
    webhookDelivery,
    and(eq(webhookDelivery.webhookId, webhookId), eq(webhookDelivery.status, 'waiting')),
  )
  if (waiting + count <= MAX_WAITING) return true
  await tx.update(webhook).set({ state: 'paused', pauseReason: 'full' }).where(eq(webhook.id, webhookId))
  return false
}
