/** Jobs go on after the database was lost at the worst moment: when a job is done and that is being written down. */

import { pino } from 'pino'
import { expect, it } from 'vitest'
import { startLastingRunner } from '../../src/jobs/lasting-runner.ts'
import { announceNode } from '../../src/jobs/node-heartbeat.ts'
import { db } from '../support/own-database.ts'

const silentLog = pino({ level: process.env.LOG ?? 'silent' })

const addJob = (task: string, n: number) =>
  db.sql`select graphile_worker.add_job(${task}, json_build_object('n', ${n}::int))`
/** Of every job that is left: who holds it, or null. */
const jobHolders = async () =>
  (await db.sql<{ holder: string | null }[]>`select locked_by as holder from graphile_worker._private_jobs`).map(
    ({ holder }) => holder,
  )

it.each(['complete', 'fail'])(
  'a job that the database does not let %s is run again, and others after it',
  async (end) => {
    await db.sql.unsafe(`
    create function refuse() returns trigger language plpgsql as $$ begin raise exception 'lost'; end $$;
    create trigger refuse before delete or update of last_error on graphile_worker._private_jobs
      for each row execute function refuse();`)
    const node = await announceNode(db, silentLog)
    const ran: number[] = []
    const holders: unknown[] = []
    const runner = await startLastingRunner(
      {
        connectionString: db.url,
        noHandleSignals: true,
        pollInterval: 50,
        events: node.events,
        taskList: {
          async work(payload) {
            ran.push((payload as { n: number }).n)
            holders.push(...(await jobHolders()).filter(Boolean))
            if (end === 'fail' && ran.length === 1) throw new Error('not yet')
          },
        },
      },
      node.releaseEndedPools,
      silentLog,
    )
    try {
      await addJob('work', 1)
      await expect.poll(() => ran).toEqual([1])
      await db.sql.unsafe('drop trigger refuse on graphile_worker._private_jobs; drop function refuse();')
      await addJob('work', 2)
      await expect.poll(() => ran).toContain(2)
      await expect.poll(jobHolders).toEqual([])
      expect(ran.filter((n) => n === 1).length).toBeGreaterThan(1)
      // Whoever held a job was known to be of this process, so that others could release it after its death.
      const [listed] = await db.sql<{ workerIds: string[] }[]>`select worker_ids as "workerIds" from node`
      expect(listed?.workerIds).toEqual(expect.arrayContaining(holders))
    } finally {
      await runner.stop()
      await node.stop()
    }
  },
)
