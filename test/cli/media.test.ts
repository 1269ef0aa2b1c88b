import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'
import { announce, envOf, runHere } from './command-line.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
  announce(server)
})
afterAll(() => server.stop())

const hearth = (...args: string[]) => runHere(['media', ...args], envOf(server))

it('files are uploaded, listed, replaced and deleted, unless they are in use', async () => {
  const [one, two] = ['one.txt', 'two.txt'].map((name) => {
    const file = path.join(server.dataDir, name)
    writeFileSync(file, `text of ${name}`)
    return file
  }) as [string, string]
  const [first, second] = JSON.parse((await hearth('upload', one, two, '--alt', 'Words', '--json')).stdout)
  expect([first.fileName, second.alt]).toEqual(['one.txt', 'Words'])
  await server.api('POST', '/posts', { title: 'Shows it', markdown: `[a](${first.url})` })

  expect((await hearth('list')).stdout).toMatch(/one\.txt +document +15 B +1 /)
  expect((await hearth('list', '--unused')).stdout).not.toContain('one.txt')
  expect((await hearth('uses', String(first.id))).stdout).toMatch(/post +\d+ +Shows it +text/)
  const three = path.join(server.dataDir, 'three.txt')
  writeFileSync(three, 'text of three')
  expect((await hearth('replace', String(first.id), three)).stdout).toMatch(/^Replaced in 1 places: \/media\//)

  const deleted = await hearth('delete', String(first.id), String(second.id))
  expect(deleted.stdout).toBe(`kept ${first.id}  three.txt: It is in use.\n1 deleted.\n`)
  expect(await hearth('delete', 'x')).toMatchObject({ code: 2 })
  expect(await hearth('upload', '/nowhere.png')).toMatchObject({ code: 1, stderr: expect.stringContaining('nowhere') })
})
