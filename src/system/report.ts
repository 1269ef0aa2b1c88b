/** What there is to know about the machine and the database that a site runs on. */
import { statfsSync } from 'node:fs'
import os from 'node:os'
import { type Config, describeSettings, type SettingInEffect } from '../config.ts'
import { type Database, type DatabaseState, databaseState, type MigrationState, migrationState } from '../db/index.ts'
import { examineMachine, examineSite } from './examination.ts'
import type { Finding } from './machine-checks.ts'
import { runningServer } from './server-file.ts'
import { hearthVersion } from './version.ts'

export interface SystemReport {
  readonly versions: { readonly hearth: string; readonly node: string; readonly postgres: string }
  readonly process: { readonly pid: number; readonly startedAt: string; readonly uptimeS: number }
  readonly machine: { readonly system: string; readonly processors: number; readonly load: number[] }
  readonly memory: {
    /** Of this process. */
    readonly usedBytes: number
    readonly heapBytes: number
    /** Of the machine. */
    readonly freeBytes: number
    readonly totalBytes: number
  }
  readonly disk: { readonly folder: string; readonly freeBytes: number; readonly totalBytes: number }
  readonly database: DatabaseState & { readonly isEmbedded: boolean }
  readonly migrations: MigrationState
  readonly media: { readonly files: number; readonly bytes: number }
  readonly settings: SettingInEffect[]
  readonly checks: Finding[]
}

export async function describeSystem(config: Config, db: Database): Promise<SystemReport> {
  const [database, migrations, media, siteChecks] = await Promise.all([
    databaseState(db),
    migrationState(db),
    mediaSize(db),
    examineSite(config, db, runningServer(config)),
  ])
  const { rss, heapUsed } = process.memoryUsage()
  const { blocks, bavail, bsize } = statfsSync(config.dataDir)
  const uptimeS = Math.round(process.uptime())
  return {
    versions: { hearth: hearthVersion(), node: process.versions.node, postgres: database.version },
    process: { pid: process.pid, startedAt: new Date(Date.now() - uptimeS * 1000).toISOString(), uptimeS },
    machine: {
      system: `${os.type()} ${os.release()}, ${os.arch()}`,
      processors: os.availableParallelism(),
      load: os.loadavg().map((load) => Math.round(load * 100) / 100),
    },
    memory: { usedBytes: rss, heapBytes: heapUsed, freeBytes: os.freemem(), totalBytes: os.totalmem() },
    disk: { folder: config.dataDir, freeBytes: bavail * bsize, totalBytes: blocks * bsize },
    database: { ...database, isEmbedded: config.databaseUrl === undefined },
    migrations,
    media,
    settings: describeSettings(),
    checks: [...examineMachine(config), ...siteChecks],
  }
}

async function mediaSize({ sql }: Database): Promise<{ files: number; bytes: number }> {
  const [row] = await sql<{ files: number; bytes: number }[]>`
    select count(*)::int as files, coalesce(sum(byte_size), 0)::float8 as bytes from media`
  return row ?? { files: 0, bytes: 0 }
}
