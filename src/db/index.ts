export * from './client.ts'
export { DatabaseError, migrate } from './migrate.ts'
export { createOutbox, type OutboxState, outboxState, pruneEvents, readPendingEvents } from './outbox.ts'
export { type OpenSnapshot, openSnapshot } from './snapshot.ts'
