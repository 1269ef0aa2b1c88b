/** How far something is: a bar on a terminal; elsewhere a line now and then. Neither is part of the result. */
import { Presets, SingleBar } from 'cli-progress'
import type { HearthClient } from '../client/index.ts'
import { note } from './site.ts'

export interface Progress {
  update(done: number, total: number): void
  stop(): void
}

/** @param unit what is counted, such as `files` */
export function showProgress(unit: string, isQuiet: boolean): Progress {
  if (isQuiet) return { update() {}, stop() {} }
  if (!process.stderr.isTTY) {
    let next = 0.25
    return {
      update(done, total) {
        if (done < next * total || done === total) return
        while (done >= next * total) next += 0.25
        note(`${done} of ${total} ${unit}`)
      },
      stop() {},
    }
  }
  const bar = new SingleBar({ format: `{bar} {value}/{total} ${unit}`, clearOnComplete: true }, Presets.shades_classic)
  let isStarted = false
  return {
    update(done, total) {
      if (!isStarted) bar.start(total, done)
      isStarted = true
      bar.setTotal(total)
      bar.update(done)
    },
    stop: () => bar.stop(),
  }
}

const LOOK_MS = 400

/** Waits for an action of the cache, and shows how far it is. */
export async function withProgress<T>(client: HearthClient, isQuiet: boolean, action: Promise<T>): Promise<T> {
  const progress = showProgress('pages', isQuiet)
  const look = async () => {
    const { actions } = await client.get('/cache')
    const mine = actions.find(({ total }) => total > 0)
    if (mine) progress.update(mine.done, mine.total)
  }
  let isLooking = false
  const timer = setInterval(() => {
    if (isLooking) return
    isLooking = true
    // Only for show: the action itself says what went wrong.
    look()
      .catch(() => {})
      .finally(() => {
        isLooking = false
      })
  }, LOOK_MS)
  try {
    return await action
  } finally {
    clearInterval(timer)
    progress.stop()
  }
}
