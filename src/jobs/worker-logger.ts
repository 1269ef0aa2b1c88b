import { Logger as WorkerLogger } from 'graphile-worker'
import type { Logger } from 'pino'

/** graphile-worker's messages in our log; its report of every finished job (each doorbell is one) only when debugging. */
export function workerLogger(log: Logger): WorkerLogger {
  return new WorkerLogger((scope) => (level, message, meta) => {
    const target = level === 'error' ? 'error' : level === 'warning' ? 'warn' : 'debug'
    log[target]({ ...scope, ...(meta?.error ? { err: meta.error } : {}) }, message)
  })
}
