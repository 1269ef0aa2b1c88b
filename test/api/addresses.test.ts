import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
})
afterAll(() => server.stop())

it('posts of one title that are made at the same moment get a free slug each', async () => {
  const made = await Promise.all(Array.from({ length: 8 }, () => server.api('POST', '/posts', { title: 'Untitled' })))
  expect(made.map(({ status }) => status)).toEqual(Array(8).fill(201))
  const slugs = made.map(({ body }) => body.slug).sort()
  expect(slugs).toEqual(['untitled', ...[2, 3, 4, 5, 6, 7, 8].map((n) => `untitled-${n}`)])
})

it('posts cannot be put under an address of the site itself, where nobody would reach them', async () => {
  for (const place of ['admin', 'api', 'tags', 'authors', 'media', 'assets', 'search', 'archive', 'healthz']) {
    const pattern = `/${place}/{slug}`
    const { status, body } = await server.api('PATCH', '/settings', { permalink: pattern })
    expect([place, status, body.errors?.[0]?.field]).toEqual([place, 422, 'permalink'])
    const tried = await server.api('GET', `/settings/permalink?pattern=${encodeURIComponent(pattern)}`)
    expect([place, tried.status]).toEqual([place, 422])
  }
  for (const permalink of ['/blog/{slug}', '/{yyyy}/{mm}/{slug}', '/posts/{yyyy}/{slug}', '/posts/{slug}'])
    expect([permalink, (await server.api('PATCH', '/settings', { permalink })).status]).toEqual([permalink, 200])
})

it('a site whose posts were put there before can still be changed in all else', async () => {
  await server.db.sql`insert into setting (key, value) values ('permalink', '"/tags/{slug}"')
    on conflict (key) do update set value = excluded.value`
  const { status } = await server.api('PATCH', '/settings', { permalink: '/tags/{slug}', title: 'Other' })
  expect(status).toBe(200)
  expect((await server.api('PATCH', '/settings', { permalink: '/posts/{slug}' })).status).toBe(200)
})
