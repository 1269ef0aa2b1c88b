/**
 * The tables of a Hearth site. `drizzle/` holds the migrations made from these files, and beside them the triggers that
 * make every change an event.
 */
export * from './schema/content.ts'
export * from './schema/engine.ts'
export * from './schema/people.ts'
export * from './schema/visits.ts'
export * from './schema/webhooks.ts'
