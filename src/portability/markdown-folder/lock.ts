import type { Database } from '../../db/index.ts'
import { ImportError } from './report.ts'

const IMPORT_LOCK = 4_843_727_485

/** Two imports at once would fight for the same posts and slugs; the second is told so. */
export async function withImportLock<T>(db: Database, work: () => Promise<T>): Promise<T> {
  const connection = await db.sql.reserve()
  try {
    const [row] = await connection<{ isFree: boolean }[]>`select pg_try_advisory_lock(${IMPORT_LOCK}) as "isFree"`
    if (!row?.isFree) throw new ImportError('Another import is running; wait until it has ended.')
    try {
      return await work()
    } finally {
      await connection`select pg_advisory_unlock(${IMPORT_LOCK})`
    }
  } finally {
    connection.release()
  }
}
