/** Delivering: what is due for one webhook, one message after another, and what follows from each attempt. */
import type { Database } from '../db/index.ts'
import type { PauseReason, WebhookState } from '../db/schema.ts'
import { type Attempt, addDeliveryJob } from './deliveries.ts'
import { TEST_TYPE } from './events.ts'
import { type Answer, type SendOptions, sendRequest } from './request.ts'
import { GIVE_UP_MS, holdMs, retryDelayMs } from './retries.ts'
import { signatureHeaders } from './signature.ts'

export interface DeliverDeps extends SendOptions {
  readonly db: Database
  readonly siteUrl: string
}

export interface Delivered {
  readonly delivered: number
  readonly failed: number
  /** Why the webhook was paused by what its receiver answered. */
  readonly paused: PauseReason | undefined
}

/** After so long others have their turn, and the rest comes in another job. */
const TURN_MS = 60_000

/** Sends what is due for a webhook. One message after another: no two jobs of a webhook run at the same time. */
export async function deliverDue(deps: DeliverDeps, webhookId: number): Promise<Delivered> {
  const startedAt = performance.now()
  let [delivered, failed] = [0, 0]
  let paused: PauseReason | undefined
  for (;;) {
    const due = await nextDue(deps.db, webhookId)
    if (!due) break
    if (performance.now() - startedAt > TURN_MS) {
      await addDeliveryJob(deps.db.sql, webhookId)
      break
    }
    const at = new Date()
    const answer = await sendRequest(requestOf(due, at, deps.siteUrl), deps).catch(stopped(deps, webhookId))
    if (!answer) break
    const isDelivered = answer.status !== undefined && answer.status >= 200 && answer.status < 300
    if (isDelivered) delivered++
    else failed++
    paused = (await (isDelivered ? noteSuccess : noteFailure)(deps.db, due, at, answer)) ?? paused
  }
  return { delivered, failed, paused }
}

/** When the server stops meanwhile, the attempt counts for nothing, and is made after the next start. */
function stopped({ db, signal }: DeliverDeps, webhookId: number) {
  return async (error: unknown): Promise<undefined> => {
    if (!signal?.aborted) throw error
    await addDeliveryJob(db.sql, webhookId)
  }
}

interface Due {
  readonly id: number
  readonly webhookId: number
  readonly messageId: string
  readonly type: string
  readonly body: string
  readonly attempts: number
  readonly history: readonly Attempt[]
  readonly url: string
  readonly secret: string
  readonly previousSecret: string | null
  readonly state: WebhookState
  readonly failingForMs: number
}

/** What somebody asked for comes first, and also while the webhook is paused or its receiver is left alone. */
async function nextDue({ sql }: Database, webhookId: number): Promise<Due | undefined> {
  const [due] = await sql<Due[]>`
    select d.id::float8 as id, d.webhook_id::float8 as "webhookId", d.message_id as "messageId", d.type, d.body, d.attempts, d.history,
      h.url, h.secret, case when h.previous_secret_until > now() then h.previous_secret end as "previousSecret", h.state,
      coalesce(extract(epoch from now() - h.failing_since) * 1000, 0)::float8 as "failingForMs"
    from webhook_delivery d join webhook h on h.id = d.webhook_id
    where d.webhook_id = ${webhookId} and d.status = 'waiting' and d.next_at <= now()
      and (d.is_manual or (h.state = 'active' and (h.held_until is null or h.held_until <= now())))
    order by d.is_manual desc, d.id limit 1`
  return due
}

function requestOf({ url, secret, previousSecret, messageId, body }: Due, at: Date, siteUrl: string) {
  const secrets = previousSecret === null ? [secret] : [secret, previousSecret]
  const headers = {
    'Content-Type': 'application/json',
    'Accept-Encoding': 'identity',
    'User-Agent': `Hearth (+${siteUrl})`,
    ...signatureHeaders(secrets, messageId, at, body),
  }
  return { url, headers, body }
}

async function noteSuccess(db: Database, due: Due, at: Date, answer: Answer): Promise<undefined> {
  await db.sql.begin(async (sql) => {
    await sql`
      update webhook_delivery set status = 'delivered', next_at = null, is_manual = false, attempts = attempts + 1,
        history = ${historyOf(due, at, answer)}::text::jsonb, response = ${answer.body} where id = ${due.id}`
    await sql`update webhook set failing_since = null, held_until = null where id = ${due.webhookId} and (failing_since is not null or held_until is not null)`
  })
}

/** Until when the message waits, and whether the receiver is asked at all meanwhile. Returns why the webhook was paused. */
async function noteFailure(db: Database, due: Due, at: Date, answer: Answer): Promise<PauseReason | undefined> {
  const isTest = due.type === TEST_TYPE
  const isGone = answer.status === 410
  const delay = isTest || isGone ? undefined : retryDelayMs(due.attempts + 1, answer.retryAfterS)
  const hold = isTest ? undefined : holdMs(answer.status, answer.retryAfterS, due.failingForMs)
  const reason = isGone ? 'gone' : !isTest && due.failingForMs > GIVE_UP_MS ? 'failing' : undefined
  const paused = due.state === 'active' ? reason : undefined

  await db.sql.begin(async (sql) => {
    const [delivery] = await sql<{ retryAt: string | null }[]>`
      update webhook_delivery set status = ${delay === undefined ? 'failed' : 'waiting'}, is_manual = false, attempts = attempts + 1,
        next_at = now() + make_interval(secs => ${delay === undefined ? null : delay / 1000}::float8),
        history = ${historyOf(due, at, answer)}::text::jsonb, response = ${answer.body}
      where id = ${due.id} returning next_at::text as "retryAt"`
    const [hook] = await sql<{ heldUntil: string | null }[]>`
      update webhook set failing_since = case when ${isTest} then failing_since else coalesce(failing_since, now()) end,
        held_until = coalesce(now() + make_interval(secs => ${hold === undefined ? null : hold / 1000}::float8), held_until),
        state = case when ${paused !== undefined} then 'paused' else state end,
        pause_reason = case when ${paused !== undefined} then ${paused ?? null} else pause_reason end
      where id = ${due.webhookId} returning held_until::text as "heldUntil"`
    const times = [delivery?.retryAt, hold === undefined ? undefined : hook?.heldUntil]
    for (const time of times) if (time) await addDeliveryJob(sql, due.webhookId, time)
  })
  return paused
}

function historyOf({ history }: Due, at: Date, { ms, status, error }: Answer): string {
  const attempt: Attempt = { at: at.toISOString(), ms, status: status ?? null, error: error ?? null }
  return JSON.stringify([...history, attempt].slice(-MAX_KEPT_ATTEMPTS))
}

/** Replays add to them. */
const MAX_KEPT_ATTEMPTS = 40
