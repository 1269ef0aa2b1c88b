/** A lock between processes, by a file that holds its owner's process id and a word of its own. */
import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Tells this process from an earlier one with the same number, as after a restart of a container. */
const OWN_WORD = randomUUID()

/** Runs `work` while holding the lock; one whose owner is dead is taken over. Throws when it is not free in time. */
export async function withFileLock<T>(file: string, limitMs: number, work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + limitMs
  while (!tryLock(file)) {
    if (performance.now() > deadline)
      throw new Error(`${file} is held by another process; remove it if that is not so.`)
    await sleep(25)
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function tryLock(file: string): boolean {
  try {
    writeFileSync(file, `${process.pid} ${OWN_WORD}`, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  if (isOwnerDead(file)) rmSync(file, { force: true })
  return false
}

function isOwnerDead(file: string): boolean {
  try {
    const [number, word] = readFileSync(file, 'utf8').split(' ')
    const pid = Number(number)
    // Empty: its owner has just made it and not written yet.
    if (!(pid > 0)) return false
    process.kill(pid, 0)
    return pid === process.pid && word !== OWN_WORD
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
