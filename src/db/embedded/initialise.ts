/** Makes the files of a new database. */
import { spawn } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseError } from '../migrate.ts'
import type { Binaries } from './binaries.ts'
import { lastLines, type Place, USER, workingFolder } from './place.ts'
import type { RunAs } from './system-user.ts'

/** Makes the cluster in a folder beside its own, so that one that was interrupted is never taken for a whole one. */
export async function initialise(place: Place, { initdb }: Binaries, password: string): Promise<void> {
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
