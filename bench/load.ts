/** What makes the load: `wrk` when it is installed, else autocannon. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { hasProgram, pinned } from './processes.ts'

const run = promisify(execFile)

export interface LoadOptions {
  readonly connections: number
  readonly seconds: number
  readonly headers: Readonly<Record<string, string>>
}

export interface Load {
  readonly name: string
  /** Requests a second. Throws when any answer was an error. */
  run(address: string, options: LoadOptions): Promise<number>
}

export function loadGenerator(core: number | undefined): Load {
  return hasProgram('wrk') ? wrk(core) : autocannon(core)
}

function wrk(core: number | undefined): Load {
  return {
    name: 'wrk',
    async run(address, { connections, seconds, headers }) {
      const flags = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
      const [program, args] = pinned(['wrk', '-t1', `-c${connections}`, `-d${seconds}s`, ...flags, address], core)
      const { stdout } = await run(program, args)
      if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(`Errors under load:\n${stdout}`)
      return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1])
    },
  }
}

function autocannon(core: number | undefined): Load {
  return {
    name: 'autocannon',
    async run(address, { connections, seconds, headers }) {
      const flags = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}=${value}`])
      const command = [
        process.execPath,
        'node_modules/autocannon/autocannon.js',
        '-j',
        '-c',
        String(connections),
        '-d',
        String(seconds),
        ...flags,
        address,
      ]
      const [program, args] = pinned(command, core)
      const { stdout } = await run(program, args, { maxBuffer: 10_000_000 })
      const result = JSON.parse(stdout) as { requests: { average: number }; non2xx: number; errors: number }
      if (result.non2xx + result.errors > 0)
        throw new Error(`${result.non2xx} answers were not 2xx, ${result.errors} failed`)
      return result.requests.average
    },
  }
}
