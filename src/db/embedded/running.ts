/** The server's process: found, started, stopped. */
import { spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseError } from '../migrate.ts'
import type { Binaries } from './binaries.ts'
import { answers, createDatabase, lastLines, type Place, urlFor, workingFolder } from './place.ts'

export const START_LIMIT_MS = 30_000
const STOP_LIMIT_MS = 20_000

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=80',
  'wal_level=logical',
  'shared_buffers=64MB',
  'timezone=UTC',
  'log_timezone=UTC',
  'password_encryption=scram-sha-256',
]

/** The URL of a server that runs on this folder. A file left over by a killed one is taken away. */
export async function findRunning(place: Place, password: string): Promise<string | undefined> {
  const pidFile = path.join(place.cluster, 'postmaster.pid')
  if (!existsSync(pidFile)) return undefined
  const [pid, , , port] = readFileSync(pidFile, 'utf8').split('\n')
  const deadline = performance.now() + START_LIMIT_MS
  // It may be starting or stopping: as long as its process lives and it does not answer, wait.
  while (isAlive(Number(pid)) && runsIn(Number(pid), place.cluster)) {
    if (port && (await answers(urlFor(Number(port), password, 'postgres')))) return urlFor(Number(port), password)
    if (performance.now() > deadline) {
      throw new DatabaseError(
        `Process ${pid} uses ${place.cluster} but does not answer; stop it, then start Hearth again.`,
      )
    }
    await sleep(50)
    if (!existsSync(pidFile)) return undefined
  }
  // The number may belong to another program by now (in containers it often does), and PostgreSQL would refuse to start.
  // One that is simply dead it clears away on its own, after a look for what may have outlived it.
  if (isAlive(Number(pid))) rmSync(pidFile, { force: true })
  return undefined
}

export interface StartOptions {
  /** Further lines for the server's command line. */
  readonly settings: readonly string[]
  /** Where it was before it broke down, for those who know it there; its log then goes on. */
  readonly port?: number
}

export async function start(
  place: Place,
  { postgres: program }: Binaries,
  password: string,
  { settings, port: formerPort }: StartOptions,
): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const port = formerPort ?? (await freePort())
    if (formerPort === undefined) writeFileSync(place.logFile, '')
    if (place.runAs.uid !== undefined) chownSync(place.logFile, place.runAs.uid, place.runAs.gid ?? 0)
    chmodSync(place.logFile, 0o600)
    const logFd = openSync(place.logFile, 'a')
    // A session of its own: Ctrl-C in the terminal must reach us, and not the database while we still drain.
    const args = [
      '-D',
      workingFolder(place.cluster),
      '-p',
      String(port),
      ...[...SETTINGS, ...settings].flatMap((s) => ['-c', s]),
    ]
    const child = spawn(program, args, {
      cwd: place.cluster,
      detached: true,
      stdio: ['ignore', logFd, logFd],
      ...place.runAs,
    })
    closeSync(logFd)
    let exited = false
    child.on('exit', () => {
      exited = true
    })
    let spawnError = ''
    child.on('error', (error) => {
      exited = true
      spawnError = error.message
    })
    child.unref()
    const deadline = performance.now() + START_LIMIT_MS
    while (!exited && performance.now() < deadline) {
      if (await answers(urlFor(port, password, 'postgres'))) {
        await createDatabase(urlFor(port, password, 'postgres'))
        return urlFor(port, password)
      }
      await sleep(15)
    }
    const log = readFileSync(place.logFile, 'utf8')
    // Somebody took the port between the choice and the start.
    if (formerPort === undefined && /could not bind/.test(log) && attempt < 5) continue
    child.kill('SIGINT')
    throw new DatabaseError(
      `The embedded PostgreSQL did not start: ${spawnError || lastLines(log)} (all of it in ${place.logFile})`,
    )
  }
}

/** Fast shutdown: clients are disconnected, everything is written. */
export async function shutDown(place: Place): Promise<void> {
  const pidFile = path.join(place.cluster, 'postmaster.pid')
  const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : 0
  if (!isAlive(pid)) return
  process.kill(pid, 'SIGINT')
  const deadline = performance.now() + STOP_LIMIT_MS
  while (existsSync(pidFile) && isAlive(pid)) {
    if (performance.now() > deadline) {
      process.kill(pid, 'SIGQUIT')
      return
    }
    await sleep(15)
  }
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Where /proc tells, whether the process stands in the cluster's folder, as its postmaster does; elsewhere assume so. */
function runsIn(pid: number, cluster: string): boolean {
  if (!existsSync('/proc/self/cwd')) return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster)
  } catch {
    return false
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
