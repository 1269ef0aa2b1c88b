/** What operators see of the queue and the outbox. */
import type { Finding } from '../cache/index.ts'
import type { Database } from './client.ts'

export interface EventRow {
  readonly id: number
  readonly epoch: string
  readonly at: string
  readonly actor: string
  readonly relation: string
  /** How many rows the statement changed; null: the whole table. */
  readonly rows: number | null
  readonly consumedAt: string | null
}

export interface EventFilter {
  readonly state?: 'pending' | 'consumed' | undefined
  readonly relation?: string | undefined
  /** A part of it. */
  readonly actor?: string | undefined
}

/** Newest first, from before `beforeId` on. */
export async function listEvents(
  db: Database,
  { state, relation, actor }: EventFilter,
  beforeId: number | undefined,
  limit: number,
): Promise<EventRow[]> {
  const { sql } = db
  const rows = await sql<EventRow[]>`
    select id::float8 as id, xid as epoch, to_json(at) #>> '{}' as at, actor, relation, jsonb_array_length(nullif(changes, 'null')) as rows,
      to_json(consumed_at) #>> '{}' as "consumedAt"
    from cache_event
    where ${beforeId === undefined ? sql`true` : sql`id < ${beforeId}`}
      and ${state === undefined ? sql`true` : state === 'pending' ? sql`consumed_at is null` : sql`consumed_at is not null`}
      and ${relation === undefined ? sql`true` : sql`relation = ${relation}`}
      and ${actor === undefined ? sql`true` : sql`position(lower(${actor}) in lower(actor)) > 0`}
    order by id desc limit ${limit}`
  return [...rows]
}

export interface PlanRow {
  readonly id: number
  readonly at: string
  readonly actors: string[]
  readonly eventIds: number[]
  readonly withdrawn: string[]
  readonly renders: { url: string; why: string; outcome: string | null }[]
  readonly rendered: number
  readonly changed: number
  readonly unchanged: number
  readonly failed: number
  readonly ms: number
}

/** Newest first, from before `beforeId` on. */
export async function listPlans(db: Database, beforeId: number | undefined, limit: number): Promise<PlanRow[]> {
  const rows = await db.sql<PlanRow[]>`
    select ${planColumns(db)} from cache_plan
    where ${beforeId ?? null}::bigint is null or id < ${beforeId ?? null}::bigint order by id desc limit ${limit}`
  return [...rows]
}

/** The plans that took any of these events. A plan's id is that of its newest event, so none of them is older. */
export async function plansOfEvents(db: Database, ids: readonly number[]): Promise<PlanRow[]> {
  if (ids.length === 0) return []
  const rows = await db.sql<PlanRow[]>`
    select ${planColumns(db)} from cache_plan
    where id >= ${Math.min(...ids)} and event_ids && ${`{${ids.join(',')}}`}::text::bigint[] order by id`
  return [...rows]
}

/** The newest plans that rendered a page. */
export async function plansOf(db: Database, url: string, limit: number): Promise<PlanRow[]> {
  const rows = await db.sql<PlanRow[]>`
    select ${planColumns(db)} from cache_plan where renders @> ${JSON.stringify([{ url }])}::text::jsonb order by id desc limit ${limit}`
  return [...rows]
}

/** The plans that carried out what a transaction changed, in order. */
export async function plansOfEpoch(db: Database, epoch: string): Promise<PlanRow[]> {
  const rows = await db.sql<PlanRow[]>`
    select ${planColumns(db)} from cache_plan
    where event_ids && array(select id from cache_event where xid = ${epoch}) order by id`
  return [...rows]
}

function planColumns({ sql }: Database) {
  return sql`id::float8 as id, to_json(at) #>> '{}' as at, actors, event_ids::float8[] as "eventIds", withdrawn, renders,
    rendered, changed, unchanged, failed, ms`
}

export interface FindingRow extends Finding {
  readonly id: number
  readonly at: string
}

/** Newest first, from before `beforeId` on. */
export async function listFindings(db: Database, beforeId: number | undefined, limit: number): Promise<FindingRow[]> {
  const rows = await db.sql<FindingRow[]>`
    select id::float8 as id, to_json(at) #>> '{}' as at, url, difference, cause, dependencies, suspects from cache_finding
    where ${beforeId ?? null}::bigint is null or id < ${beforeId ?? null}::bigint order by id desc limit ${limit}`
  return [...rows]
}

export type JobState = 'waiting' | 'running' | 'failed'

export interface JobRow {
  readonly id: string
  readonly task: string
  readonly payload: Record<string, unknown>
  readonly state: JobState
  readonly createdAt: string
  /** Of one that runs: when it was taken. */
  readonly runAt: string
  readonly attempts: number
  readonly maxAttempts: number
  readonly lastError: string | null
}

const MAX_LISTED_JOBS = 200

/** The soonest first. */
export async function listJobs(db: Database, state?: JobState, task?: string): Promise<JobRow[]> {
  const { sql } = db
  const rows = await sql<JobRow[]>`
    select * from (${allJobs(db)}) j
    where ${state === undefined ? sql`true` : sql`state = ${state}`} and ${task === undefined ? sql`true` : sql`task = ${task}`}
    order by "runAt", id::bigint limit ${MAX_LISTED_JOBS}`
  return [...rows]
}

export async function countJobs(db: Database): Promise<Record<JobState, number>> {
  const rows = await db.sql<{ state: JobState; count: number }[]>`
    select state, count(*)::int as count from (${allJobs(db)}) j group by state`
  const counts = { waiting: 0, running: 0, failed: 0 }
  for (const { state, count } of rows) counts[state] = count
  return counts
}

function allJobs({ sql }: Database) {
  return sql`
    select j.id::text as id, j.task_identifier as task, coalesce(p.payload, '{}'::json)::jsonb as payload,
      to_json(j.created_at) #>> '{}' as "createdAt", to_json(coalesce(j.locked_at, j.run_at)) #>> '{}' as "runAt",
      j.attempts::int as attempts, j.max_attempts::int as "maxAttempts", j.last_error as "lastError",
      case when j.locked_at is not null then 'running' when j.last_error is not null then 'failed' else 'waiting' end as state
    from graphile_worker.jobs j left join graphile_worker._private_jobs p on p.id = j.id`
}

/** False when there is none, or it runs. */
export async function retryJob(db: Database, id: string): Promise<boolean> {
  const rows =
    await db.sql`select id from graphile_worker.reschedule_jobs(array[${id}]::bigint[], run_at => now(), attempts => 0)`
  return rows.length > 0
}

export async function cancelJob(db: Database, id: string): Promise<boolean> {
  const rows = await db.sql`select id from graphile_worker.complete_jobs(array[${id}]::bigint[])`
  return rows.length > 0
}
