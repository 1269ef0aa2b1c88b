import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'
import { announce, envOf, runHere, startHearth } from './command-line.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
  announce(server)
})
afterAll(() => server.stop())

const hearth = (args: string[], input?: string) =>
  input === undefined
    ? runHere(['redirect', ...args], envOf(server))
    : startHearth(['redirect', ...args], envOf(server), input).answer

it('redirects are made, listed, tried, imported, exported and removed', async () => {
  expect(await hearth(['add', '/Old/', '/new'])).toMatchObject({ code: 0, stdout: '301  /old  /new\n' })
  expect(await hearth(['add', '/gone'])).toMatchObject({ code: 0, stdout: '410  /gone\n' })
  expect(await hearth(['add', '/old', '/x'])).toMatchObject({ code: 6, stderr: expect.stringContaining('taken') })

  const file = path.join(server.dataDir, 'redirects.csv')
  writeFileSync(file, '/old,/newer\n/a,/archive')
  const would = 'Would import: 1 new, 1 changed, 0 as they were.\n'
  expect(await hearth(['import', file, '--dry-run'])).toMatchObject({ code: 0, stdout: would })
  expect((await hearth(['list', '-q', 'new'])).stdout).toMatch(/^301 +\/old +\/new$/m)
  expect(await hearth(['import', file])).toMatchObject({ code: 0, stdout: would.replace('Would import', 'Imported') })

  const exported = (await hearth(['export'])).stdout
  expect(exported).toBe('source,target,status,post\r\n/a,/archive,301,\r\n/gone,,410,\r\n/old,/newer,301,\r\n')
  expect(JSON.parse((await hearth(['import', '-', '--json'], exported)).stdout)).toMatchObject({ created: 0, same: 3 })

  const broken = await hearth(['import', '-'], '/c /d\n/e/* /f')
  expect(broken).toMatchObject({ code: 7, stderr: expect.stringContaining('Patterns') })
  expect((await hearth(['list', '--json'])).stdout).not.toContain('"/c"')

  expect((await hearth(['test', '/a'])).stdout).toMatch(/^301 +\/a .*\n200 +\/archive .*\nend: page\n$/m)
  expect(await hearth(['remove', '/a'])).toMatchObject({ code: 0, stdout: 'Removed 301  /a  /archive\n' })
  expect(await hearth(['remove', '/a'])).toMatchObject({
    code: 5,
    stderr: expect.stringContaining('no redirect of /a'),
  })
})
