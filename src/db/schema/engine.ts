/** What the cache and the queue need: the outbox, its history, and who is alive. */
import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'

/** The outbox: one row per writing statement, inserted by triggers in the writer's transaction. */
export const cacheEvent = pgTable(
  'cache_event',
  {
    id: id(),
    /** Top-level transaction id (xid8): the event's place in commit order, see "epoch". */
    xid: text().notNull(),
    at: instant().notNull(),
    actor: text().notNull(),
    relation: text().notNull(),
    /** Row images before and after, only of the columns that pages read; long ones as their MD5. Null = whole table (truncate). */
    changes: jsonb().$type<unknown>(),
    consumedAt: instant(),
  },
  (t) => [
    index('cache_event_pending').on(t.id).where(sql`consumed_at is null`),
    index('cache_event_consumed').on(t.consumedAt).where(sql`consumed_at is not null`),
  ],
)

/** What the cache decided for a batch of events, and what came of it. Its id is that of its newest event. */
export const cachePlan = pgTable(
  'cache_plan',
  {
    id: bigint({ mode: 'number' }).primaryKey(),
    at: instant().notNull(),
    actors: text().array().notNull(),
    eventIds: bigint({ mode: 'number' }).array().notNull(),
    withdrawn: text().array().notNull(),
    /** `[{ url, why, outcome }]`: the first few hundred of a wide plan. */
    renders: jsonb().$type<unknown>().notNull(),
    rendered: integer().notNull(),
    changed: integer().notNull(),
    unchanged: integer().notNull(),
    failed: integer().notNull(),
    /** From the oldest event's statement to the last swap. */
    ms: integer().notNull(),
  },
  (t) => [index('cache_plan_at').on(t.at)],
)

/** Pages that the auditor found to differ from a fresh render. */
export const cacheFinding = pgTable(
  'cache_finding',
  {
    id: id(),
    at: instant().notNull().defaultNow(),
    url: text().notNull(),
    /** The first place where the bytes differ, with what stands around it. */
    difference: text().notNull(),
    /** Why the wrong bytes were rendered. */
    cause: jsonb().$type<unknown>().notNull(),
    dependencies: text().array().notNull(),
    /** What events since that render touched and the page did not depend on: the forgotten one is among them. */
    suspects: text().array().notNull(),
  },
  (t) => [index('cache_finding_at').on(t.at)],
)

/** Processes that are alive, so that survivors can release the jobs of those that are not. */
export const node = pgTable('node', {
  id: text().primaryKey(),
  workerIds: text().array().notNull().default([]),
  startedAt: instant().notNull().defaultNow(),
  seenAt: instant().notNull().defaultNow(),
})
