import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { startHearth } from './command-line.ts'

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await createTestDatabase(inject('clusterUrl'))
  folder = mkdtempSync(path.join(tmpdir(), 'hearth-cli-'))
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})
const hearth = (args: string[], input?: string) =>
  startHearth(['redirect', ...args], { DATABASE_URL: database.url, DATA_DIR: path.join(folder, 'data') }, input).answer

it('redirects are made, listed, imported, exported and removed', async () => {
  expect(await hearth(['add', '/Old/', '/new'])).toMatchObject({ code: 0, stdout: '301  /old  /new\n' })
  expect(await hearth(['add', '/gone'])).toMatchObject({ code: 0, stdout: '410  /gone\n' })
  expect(await hearth(['add', '/old', '/x'])).toMatchObject({ code: 1, stderr: expect.stringContaining('taken') })

  const file = path.join(folder, 'redirects.csv')
  writeFileSync(file, '/old,/newer\n/a,/b')
  const would = 'Would import: 1 new, 1 changed, 0 as they were.\n'
  expect(await hearth(['import', file, '--dry-run'])).toMatchObject({ code: 0, stdout: would })
  expect((await hearth(['list', '-q', 'new'])).stdout).toBe('301  /old  /new\n')
  expect(await hearth(['import', file])).toMatchObject({ code: 0, stdout: would.replace('Would import', 'Imported') })

  const exported = (await hearth(['export'])).stdout
  expect(exported).toBe('source,target,status,post\r\n/a,/b,301,\r\n/gone,,410,\r\n/old,/newer,301,\r\n')
  const again = JSON.parse((await hearth(['import', '-', '--json'], exported)).stdout)
  expect(again).toMatchObject({ created: 0, changed: 0, same: 3 })

  const broken = await hearth(['import', '-'], '/c /d\n/e/* /f')
  expect(broken).toMatchObject({ code: 1, stdout: expect.stringContaining('line 2: Patterns') })
  expect((await hearth(['list', '--json'])).stdout).not.toContain('"/c"')

  expect(await hearth(['remove', '/a'])).toMatchObject({ code: 0, stdout: 'Removed 301  /a  /b\n' })
  expect(await hearth(['remove', '/a'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('no redirect of /a'),
  })
  expect(await hearth(['test', '/old'])).toMatchObject({ code: 1, stderr: expect.stringContaining('not running') })
})
