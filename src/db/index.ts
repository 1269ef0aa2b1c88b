export * from './client.ts'
export { DatabaseError, migrate } from './migrate.ts'
