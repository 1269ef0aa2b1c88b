import type { Task } from 'graphile-worker'
import { pruneLinks, pruneSessions } from '../auth/index.ts'
import { emptyBin } from '../content/index.ts'
import { inWriteTransaction, pruneHistory, pruneRequests } from '../db/index.ts'
import { pruneVisits } from '../visits/index.ts'
import { pruneDeliveries, ringOverdue } from '../webhooks/index.ts'
import type { JobDeps } from './deps.ts'

/** Far longer than any render; the why-log reads them meanwhile. */
const KEEP_HISTORY_HOURS = 7 * 24

/** Deletes what was kept long enough. */
export function prune({ db, log }: JobDeps): Task {
  return async () => {
    const rows = await pruneHistory(db, KEEP_HISTORY_HOURS)
    if (rows > 0) log.info({ rows }, 'old events and plans pruned')
    await pruneSessions(db.drizzle)
    await pruneLinks(db.drizzle)
    await pruneRequests(db.drizzle)
    await pruneDeliveries(db)
    await ringOverdue(db)
    await pruneVisits(db)
    const { value: posts } = await inWriteTransaction(db, 'hearth', emptyBin)
    if (posts > 0) log.info({ posts }, 'posts in the bin for thirty days deleted')
  }
}
