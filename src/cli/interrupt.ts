/** Ctrl-C that lets work come to a good end first. */
import { note } from './site.ts'

/** The launcher and the terminal may both send the one Ctrl-C that was pressed. */
const SAME_PRESS_MS = 700

export interface Interruptible {
  readonly signal: AbortSignal
  /** From now on Ctrl-C ends the process as usual. */
  end(): void
}

/** @param message shown when Ctrl-C is pressed */
export function interruptible(message: string): Interruptible {
  const abort = new AbortController()
  let pressedAt: number | undefined
  const onSignal = () => {
    if (pressedAt === undefined) {
      pressedAt = performance.now()
      note(`\n${message}`)
      abort.abort()
    } else if (performance.now() - pressedAt > SAME_PRESS_MS) {
      // An open transaction is rolled back by PostgreSQL.
      process.exit(130)
    }
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return {
    signal: abort.signal,
    end() {
      process.off('SIGINT', onSignal)
      process.off('SIGTERM', onSignal)
    },
  }
}
