import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { TEMPLATE } from './cluster.ts'

export interface TestDatabase {
  readonly name: string
  readonly url: string
  drop(): Promise<void>
}

/** A migrated, empty database of the test's own; or a copy of another, to which nobody is connected. */
export async function createTestDatabase(clusterUrl: string, template = TEMPLATE): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await inCluster(clusterUrl, `create database ${name} template ${template} strategy file_copy`)
  const url = new URL(clusterUrl)
  url.pathname = `/${name}`
  return { name, url: url.href, drop: () => inCluster(clusterUrl, `drop database if exists ${name} with (force)`) }
}

const TEMPLATE_LOCK = 727_483

async function inCluster(clusterUrl: string, statement: string): Promise<void> {
  const sql = postgres(clusterUrl, { max: 1, onnotice: () => {} })
  try {
    // A template may be copied by one session at a time.
    await sql`select pg_advisory_lock(${TEMPLATE_LOCK})`
    await sql.unsafe(statement)
  } finally {
    await sql.end({ timeout: 5 })
  }
}
