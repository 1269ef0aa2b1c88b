/** The outbox `cache_event`, as the cache engine reads it. Triggers write it. */
import { sql } from 'drizzle-orm'
import type { Outbox, PendingEvent, PlanReport, RenderOutcome, Snapshot } from '../cache/index.ts'
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
  return rows.map(toEvent)
}

/** The events of the transaction itself. */
export async function ownEvents(tx: SnapshotTransaction): Promise<PendingEvent[]> {
  const rows = await tx.execute<EventRow>(sql`
    select id::float8 as id, xid, epoch_ms(at)::float8 as at, actor, relation, changes from cache_event
    where xid = pg_current_xact_id()::text and consumed_at is null order by id`)
  return rows.map(toEvent)
}

/** Kept events that a snapshot does not see, the newest first, up to a thousand. */
export async function readEventsSince(tx: SnapshotTransaction, since: Snapshot): Promise<PendingEvent[]> {
  const rows = await tx.execute<EventRow>(sql`
    select id::float8 as id, xid, epoch_ms(at)::float8 as at, actor, relation, changes from cache_event
    where xid::bigint >= ${String(since.xmin)}::bigint order by id desc limit 1000`)
  return rows.map(toEvent).filter(({ epoch }) => !since.includes(epoch))
}

/** Kept events from one to another, both included. */
export async function readEvents(
  { drizzle }: Database,
  from: number,
  to: number,
  limit: number,
): Promise<PendingEvent[]> {
  const rows = await drizzle.execute<EventRow>(sql`
    select id::float8 as id, xid, epoch_ms(at)::float8 as at, actor, relation, changes from cache_event
    where id between ${from} and ${to} order by id limit ${limit}`)
  return [...rows].map(toEvent)
}

function toEvent({ xid, ...row }: EventRow): PendingEvent {
  return { ...row, epoch: BigInt(xid) }
}

/** Of a plan with more renders, the first of them are kept. */
const MAX_KEPT_RENDERS = 300
const MAX_KEPT_EVENT_IDS = 1000

export function createOutbox(db: Database): Outbox {
  return {
    async finish(eventIds, plans) {
      // One statement, so that there is no plan without its events being done, nor the other way round.
      await db.sql`
        with done as (
          update cache_event set consumed_at = now() where id = any(${`{${eventIds.join(',')}}`}::text::bigint[])
        )
        insert into cache_plan (id, at, actors, event_ids, withdrawn, renders, rendered, changed, unchanged, failed, ms)
        select id, to_timestamp(at / 1000), actors, "eventIds", withdrawn, renders, rendered, changed, unchanged, failed, ms
        from jsonb_to_recordset(${JSON.stringify(plans.map(planRow))}::text::jsonb) as p (id bigint, at float8, actors text[], "eventIds" bigint[],
          withdrawn text[], renders jsonb, rendered int, changed int, unchanged int, failed int, ms int)
        on conflict (id) do update set renders = excluded.renders, rendered = excluded.rendered, changed = excluded.changed,
          unchanged = excluded.unchanged, failed = excluded.failed, ms = excluded.ms`
    },
  }
}

function planRow({ id, since, actors, eventIds, withdrawn, renders, ms }: PlanReport) {
  const count = (wanted: RenderOutcome) => renders.filter(({ outcome }) => outcome === wanted).length
  const [changed, unchanged, failed] = [count('changed'), count('unchanged'), count('failed')]
  return {
    id,
    at: since,
    actors,
    eventIds: eventIds.slice(-MAX_KEPT_EVENT_IDS),
    withdrawn: withdrawn.slice(0, MAX_KEPT_RENDERS),
    renders: renders.slice(0, MAX_KEPT_RENDERS),
    ...{ rendered: changed + unchanged, changed, unchanged, failed },
    ms: Math.round(ms),
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

const MAX_PRUNED_AT_ONCE = 10_000

/**
 * Deletes events that were done more than `keepHours` ago, with the plans that did them; returns how many events. Those
 * that are pending stay, whatever their age.
 */
export async function pruneEvents(db: Database, keepHours: number): Promise<number> {
  const limit = db.sql`now() - make_interval(hours => ${keepHours})`
  let deleted = 0
  for (;;) {
    const { count } = await db.sql`
      delete from cache_event where id in (
        select id from cache_event where consumed_at < ${limit} order by consumed_at limit ${MAX_PRUNED_AT_ONCE})`
    deleted += count
    if (count < MAX_PRUNED_AT_ONCE) break
  }
  // What is left of a plan without its events explains nothing.
  await db.sql`delete from cache_plan where at < ${limit} and not exists (select from cache_event where id = any(event_ids))`
  return deleted
}

/** Deletes events, plans and findings that are older than `keepHours`, up to 10,000 of each; returns how many. */
export async function pruneHistory(db: Database, keepHours: number): Promise<number> {
  const limit = db.sql`now() - make_interval(hours => ${keepHours})`
  const events = await db.sql`
    delete from cache_event where id in (
      select id from cache_event where consumed_at < ${limit} order by consumed_at limit 10000)`
  const plans = await db.sql`
    delete from cache_plan where id in (select id from cache_plan where at < ${limit} order by at limit 10000)`
  const findings = await db.sql`
    delete from cache_finding where id in (select id from cache_finding where at < ${limit} order by at limit 10000)`
  return events.count + plans.count + findings.count
}
