export { createAuditLog } from './audit-log.ts'
export { DATABASE_RETRY_S, isDatabaseAway } from './away.ts'
export * from './client.ts'
export { type EmbeddedPostgres, hasEmbeddedPostgres, startEmbeddedPostgres } from './embedded/index.ts'
export {
  claimRequest,
  findRequest,
  type IdempotentRequest,
  type KeptResponse,
  keepResponse,
  pruneRequests,
} from './idempotency.ts'
export { DatabaseError, migrate } from './migrate.ts'
export {
  cancelJob,
  countJobs,
  type EventFilter,
  type EventRow,
  type FindingRow,
  type JobRow,
  type JobState,
  listEvents,
  listFindings,
  listJobs,
  listPlans,
  type PlanRow,
  plansOf,
  plansOfEpoch,
  plansOfEvents,
  retryJob,
} from './operations.ts'
export {
  createOutbox,
  type OutboxState,
  outboxState,
  ownEvents,
  pruneEvents,
  pruneHistory,
  readEvents,
  readEventsSince,
  readPendingEvents,
} from './outbox.ts'
export { currentSnapshot, type OpenSnapshot, openSnapshot, readerOf, type SnapshotTransaction } from './snapshot.ts'
export { isOutOfRoom, isUnstorable, sqlStateOf } from './sql-state.ts'
export { type DatabaseState, databaseState, type MigrationState, migrationState } from './state.ts'
