/** What a running server leaves in DATA_DIR about itself, for commands that look for it. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Config } from '../config.ts'

const serverFile = z.object({ pid: z.int().positive(), url: z.url() })
export type ServerFile = z.infer<typeof serverFile>

type Place = Pick<Config, 'dataDir'>

export function announceServer(place: Place, server: ServerFile): void {
  writeFileSync(pathOf(place), JSON.stringify(server), { mode: 0o600 })
}

export function withdrawServer(place: Place): void {
  rmSync(pathOf(place), { force: true })
}

/** What the server wrote about itself, as long as its process lives. */
export function runningServer(place: Place): ServerFile | undefined {
  let server: ServerFile
  try {
    server = serverFile.parse(JSON.parse(readFileSync(pathOf(place), 'utf8')))
  } catch {
    // No file: no server. A broken one was left by a server that was killed while it wrote.
    return undefined
  }
  return isAlive(server.pid) ? server : undefined
}

function pathOf({ dataDir }: Place): string {
  return path.join(dataDir, 'server.json')
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It lives, but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
