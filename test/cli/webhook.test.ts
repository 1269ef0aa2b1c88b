import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'
import { isSignedWith, Receiver } from '../webhooks/receiver.ts'
import { announce, envOf, runHere } from './command-line.ts'

let server: TestServer
let receiver: Receiver
beforeAll(async () => {
  receiver = await Receiver.start()
  server = await startTestServer(inject('clusterUrl'), { WEBHOOKS_ALLOW_PRIVATE: 'true' })
  announce(server)
})
afterAll(async () => {
  await server.stop()
  await receiver.stop()
})

const hearth = (...args: string[]) => runHere(['webhook', ...args], envOf(server))

it('webhooks are made, tested, listed, paused, replayed and removed', async () => {
  const made = await hearth('create', receiver.url, '--events', 'post.published,tag.created', '--name', 'Mine')
  expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/^whsec_\S{44}\n$/) })
  const [{ id }] = JSON.parse((await hearth('list', '--json')).stdout)
  expect(await hearth('test', String(id))).toMatchObject({ code: 0, stdout: expect.stringMatching(/arrived: 204 in/) })
  const [first] = receiver.received
  if (!first) throw new Error('nothing came')
  expect(isSignedWith(made.stdout.trim(), first)).toBe(true)

  receiver.reply = () => ({ status: 500 })
  expect(await hearth('test', String(id))).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/did not arrive: 500 in/),
  })
  const listed = (await hearth('deliveries', String(id))).stdout
  expect(listed).toMatch(/webhook\.test +A test +failed +1 +500 in \d+ ms/)
  expect((await hearth('deliveries', String(id), '--status', 'delivered', '--json')).stdout).toContain('"status": 204')
  receiver.reply = () => ({ status: 200 })
  const [{ id: delivery }] = JSON.parse((await hearth('deliveries', String(id), '--json')).stdout)
  expect((await hearth('replay', String(id), String(delivery))).stdout).toMatch(/arrived: 200 in/)

  const rotated = await hearth('rotate', String(id))
  expect(rotated.stdout).toMatch(/^whsec_/)
  expect(rotated.stdout).not.toBe(made.stdout)
  expect((await hearth('pause', String(id))).code).toBe(0)
  expect((await hearth('list')).stdout).toMatch(/Mine +paused +2 +0 +0 .*post\.published, tag\.created/)
  expect((await hearth('list')).stdout).not.toContain('whsec_')
  expect((await hearth('resume', String(id))).code).toBe(0)
  expect((await hearth('delete', String(id))).code).toBe(0)
  expect((await hearth('list')).stdout).toBe('No webhooks yet.\n')
})

it('what is wrong is said, with an exit code of its own', async () => {
  expect(await hearth('create', 'https://a:b@example.com/')).toMatchObject({
    code: 7,
    stderr: expect.stringContaining('password'),
  })
  expect(await hearth('create', receiver.url, '--events', 'post.eaten')).toMatchObject({
    code: 7,
    stderr: expect.stringContaining('events'),
  })
  expect(await hearth('delete', '99')).toMatchObject({ code: 5, stderr: expect.stringContaining('no webhook 99') })
  expect(await hearth('test', 'mine')).toMatchObject({ code: 2, stderr: expect.stringContaining('is no id') })
})
