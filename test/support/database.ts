import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
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
  return {
    name,
    url: url.href,
    async drop() {
      await untilLeft(clusterUrl, name)
      await inCluster(clusterUrl, `drop database if exists ${name} with (force)`)
    },
  }
}

const LEAVING_LIMIT_MS = 3000
const LOOK_MS = 20

/** Connections that are being closed are gone in a moment; cut off meanwhile, their owners would call it an error. */
async function untilLeft(clusterUrl: string, name: string): Promise<void> {
  const sql = postgres(clusterUrl, { max: 1, onnotice: () => {} })
  const deadline = performance.now() + LEAVING_LIMIT_MS
  try {
    while (performance.now() < deadline) {
      const [row] = await sql<{ sessions: number }[]>`
        select count(*)::int as sessions from pg_stat_activity where datname = ${name}`
      if (!row?.sessions) return
      await setTimeout(LOOK_MS)
    }
  } finally {
    await sql.end({ timeout: 5 })
  }
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
