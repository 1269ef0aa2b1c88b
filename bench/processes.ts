/** Processes that are measured, each on a core of its own where there are enough. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Started {
  /** Resolves with the first match in what it prints. */
  waitForLine(pattern: RegExp): Promise<string>
  /** Resolves when `read` does not throw any more. */
  waitFor<T>(read: () => T): Promise<T>
  stop(): Promise<void>
}

const START_LIMIT_MS = 30_000

export function hasProgram(name: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${name}`]).status === 0
}

/** Runs a program on one core, if that can be asked for. */
export function pinned(command: string[], core: number | undefined): [string, string[]] {
  const [program = '', ...args] =
    core === undefined || !hasProgram('taskset') ? command : ['taskset', '-c', String(core), ...command]
  return [program, args]
}

export function startPinned(args: string[], env: Record<string, string>, core: number | undefined): Started {
  const [program, rest] = pinned([process.execPath, ...args], core)
  const child: ChildProcess = spawn(program, rest, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout?.on('data', (chunk) => {
    output += chunk
  })
  const waitFor = async <T>(read: () => T): Promise<T> => {
    const deadline = performance.now() + START_LIMIT_MS
    for (;;) {
      try {
        return read()
      } catch (error) {
        if (performance.now() > deadline || child.exitCode !== null) throw error
        await sleep(50)
      }
    }
  }
  return {
    waitFor,
    waitForLine: (pattern) =>
      waitFor(() => {
        const match = pattern.exec(output)
        if (!match) throw new Error(`${args[0]} did not start: ${output}`)
        return match[0]
      }),
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null) return resolve()
        child.on('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}
