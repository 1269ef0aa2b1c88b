/** An empty database for the file that imports this. */
import { afterAll, beforeAll, inject } from 'vitest'
import { connect, type Database } from '../../src/db/index.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

let database: TestDatabase
export let db: Database
beforeAll(async () => {
  database = await createTestDatabase(inject('clusterUrl'))
  db = connect(database.url)
})
afterAll(async () => {
  await db.close()
  await database.drop()
})
