/** The work that is done outside of requests: graphile-worker's task list, one file a task. */
import type { RunnerOptions, TaskList } from 'graphile-worker'
import type { Database } from '../db/index.ts'
import type { JobDeps } from './deps.ts'
import { flushCache } from './flush-cache.ts'
import { startLastingRunner } from './lasting-runner.ts'
import { type LiveNode, releaseJobsOfDeadNodes } from './node-heartbeat.ts'
import { prune } from './prune.ts'
import { publishScheduled } from './publish-scheduled.ts'
import { renderMarkdownTask, requestOutdatedRenders } from './render-markdown.ts'
import { webhookTasks } from './webhooks.ts'
import { workerLogger } from './worker-logger.ts'

export type { JobDeps } from './deps.ts'
export { announceNode } from './node-heartbeat.ts'

/** How many jobs run at once. Doorbells take no time, so few are enough. */
const CONCURRENCY = 4
/** How soon a job is seen when its notification got lost. */
const POLL_INTERVAL_MS = 1000

export interface JobRunner {
  /** Finishes what runs, returns the rest. */
  stop(): Promise<void>
}

export function createTaskList(deps: JobDeps): TaskList {
  return {
    flush_cache: flushCache(deps),
    publish_scheduled: publishScheduled(deps),
    render_markdown: renderMarkdownTask(deps),
    prune: prune(deps),
  }
}

/** Starts the workers of this process, and first releases the jobs that dead ones hold. */
export async function startJobs(db: Database, node: LiveNode, deps: JobDeps): Promise<JobRunner> {
  await releaseJobsOfDeadNodes(db, deps.log)
  await requestOutdatedRenders(db)
  const options: RunnerOptions = {
    connectionString: db.url,
    concurrency: CONCURRENCY,
    pollInterval: POLL_INTERVAL_MS,
    noHandleSignals: true,
    logger: workerLogger(deps.log),
    events: node.events,
  }
  const runners = await Promise.all(
    [{ taskList: createTaskList(deps), crontab: '17 * * * * prune' }, { taskList: webhookTasks(deps) }].map((work) =>
      startLastingRunner({ ...options, ...work }, node.releaseEndedPools, deps.log),
    ),
  )
  return {
    async stop() {
      await Promise.all(runners.map((runner) => runner.stop()))
      await node.stop()
    },
  }
}
