/**
 * A real PostgreSQL in DATA_DIR, for those who have none.
 *
 * It listens on the loopback interface only, on a port that is free at the start, with a random password that lies in
 * a file only its owner can read. Server and command line may use it at the same time: each holds a shared advisory
 * lock, and the last one out stops it. When Hearth was killed, PostgreSQL goes on; the next start takes it over.
 */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { DatabaseError } from '../migrate.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { withFileLock } from './file-lock.ts'
import { isRoot, type RunAs, systemUser } from './system-user.ts'

export interface EmbeddedPostgres {
  readonly url: string
  /** Whether it was running already. */
  readonly adopted: boolean
  /** Lets go of it; stops it when nobody else uses it. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  readonly dataDir: string
  /** Further lines for the server's command line, such as `fsync=off` in tests. */
  readonly settings?: readonly string[]
  readonly log?: (message: string) => void
}

const DATABASE = 'hearth'
const USER = 'hearth'
/** Held shared by everyone who uses the server. */
const USE_LOCK = 4_843_727_484
const START_LIMIT_MS = 30_000
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

/** Where one embedded server lives, and as whom. */
interface Place {
  readonly folder: string
  readonly cluster: string
  readonly passwordFile: string
  readonly logFile: string
  readonly runAs: RunAs
}

/** Starts the server of this folder, or takes over the one that runs. Throws `DatabaseError`. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const runAs = systemUser()
  const folder = path.resolve(options.dataDir)
  mkdirSync(folder, { recursive: true })
  const place: Place = {
    folder,
    cluster: path.join(folder, 'postgres'),
    passwordFile: path.join(folder, 'postgres.password'),
    logFile: path.join(folder, 'postgres.log'),
    runAs,
  }
  return withFileLock(path.join(folder, 'postgres.lock'), START_LIMIT_MS * 2, async () => {
    const password = readOrMakePassword(place)
    const running = await findRunning(place, password)
    if (running) return use(place, running, true)
    const binaries = await findBinaries(isRoot())
    if (!existsSync(path.join(place.cluster, 'PG_VERSION'))) {
      options.log?.('creating the database')
      await initialise(place, binaries, password)
    }
    const url = await start(place, binaries, password, options.settings ?? [])
    return use(place, url, false)
  })
}

function readOrMakePassword({ passwordFile }: Place): string {
  if (existsSync(passwordFile)) return readFileSync(passwordFile, 'utf8').trim()
  const password = randomBytes(24).toString('base64url')
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  return password
}

function urlFor(port: number, password: string, database = DATABASE): string {
  return `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`
}

/** The URL of a server that runs on this folder. A file left over by a killed one is taken away. */
async function findRunning(place: Place, password: string): Promise<string | undefined> {
  const pidFile = path.join(place.cluster, 'postmaster.pid')
  if (!existsSync(pidFile)) return undefined
  const [pid, , , port] = readFileSync(pidFile, 'utf8').split('\n')
  const deadline = performance.now() + START_LIMIT_MS
  // It may be starting or stopping: as long as its process lives and it does not answer, wait.
  while (isAlive(Number(pid)) && isPostgres(Number(pid))) {
    if (port && (await answers(urlFor(Number(port), password, 'postgres')))) return urlFor(Number(port), password)
    if (performance.now() > deadline) {
      throw new DatabaseError(
        `Process ${pid} uses ${place.cluster} but does not answer; stop it, then start Hearth again.`,
      )
    }
    await sleep(50)
    if (!existsSync(pidFile)) return undefined
  }
  // The number may belong to another program by now (in containers it often does); PostgreSQL would refuse to start.
  rmSync(pidFile, { force: true })
  return undefined
}

async function answers(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} })
  try {
    await sql`select 1`
    return true
  } catch {
    return false
  } finally {
    await sql.end({ timeout: 1 })
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

/** Where /proc tells, whether the process is a PostgreSQL; elsewhere assume so. */
function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
  } catch {
    return !existsSync('/proc/self/cmdline')
  }
}

/** Makes the cluster in a folder beside its own, so that one that was interrupted is never taken for a whole one. */
async function initialise(place: Place, { initdb }: Binaries, password: string): Promise<void> {
  const half = `${place.cluster}.new`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { mode: 0o700 })
  if (place.runAs.uid !== undefined) chownSync(half, place.runAs.uid, place.runAs.gid ?? 0)
  // Its user may not be able to enter our folder, so the password takes a short way through the temporary one.
  const temporary = mkdtempSync(path.join(tmpdir(), 'hearth-'))
  const passwordFile = path.join(temporary, 'password')
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (place.runAs.uid !== undefined)
    for (const name of [temporary, passwordFile]) chownSync(name, place.runAs.uid, place.runAs.gid ?? 0)
  const args = [
    '--username',
    USER,
    '--auth',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--no-instructions',
  ]
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-sync')
  const { code, output } = await runToEnd(initdb, ['-D', workingFolder(half), ...args], half, place.runAs).finally(() =>
    rmSync(temporary, { recursive: true, force: true }),
  )
  if (code !== 0)
    throw new DatabaseError(`The embedded PostgreSQL could not be created in ${place.folder}: ${lastLines(output)}`)
  rmSync(place.cluster, { recursive: true, force: true })
  renameSync(half, place.cluster)
}

/**
 * How to name the folder to a process that has been started in it. As root the process has another user, which may not
 * enter the folders above (/root, say); it need not when it names the folder by where it stands.
 */
function workingFolder(folder: string): string {
  return isRoot() && existsSync('/proc/self/cwd') ? '/proc/self/cwd' : folder
}

async function start(
  place: Place,
  { postgres: program }: Binaries,
  password: string,
  settings: readonly string[],
): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    writeFileSync(place.logFile, '')
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
    child.on('error', () => {
      exited = true
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
    if (/could not bind/.test(log) && attempt < 5) continue
    child.kill('SIGINT')
    throw new DatabaseError(`The embedded PostgreSQL did not start: ${lastLines(log)} (all of it in ${place.logFile})`)
  }
}

async function createDatabase(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const exists = await sql`select 1 from pg_database where datname = ${DATABASE}`
    if (exists.length === 0) await sql.unsafe(`create database ${DATABASE}`)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** Holds the shared lock until `stop`. */
async function use(place: Place, url: string, adopted: boolean): Promise<EmbeddedPostgres> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, idle_timeout: 0, max_lifetime: null })
  await sql`select pg_advisory_lock_shared(${USE_LOCK})`
  return {
    url,
    adopted,
    async stop() {
      let isLast = true
      try {
        await sql`select pg_advisory_unlock_shared(${USE_LOCK})`
        const [row] = await sql<{ last: boolean }[]>`select pg_try_advisory_lock(${USE_LOCK}) as last`
        isLast = row?.last ?? true
      } finally {
        await sql.end({ timeout: 2 }).catch(() => {})
      }
      if (isLast) await shutDown(place)
    },
  }
}

/** Fast shutdown: clients are disconnected, everything is written. */
async function shutDown(place: Place): Promise<void> {
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

function runToEnd(
  program: string,
  args: string[],
  cwd: string,
  runAs: RunAs,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], ...runAs })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-3).join(' ')
}

/** Whether a folder holds an embedded database already. */
export function hasEmbeddedPostgres(dataDir: string): boolean {
  const version = path.join(dataDir, 'postgres', 'PG_VERSION')
  return existsSync(version) && statSync(version).size > 0
}
