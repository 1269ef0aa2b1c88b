/**
 * graphile-worker keeps the jobs of a killed process locked for hours. So every process holds a PostgreSQL advisory
 * lock for as long as it lives, and the database drops it the moment the process is gone: whoever starts next sees
 * which nodes are dead and releases their jobs.
 */

import { randomInt } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { setInterval as every, setTimeout as sleep } from 'node:timers/promises'
import type { WorkerEvents } from 'graphile-worker'
import type { Logger } from 'pino'
import type { ReservedSql } from 'postgres'
import { type Database, DatabaseError } from '../db/index.ts'

/** The first half of the two-part advisory locks. The second is the number of a node that is alive, or 0. */
const NODE_LOCK = 0x48_45_41
/** Of the one that serves. */
const SERVING = 0
/** A connection may break while both ends live; then the locks are taken again this soon. */
const RENEW_MS = 5000

/** One that was told to stop may take ten seconds to finish what is under way. */
const PATIENCE_MS = 15_000
const LOOK_EVERY_MS = 250

export interface LiveNode {
  readonly id: number
  /** To be passed to runners, which announce their pools of workers on it: a job is locked by its pool. */
  readonly events: WorkerEvents
  /** Gives back the jobs that pools of this process still held when they ended. */
  releaseEndedPools(): Promise<void>
  stop(): Promise<void>
}

/**
 * Takes this process's lock and lists it, so that others can tell its workers from dead ones. In this version one process
 * serves: of two, each would take changes that the other then never shows. So it waits for one that is stopping, and throws
 * `DatabaseError` when that one does not.
 */
export async function announceNode(db: Database, log: Logger): Promise<LiveNode> {
  const id = randomInt(1, 2 ** 31 - 1)
  const events: WorkerEvents = new EventEmitter()
  let connection = await takeLocks(db, id, PATIENCE_MS)
  await db.sql`insert into node (id) values (${String(id)})`

  const failed = (error: unknown) => log.warn({ error }, 'this process could not renew its place in the list of nodes')
  events.on('pool:create', ({ workerPool }) => {
    db.sql`update node set worker_ids = worker_ids || ${workerPool.id}::text where id = ${String(id)}`.catch(failed)
  })
  const endedPools = new Set<string>()
  events.on('pool:release', ({ workerPool }) => endedPools.add(workerPool.id))
  const renew = async () => {
    await connection`update node set seen_at = now() where id = ${String(id)}`.catch(async () => {
      connection.release()
      connection = await takeLocks(db, id, 0)
    })
  }
  const stopping = new AbortController()
  const renewing = (async () => {
    for await (const _ of every(RENEW_MS, undefined, { ref: false, signal: stopping.signal }))
      await renew().catch(failed)
  })().catch(() => {}) // It ends by being aborted.
  return {
    id,
    events,
    async releaseEndedPools() {
      const pools = [...endedPools]
      await db.sql`select graphile_worker.force_unlock_workers(${db.sql.array(pools)})`
      for (const pool of pools) endedPools.delete(pool)
    },
    async stop() {
      stopping.abort()
      await renewing
      await db.sql`delete from node where id = ${String(id)}`
      // A connection that was lost took the lock with it.
      await connection`select pg_advisory_unlock(${NODE_LOCK}, ${id}), pg_advisory_unlock(${NODE_LOCK}, ${SERVING})`.catch(
        () => {},
      )
      connection.release()
    },
  }
}

/** They belong to the connection, and go with it. */
async function takeLocks({ sql }: Database, id: number, patienceMs: number): Promise<ReservedSql> {
  const connection = await sql.reserve()
  const deadline = performance.now() + patienceMs
  for (;;) {
    const [row] = await connection<{ isOurs: boolean }[]>`
      select pg_try_advisory_lock(${NODE_LOCK}, ${SERVING}) as "isOurs"`
    if (row?.isOurs) break
    if (performance.now() > deadline) {
      connection.release()
      throw new DatabaseError(
        'Another Hearth serves this database already, and in this version only one process can. Stop it first, or give this one a DATABASE_URL or DATA_DIR of its own.',
      )
    }
    await sleep(LOOK_EVERY_MS)
  }
  await connection`select pg_advisory_lock(${NODE_LOCK}, ${id})`
  return connection
}

/** Gives back the jobs of nodes that are no more. Returns how many workers they had. */
export async function releaseJobsOfDeadNodes(db: Database, log: Logger): Promise<number> {
  const workerIds = await db.sql.begin(async (sql) => {
    const nodes = await sql<{ id: string; workerIds: string[] }[]>`select id, worker_ids as "workerIds" from node`
    const alive = await sql<{ id: string }[]>`
      select objid::text as id from pg_locks where locktype = 'advisory' and classid = ${NODE_LOCK} and granted and objid <> ${SERVING}
        and database = (select oid from pg_database where datname = current_database())`
    const aliveIds = new Set(alive.map(({ id }) => id))
    const dead = nodes.filter(({ id }) => !aliveIds.has(id))
    const aliveWorkers = nodes.filter(({ id }) => aliveIds.has(id)).flatMap((node) => node.workerIds)
    // While this is the only node, whoever holds a job is dead, announced or not.
    const held =
      aliveIds.size > 1
        ? dead.flatMap((node) => node.workerIds)
        : (
            await sql<{ worker: string }[]>`
            select distinct locked_by as worker from graphile_worker.jobs where locked_by is not null`
          ).map((row) => row.worker)
    const release = held.filter((worker) => !aliveWorkers.includes(worker))
    if (release.length > 0) await sql`select graphile_worker.force_unlock_workers(${sql.array(release)})`
    if (dead.length > 0) await sql`delete from node where id = any(${sql.array(dead.map(({ id }) => id))})`
    return release
  })
  if (workerIds.length > 0) log.warn({ workers: workerIds.length }, 'released the jobs of a process that was killed')
  return workerIds.length
}
