/** Runs the command line, from the sources: as a process of its own, or within this one. */
import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { CommanderError } from 'commander'
import { vi } from 'vitest'
import { exitCodeOf, sentenceOf } from '../../src/cli/failure.ts'
import { createProgram } from '../../src/cli/program.ts'
import type { TestServer } from '../support/server.ts'

const root = path.resolve(import.meta.dirname, '../..')

export interface Answer {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Running {
  readonly child: ChildProcess
  readonly stderr: () => string
  readonly answer: Promise<Answer>
}

/** Leaves the file by which the command line finds a server that runs. */
export function announce({ dataDir, localUrl }: TestServer): void {
  writeFileSync(path.join(dataDir, 'server.json'), JSON.stringify({ pid: process.pid, url: localUrl }), { mode: 0o600 })
}

/** The environment of a command beside the server. */
export const envOf = ({ db, dataDir }: TestServer) => ({ DATABASE_URL: db.url, DATA_DIR: dataDir })

export function startHearth(args: readonly string[], env: Record<string, string>, input = ''): Running {
  const child = spawn(process.execPath, [path.join(root, 'src/cli.ts'), ...args], {
    // Compiled once for all runs: starting is most of what they do.
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: path.join(root, '.cache/compile'), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  child.stdin.end(input)
  const answer = new Promise<Answer>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
  return { child, stderr: () => stderr, answer }
}

/** The same within this process, for tests of what many commands say: starting one takes longer than all it does. */
export async function runHere(args: readonly string[], env: Record<string, string>): Promise<Answer> {
  const written = { stdout: '', stderr: '' }
  const collect = (name: keyof typeof written) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += String(text)
      return true
    })
  const spies = [collect('stdout'), collect('stderr')]
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  let code = 0
  try {
    await createProgram().parseAsync(args, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) process.stderr.write(`${sentenceOf(error)}\n`)
    code = error instanceof CommanderError ? 2 : exitCodeOf(error)
  } finally {
    vi.unstubAllEnvs()
    for (const spy of spies) spy.mockRestore()
  }
  return { code, ...written }
}
