import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { asProblem } from '../../src/api/problem.ts'

const SOURCE = path.resolve('src/content/media/files.ts')
/** Stores what is larger than a file may be, then what is not; prints what came of it and the files that are open. */
const STORING = `
  const { readdirSync, readlinkSync } = await import('node:fs')
  const { MediaFiles } = await import(${JSON.stringify(SOURCE)})
  const files = new MediaFiles(process.env.FOLDER)
  const store = (letter, size) => files.store(letter.repeat(64), 'png', new Uint8Array(size)).then(() => 'stored', (error) => error.code)
  const outcomes = [await store('a', 1_000_000), await store('b', 100)]
  const target = (fd) => { try { return readlinkSync('/proc/self/fd/' + fd) } catch { return '' } }
  const open = readdirSync('/proc/self/fd').map(target).filter((file) => file.startsWith(process.env.FOLDER))
  console.log(JSON.stringify({ outcomes, open }))`

it.skipIf(process.platform !== 'linux')('a file that there is no room for leaves nothing behind', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hearth-media-'))
  try {
    // No file may be larger than 64 KB, and trying is an error rather than the end.
    const shell = `trap '' XFSZ; ulimit -f 64; exec "$NODE" --input-type=module -e "$STORING"`
    const env = { ...process.env, NODE: process.execPath, STORING, FOLDER: folder, NODE_OPTIONS: '' }
    const { stdout } = await promisify(execFile)('bash', ['-c', shell], { env })
    expect(JSON.parse(stdout)).toEqual({ outcomes: ['EFBIG', 'stored'], open: [] })
    const stored = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
    expect(stored.map(({ name }) => name)).toEqual([`${'b'.repeat(64)}.png`])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

it('a full disk is said to be full', () => {
  const error = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
  expect(asProblem(error)).toMatchObject({ status: 507, message: expect.stringContaining('full') })
  expect(asProblem(new Error('query', { cause: Object.assign(new Error(), { code: '53100' }) }))).toMatchObject({
    status: 507,
  })
})
