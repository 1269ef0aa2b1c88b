/** When a message is tried again, and when a receiver is given up. */

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Pauses after the first, second … attempt that failed: eight attempts within a day. */
export const RETRY_DELAYS_MS: readonly number[] = [
  10 * SECOND,
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  6 * HOUR,
  15 * HOUR,
]

/** A webhook for which nothing was delivered for so long is paused. */
export const GIVE_UP_MS = 3 * DAY

/** So that what failed together is not tried again together. */
const JITTER = 0.1

/** Milliseconds until the next attempt after `failed` of them; undefined: there is none. `chance` is from 0 to 1. */
export function retryDelayMs(failed: number, retryAfterS = 0, chance = Math.random()): number | undefined {
  const delay = RETRY_DELAYS_MS[failed - 1]
  if (delay === undefined) return undefined
  return Math.max(delay * (1 + JITTER * chance), Math.min(retryAfterS * SECOND, DAY))
}

const MIN_HOLD_MS = 10 * SECOND
const MAX_HOLD_MS = 10 * MINUTE
const MAX_ASKED_HOLD_MS = HOUR
/** No answer, or one that says that the receiver has too much to do: the other messages wait, too. */
const OVERLOADED = [undefined, 429, 502, 503, 504]

/**
 * How long nothing at all is sent after an attempt that failed like this; undefined: the next message may come. The
 * longer it has failed, the less often it is asked.
 */
export function holdMs(status: number | undefined, retryAfterS = 0, failingForMs = 0): number | undefined {
  if (!OVERLOADED.includes(status)) return undefined
  const asked = Math.min(retryAfterS * SECOND, MAX_ASKED_HOLD_MS)
  return Math.max(asked, Math.min(Math.max(MIN_HOLD_MS, failingForMs / 10), MAX_HOLD_MS))
}
