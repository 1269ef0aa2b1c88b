import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
})
afterAll(() => server.stop())

it('names what a save changed, not all that the editor sent', async () => {
  const all = { title: 'One', markdown: 'Text', excerpt: 'About it', tags: ['a', 'b'], featured: false }
  const { body } = await server.api('POST', '/posts', all)
  await server.api('PATCH', `/posts/${body.id}`, { ...all, markdown: 'Another text', tags: ['b'] })
  const [last] = (await server.api('GET', '/audit?limit=1')).body.items
  expect([last.action, last.details.fields]).toEqual(['post.update', ['markdown', 'tags']])
})
