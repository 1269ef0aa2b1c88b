/** Webhooks: who is told of what. Their secrets are given away when they are made, and never again. */
import { asc, eq, sql } from 'drizzle-orm'
import { audit, ContentError } from '../content/index.ts'
import type { Drizzle, WriteTransaction } from '../db/index.ts'
import { type PauseReason, type WebhookState, webhook } from '../db/schema.ts'
import { addressProblem } from './addresses.ts'
import { ALL_EVENTS, type EventType, isEventType } from './events.ts'
import { newSecret } from './signature.ts'

export interface Webhook {
  readonly id: number
  readonly name: string
  readonly url: string
  readonly events: readonly string[]
  readonly state: WebhookState
  readonly pauseReason: PauseReason | null
  readonly failingSince: Date | null
  readonly heldUntil: Date | null
  /** Until then messages are also signed with the secret from before. */
  readonly previousSecretUntil: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface WebhookInput {
  readonly name?: string | undefined
  readonly url: string
  readonly events: readonly string[]
}

const COLUMNS = {
  id: webhook.id,
  name: webhook.name,
  url: webhook.url,
  events: webhook.events,
  state: webhook.state,
  pauseReason: webhook.pauseReason,
  failingSince: webhook.failingSince,
  heldUntil: webhook.heldUntil,
  previousSecretUntil: webhook.previousSecretUntil,
  createdAt: webhook.createdAt,
  updatedAt: webhook.updatedAt,
}

const MAX_WEBHOOKS = 50
/** How long the secret from before still signs. */
const ROTATION_HOURS = 24

export function listWebhooks(db: Drizzle | WriteTransaction): Promise<Webhook[]> {
  return db.select(COLUMNS).from(webhook).orderBy(asc(webhook.id))
}

/** Throws `not-found`. */
export async function getWebhook(db: Drizzle | WriteTransaction, id: number): Promise<Webhook> {
  const [found] = await db.select(COLUMNS).from(webhook).where(eq(webhook.id, id))
  if (!found) throw new ContentError('not-found', `There is no webhook ${id}.`)
  return found
}

/** Throws `ContentError`. The secret is told this once. */
export async function createWebhook(
  tx: WriteTransaction,
  input: WebhookInput,
  allowPrivate: boolean,
): Promise<{ webhook: Webhook; secret: string }> {
  const url = checkUrl(input.url, allowPrivate)
  const events = checkEvents(input.events)
  if ((await listWebhooks(tx)).length >= MAX_WEBHOOKS)
    throw new ContentError('invalid', `There are ${MAX_WEBHOOKS} webhooks; remove one first.`)
  const secret = newSecret()
  const name = input.name?.trim() || new URL(url).host
  const [made] = await tx.insert(webhook).values({ name, url, events, secret }).returning(COLUMNS)
  if (!made) throw new Error('PostgreSQL returned no row.')
  await audit(tx, 'webhook.create', `webhook:${made.id}`, { url: shownUrl(url), events })
  return { webhook: made, secret }
}

/** Changes what the patch names. To pause, and to resume: then what waits is sent at once. Throws `ContentError`. */
export async function updateWebhook(
  tx: WriteTransaction,
  id: number,
  patch: Partial<WebhookInput> & { state?: WebhookState | undefined },
  allowPrivate: boolean,
): Promise<Webhook> {
  const current = await getWebhook(tx, id)
  const url = patch.url === undefined ? undefined : checkUrl(patch.url, allowPrivate)
  const events = patch.events && checkEvents(patch.events)
  const name = patch.name?.trim()
  const [changed] = await tx
    .update(webhook)
    .set({
      ...(url !== undefined && { url }),
      ...(events && { events }),
      ...(name && { name }),
      ...(patch.state && patch.state !== current.state && stateColumns(patch.state)),
      // Another receiver has not failed yet.
      ...(url !== undefined && url !== current.url && { failingSince: null, heldUntil: null }),
      updatedAt: new Date(),
    })
    .where(eq(webhook.id, id))
    .returning(COLUMNS)
  await audit(tx, 'webhook.update', `webhook:${id}`, {
    ...(url && { url: shownUrl(url) }),
    ...(events && { events }),
    ...(patch.state && { state: patch.state }),
  })
  return changed ?? current
}

function stateColumns(state: WebhookState) {
  return state === 'active'
    ? { state, pauseReason: null, failingSince: null, heldUntil: null }
    : { state, pauseReason: 'asked' as const }
}

/** A new secret; for a day the one from before signs beside it. Throws `not-found`. */
export async function rotateSecret(tx: WriteTransaction, id: number): Promise<{ webhook: Webhook; secret: string }> {
  const secret = newSecret()
  const [changed] = await tx
    .update(webhook)
    .set({
      secret,
      previousSecret: sql`${webhook.secret}`,
      previousSecretUntil: sql`now() + make_interval(hours => ${ROTATION_HOURS}::int)`,
      updatedAt: new Date(),
    })
    .where(eq(webhook.id, id))
    .returning(COLUMNS)
  if (!changed) throw new ContentError('not-found', `There is no webhook ${id}.`)
  await audit(tx, 'webhook.rotate-secret', `webhook:${id}`)
  return { webhook: changed, secret }
}

/** With its deliveries. Throws `not-found`. */
export async function deleteWebhook(tx: WriteTransaction, id: number): Promise<void> {
  const [gone] = await tx.delete(webhook).where(eq(webhook.id, id)).returning({ url: webhook.url })
  if (!gone) throw new ContentError('not-found', `There is no webhook ${id}.`)
  await audit(tx, 'webhook.delete', `webhook:${id}`, { url: shownUrl(gone.url) })
}

function checkUrl(text: string, allowPrivate: boolean): string {
  const problem = addressProblem(text.trim(), allowPrivate)
  if (problem) throw new ContentError('invalid', `The address ${problem}.`, { field: 'url' })
  const url = new URL(text.trim())
  url.hash = ''
  return url.href
}

function checkEvents(events: readonly string[]): string[] {
  if (events.includes(ALL_EVENTS)) return [ALL_EVENTS]
  const unknown = events.find((type) => !isEventType(type))
  if (unknown !== undefined)
    throw new ContentError('invalid', `"${unknown}" is no event of a site.`, { field: 'events' })
  if (events.length === 0) throw new ContentError('invalid', 'Choose at least one event.', { field: 'events' })
  return [...new Set(events)] as EventType[]
}

/** Paths and queries of such addresses are often secrets themselves, and the audit log is read by many. */
function shownUrl(url: string): string {
  return new URL(url).origin
}
