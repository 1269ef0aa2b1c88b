import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startEmbeddedPostgres } from '../../src/db/index.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'hearth embedded-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const start = () => startEmbeddedPostgres({ dataDir, settings: ['fsync=off'] })
const pidFile = () => path.join(dataDir, 'postgres', 'postmaster.pid')

async function answers(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} })
  return sql`select 1`
    .then(
      () => true,
      () => false,
    )
    .finally(() => sql.end({ timeout: 1 }))
}

it('two who start at once share one database, and the last one out stops it', async () => {
  const [first, second] = await Promise.all([start(), start()])
  expect([first.adopted, second.adopted].sort()).toEqual([false, true])
  expect(first.url).toBe(second.url)
  await first.stop()
  expect(await answers(second.url)).toBe(true)
  await second.stop()
  expect(await answers(second.url)).toBe(false)
})

it('starts again after it was killed, also when its process id is another program by now', async () => {
  const first = await start()
  const pid = Number(readFileSync(pidFile(), 'utf8').split('\n')[0])
  const left = readFileSync(pidFile(), 'utf8')
  process.kill(pid, 'SIGQUIT')
  for (let n = 0; n < 400 && (await answers(first.url)); n++) await new Promise(setImmediate)
  await first.stop()
  // As a restarted container finds it: the file names a process that lives, and is not ours.
  writeFileSync(pidFile(), left.replace(/^\d+/, String(process.pid)))
  const second = await start()
  expect(second.adopted).toBe(false)
  expect(await answers(second.url)).toBe(true)
  await second.stop()
})

it('is started again, where it was and with all that was in it, when it is killed under those who use it', async () => {
  const [first, second] = await Promise.all([start(), start()])
  const sql = postgres(first.url, { max: 2, onnotice: () => {} })
  await sql`create table kept as select 1 as one`
  const pid = () => (existsSync(pidFile()) ? Number(readFileSync(pidFile(), 'utf8').split('\n')[0]) : 0)
  const killed = pid()
  process.kill(killed, 'SIGKILL')
  // Connections outlive it for a moment.
  await expect.poll(() => ![0, killed].includes(pid())).toBe(true)
  await expect.poll(() => sql`select one from kept`.catch(() => [])).toEqual([{ one: 1 }])
  await sql.end()
  await first.stop()
  // Where the first left before the second had found it again, the second starts it once more.
  await expect.poll(() => answers(second.url)).toBe(true)
  await second.stop()
  expect(await answers(second.url)).toBe(false)
})
