import type { Task } from 'graphile-worker'
import { pruneEvents } from '../db/index.ts'
import type { JobDeps } from './deps.ts'

/** Far longer than any render; the why-log reads them meanwhile. */
const KEEP_EVENTS_HOURS = 7 * 24

/** Deletes what was kept long enough. */
export function prune({ db, log }: JobDeps): Task {
  return async () => {
    const events = await pruneEvents(db, KEEP_EVENTS_HOURS)
    if (events > 0) log.info({ events }, 'consumed events pruned')
  }
}
