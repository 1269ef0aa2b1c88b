import type { Task } from 'graphile-worker'
import type { JobDeps } from './deps.ts'

/** The doorbell: a writing transaction added it. The flush itself takes everything that is pending, on its own time. */
export function flushCache({ ring, reached }: JobDeps): Task {
  return async () => {
    ring()
    await reached('doorbell:rung')
  }
}
