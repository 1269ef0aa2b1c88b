/** One PostgreSQL for all tests of a run, with a migrated template; each test's database is a copy of it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { migrate, startEmbeddedPostgres } from '../../src/db/index.ts'

export const TEMPLATE = 'hearth_template'

export interface TestCluster {
  readonly url: string
  stop(): Promise<void>
}

/** Also for the browser tests, which run outside vitest. `TEST_DATABASE_URL` names a server to use instead. */
export async function startTestCluster(): Promise<TestCluster> {
  const given = process.env.TEST_DATABASE_URL
  const dataDir = mkdtempSync(path.join(tmpdir(), 'hearth-cluster-'))
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300']
  const embedded = given ? undefined : await startEmbeddedPostgres({ dataDir, settings })
  const url = given ?? embedded?.url ?? ''
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  await sql.unsafe(`drop database if exists ${TEMPLATE}`)
  await sql.unsafe(`create database ${TEMPLATE}`)
  await sql.end()
  const template = new URL(url)
  template.pathname = `/${TEMPLATE}`
  await migrate(template.href)
  return {
    url,
    async stop() {
      await embedded?.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startTestCluster()
  project.provide('clusterUrl', cluster.url)
  return () => cluster.stop()
}

declare module 'vitest' {
  interface ProvidedContext {
    clusterUrl: string
  }
}
