/** PostgreSQL refuses to run as root: as root, it runs as the system user `postgres`. */
import { execFileSync } from 'node:child_process'
import { DatabaseError } from '../migrate.ts'

export interface RunAs {
  readonly uid?: number
  readonly gid?: number
}

export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** Nothing for an ordinary user; for root the ids of `postgres`, which is created when missing. */
export function systemUser(): RunAs {
  if (!isRoot()) return {}
  return lookUp() ?? create()
}

function lookUp(): RunAs | undefined {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }))
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return undefined
  }
}

function create(): RunAs {
  const commands = [
    ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
    ['adduser', '-S', '-D', '-H', 'postgres'],
  ]
  for (const [command = '', ...args] of commands) {
    try {
      execFileSync(command, args, { stdio: 'ignore' })
      const user = lookUp()
      if (user) return user
    } catch {
      // The next command, or the error below.
    }
  }
  throw new DatabaseError(
    'PostgreSQL does not run as root, and the system user "postgres" could not be created. Create it, or start Hearth as an ordinary user.',
  )
}
