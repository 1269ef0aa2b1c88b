/** Runs the command line as a process of its own, from the sources. */
import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'

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
