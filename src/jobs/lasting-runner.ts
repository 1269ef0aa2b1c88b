import { setTimeout as sleep } from 'node:timers/promises'
import { type RunnerOptions, run } from 'graphile-worker'
import type { Logger } from 'pino'

/** How long to wait before looking whether the database is back. */
const RETRY_MS = 500

export interface LastingRunner {
  /** Finishes what runs, returns the rest. */
  stop(): Promise<void>
}

/**
 * Runs jobs until it is told to stop. graphile-worker's runner ends when the database is lost just as it writes down
 * how a job ended; then a new one takes its place, after `release` gave back what the old one held: jobs run at least
 * once. `release` may throw and is then tried again.
 */
export async function startLastingRunner(
  options: RunnerOptions,
  release: () => Promise<void>,
  log: Logger,
): Promise<LastingRunner> {
  const start = () =>
    run({
      ...options,
      // Unbatched, what fails here is a rejection that nobody handles, and ends the process (graphile-worker 0.18.0).
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    })
  let runner = await start()
  const stopping = new AbortController()
  const ended = (async () => {
    for (;;) {
      await runner.promise.catch(() => {}) // It logs why.
      const next = await restart()
      if (!next) return
      runner = next
      log.warn('jobs run again')
      if (stopping.signal.aborted) await runner.stop()
    }
  })()

  async function restart() {
    for (;;) {
      await sleep(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted) return undefined
      try {
        await release()
        return await start()
      } catch (error) {
        log.warn({ err: error }, 'jobs wait for the database')
      }
    }
  }

  return {
    async stop() {
      stopping.abort()
      await runner.stop().catch(() => {}) // It may have ended on its own.
      await ended
    },
  }
}
