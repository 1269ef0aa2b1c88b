/** Where one embedded server lives, as whom it runs, and how it is reached. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import postgres from 'postgres'
import { isRoot, type RunAs } from './system-user.ts'

const DATABASE = 'hearth'
export const USER = 'hearth'

export interface Place {
  readonly folder: string
  readonly cluster: string
  readonly passwordFile: string
  readonly logFile: string
  readonly runAs: RunAs
}

export function readOrMakePassword({ passwordFile }: Place): string {
  if (existsSync(passwordFile)) return readFileSync(passwordFile, 'utf8').trim()
  const password = randomBytes(24).toString('base64url')
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  return password
}

export function urlFor(port: number, password: string, database = DATABASE): string {
  return `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`
}

export async function answers(url: string): Promise<boolean> {
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

/**
 * How to name the folder to a process that has been started in it. As root the process has another user, which may not
 * enter the folders above (/root, say); it need not when it names the folder by where it stands.
 */
export function workingFolder(folder: string): string {
  return isRoot() && existsSync('/proc/self/cwd') ? '/proc/self/cwd' : folder
}

export async function createDatabase(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const exists = await sql`select 1 from pg_database where datname = ${DATABASE}`
    if (exists.length === 0) await sql.unsafe(`create database ${DATABASE}`)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

export function lastLines(text: string): string {
  return text.trim().split('\n').slice(-3).join(' ')
}
