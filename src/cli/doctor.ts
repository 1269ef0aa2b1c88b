import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs'
import type { Command } from 'commander'
import { listJobs, outboxState } from '../db/index.ts'
import { print, printJson, runningServer, type Site, withSite } from './site.ts'

interface Finding {
  readonly check: string
  readonly result: 'ok' | 'warn' | 'fail'
  readonly message: string
}

const MIN_FREE_BYTES = 500 * 1024 * 1024
const OLD_EVENT_MS = 60_000

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('Look for what may be wrong, and say what to do')
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const findings = [
        node(),
        ...(await withSite(examine).catch((error: Error): Finding[] => [
          { check: 'database', result: 'fail', message: error.message },
        ])),
      ]
      if (json) printJson(findings)
      else
        for (const { check, result, message } of findings) print(`${result.padEnd(5)} ${check.padEnd(12)} ${message}`)
      if (findings.some(({ result }) => result === 'fail')) process.exitCode = 1
    })
}

function node(): Finding {
  const [major = 0] = process.versions.node.split('.').map(Number)
  return {
    check: 'node',
    result: major >= 24 ? 'ok' : 'warn',
    message: `Node ${process.versions.node}${major >= 24 ? '' : '; Hearth is made for 24'}`,
  }
}

async function examine({ config, db }: Site): Promise<Finding[]> {
  const [version] = await db.sql<{ version: string }[]>`select current_setting('server_version') as version`
  const { pending, oldestAgeMs } = await outboxState(db)
  const failed = await listJobs(db, 'failed')
  const server = runningServer(config)
  const stuck = pending > 0 && oldestAgeMs > OLD_EVENT_MS && server !== undefined
  return [
    {
      check: 'database',
      result: 'ok',
      message: `PostgreSQL ${version?.version} (${config.databaseUrl ? 'DATABASE_URL' : 'embedded'}), migrated`,
    },
    dataDir(config.dataDir),
    {
      check: 'server',
      result: 'ok',
      message: server ? `runs at ${server.url} (process ${server.pid})` : 'is not running',
    },
    {
      check: 'events',
      result: stuck ? 'fail' : 'ok',
      message: `${pending} pending${stuck ? `, the oldest for ${Math.round(oldestAgeMs / 1000)} s: look into the server's log` : ''}`,
    },
    {
      check: 'jobs',
      result: failed.length > 0 ? 'warn' : 'ok',
      message:
        failed.length > 0 ? `${failed.length} failed; the last one says: ${failed[0]?.lastError}` : 'none failed',
    },
    config.siteUrl
      ? { check: 'SITE_URL', result: 'ok', message: config.siteUrl }
      : {
          check: 'SITE_URL',
          result: 'warn',
          message:
            'is not set: links in feeds and sitemaps lead to this machine; set it to where readers find the site',
        },
  ]
}

function dataDir(folder: string): Finding {
  try {
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    const { bavail, bsize } = statfsSync(folder)
    const free = bavail * bsize
    const megabytes = Math.round(free / 1024 / 1024)
    return {
      check: 'DATA_DIR',
      result: free < MIN_FREE_BYTES ? 'warn' : 'ok',
      message: `${folder}, ${megabytes} MB free`,
    }
  } catch (error) {
    return {
      check: 'DATA_DIR',
      result: 'fail',
      message: `${folder} cannot be written: ${error instanceof Error ? error.message : error}`,
    }
  }
}
