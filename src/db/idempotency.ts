/**
 * Keys that make it safe to send a create again. The key is written in the create's own transaction, so one that was
 * committed cannot be done twice, whatever dies; the answer is added afterwards.
 */
import { and, eq, lt } from 'drizzle-orm'
import type { Database, Drizzle, WriteTransaction } from './client.ts'
import { idempotencyKey } from './schema.ts'

/** How long a request may be sent again. */
const KEEP_MS = 24 * 3_600_000

export interface IdempotentRequest {
  readonly actor: string
  readonly key: string
  readonly requestHash: string
}

export interface KeptResponse {
  readonly status: number
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

export interface KnownRequest {
  readonly requestHash: string
  readonly response: KeptResponse | null
}

export async function findRequest(
  { drizzle }: Database,
  { actor, key }: IdempotentRequest,
): Promise<KnownRequest | undefined> {
  const [row] = await drizzle.select().from(idempotencyKey).where(isKey(actor, key))
  return row && { requestHash: row.requestHash, response: row.response as KeptResponse | null }
}

/** False when it was written before; waits for one that is being written at the same time. */
export async function claimRequest(tx: WriteTransaction, request: IdempotentRequest): Promise<boolean> {
  const rows = await tx
    .insert(idempotencyKey)
    .values({ ...request })
    .onConflictDoNothing()
    .returning({ key: idempotencyKey.key })
  return rows.length > 0
}

export async function keepResponse(
  { drizzle }: Database,
  { actor, key }: IdempotentRequest,
  response: KeptResponse,
): Promise<void> {
  await drizzle.update(idempotencyKey).set({ response }).where(isKey(actor, key))
}

export async function pruneRequests(db: Drizzle): Promise<void> {
  await db.delete(idempotencyKey).where(lt(idempotencyKey.createdAt, new Date(Date.now() - KEEP_MS)))
}

function isKey(actor: string, key: string) {
  return and(eq(idempotencyKey.actor, actor), eq(idempotencyKey.key, key))
}
