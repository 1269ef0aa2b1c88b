/** The outbox `cache_event`, as the cache engine reads it. Triggers write it. */
import { sql } from 'drizzle-orm'
import type { Outbox, PendingEvent } from '../cache/index.ts'
import type { Database } from './client.ts'
import type { SnapshotTransaction } from './snapshot.ts'

interface EventRow extends Record<string, unknown> {
  readonly id: number
  readonly xid: string
  readonly at: number
  readonly actor: string
  readonly relation: string
  readonly changes: unknown
}

/** Unconsumed events that the transaction's snapshot sees, oldest first, without those already `taken`. */
export async function readPendingEvents(tx: SnapshotTransaction, taken: readonly number[]): Promise<PendingEvent[]> {
  const rows = await tx.execute<EventRow>(sql`
    select id::float8 as id, xid, epoch_ms(at)::float8 as at, actor, relation, changes from cache_event
    where consumed_at is null and id <> all(${`{${taken.join(',')}}`}::bigint[]) order by id`)
  return rows.map(({ xid, ...row }) => ({ ...row, epoch: BigInt(xid) }))
}

export function createOutbox(db: Database): Outbox {
  return {
    async markConsumed(eventIds) {
      await db.sql`update cache_event set consumed_at = now() where id = any(${`{${eventIds.join(',')}}`}::text::bigint[])`
    },
  }
}

export interface OutboxState {
  readonly pending: number
  /** 0 when nothing is pending. */
  readonly oldestAgeMs: number
}

export async function outboxState(db: Database): Promise<OutboxState> {
  const [row] = await db.sql<{ pending: number; age: number }[]>`
    select count(*)::int as pending, coalesce(extract(epoch from clock_timestamp() - min(at)) * 1000, 0)::float8 as age
    from cache_event where consumed_at is null`
  return { pending: row?.pending ?? 0, oldestAgeMs: Math.max(0, row?.age ?? 0) }
}

/** Deletes events that were consumed more than `keepHours` ago, a batch at a time; returns how many. */
export async function pruneEvents(db: Database, keepHours: number): Promise<number> {
  const rows = await db.sql`
    delete from cache_event where id in (
      select id from cache_event where consumed_at < now() - make_interval(hours => ${keepHours}) order by consumed_at limit 10000)`
  return rows.count
}
