/** What an API key may, whoever made it. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Role } from '../../src/db/schema.ts'
import type { Browser } from '../support/browser.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { makeAccount, signedInAs, signIn } from './accounts.ts'

let server: TestServer
let as: (role: Role) => Browser
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
  as = await signedInAs(server, ['owner', 'admin'])
})
afterAll(() => server.stop())

describe('a key', () => {
  const keyWith = async (scopes: string[]) => {
    const { body } = await as('admin').api('POST', '/keys', { name: 'k', scopes })
    return { Authorization: `Bearer ${body.key}` }
  }

  it('makes nobody an owner, whoever made it', async () => {
    const all = await keyWith(['*'])
    const { id } = await makeAccount(server, 'Nia', 'admin')
    expect((await server.api('PATCH', `/users/${id}`, { role: 'owner' }, all)).status).toBe(403)
    expect(
      (await server.api('POST', '/users/invitations', { email: 'o@example.com', role: 'owner' }, all)).status,
    ).toBe(403)
    expect((await server.api('PATCH', `/users/${id}`, { role: 'editor' }, all)).body.role).toBe('editor')
  })

  it('makes no key that may do more than itself', async () => {
    const narrow = await keyWith(['keys:write', 'posts:read'])
    for (const scopes of [['*'], ['posts:write'], ['posts:read', 'users:write']]) {
      const { status, body } = await server.api('POST', '/keys', { name: 'more', scopes }, narrow)
      expect([status, body.errors[0].field]).toEqual([403, 'scopes'])
    }
    expect((await server.api('POST', '/keys', { name: 'less', scopes: ['posts:read'] }, narrow)).status).toBe(201)
  })

  it('loses what its maker loses, and ends with their account', async () => {
    const maker = await makeAccount(server, 'Kim', 'admin')
    const kim = await signIn(server, maker.email)
    const { body: made } = await kim.api('POST', '/keys', { name: "Kim's", scopes: ['*'] })
    const kims = { Authorization: `Bearer ${made.key}` }
    const { body: child } = await server.api('POST', '/keys', { name: 'its own', scopes: ['users:read'] }, kims)
    const childs = { Authorization: `Bearer ${child.key}` }
    expect((await server.api('GET', '/users', undefined, childs)).status).toBe(200)
    expect(
      (await server.api('GET', '/keys')).body.items.find(({ id }: { id: number }) => id === child.id),
    ).toMatchObject({
      madeBy: 'Kim',
    })

    await as('owner').api('PATCH', `/users/${maker.id}`, { role: 'contributor' })
    expect((await server.api('GET', '/users', undefined, kims)).status).toBe(403)
    expect((await server.api('GET', '/users', undefined, childs)).status).toBe(403)
    expect((await server.api('GET', '/posts', undefined, kims)).body.items).toEqual([])
    expect((await server.api('POST', '/posts', { title: 'At once', status: 'published' }, kims)).status).toBe(403)
    expect((await server.get('/', { ...kims, 'Cache-Control': 'no-cache' })).headers.get('cache-status')).toContain(
      'hit',
    )

    await as('owner').api('DELETE', `/users/${maker.id}`)
    expect((await server.api('GET', '/posts', undefined, kims)).status).toBe(401)
    expect((await server.api('GET', '/posts', undefined, childs)).status).toBe(401)
  })

  it('is rotated: the new one may the same, the old one for no longer than is said', async () => {
    const { body: old } = await as('admin').api('POST', '/keys', {
      ...{ name: 'worker', scopes: ['posts:read'] },
      expiresAt: new Date(Date.now() + 10 * 86_400_000).toISOString(),
    })
    const using = (key: string) => server.api('GET', '/posts', undefined, { Authorization: `Bearer ${key}` })
    const { status, body: later } = await as('admin').api('POST', `/keys/${old.id}/rotation`, { graceHours: 1 })
    expect([status, later]).toEqual([201, expect.objectContaining({ name: 'worker', scopes: ['posts:read'] })])
    expect(Date.parse(later.expiresAt) - Date.now()).toBeGreaterThan(9.9 * 86_400_000)
    expect([(await using(old.key)).status, (await using(later.key)).status]).toEqual([200, 200])
    const listed = (await server.api('GET', '/keys')).body.items.find(({ id }: { id: number }) => id === old.id)
    expect(Date.parse(listed.expiresAt) - Date.now()).toBeLessThan(3_600_001)

    const { body: last } = await as('admin').api('POST', `/keys/${later.id}/rotation`, {})
    expect([(await using(later.key)).status, (await using(last.key)).status]).toEqual([401, 200])
    expect((await as('admin').api('POST', `/keys/${later.id}/rotation`, {})).status).toBe(404)
    const narrow = await keyWith(['keys:write'])
    expect((await server.api('POST', `/keys/${last.id}/rotation`, {}, narrow)).status).toBe(403)
  })

  it('that reads posts reads no pages by another way', async () => {
    const { body: page } = await server.api('POST', '/pages', { title: 'A hidden page' })
    const posts = await keyWith(['posts:read', 'posts:write'])
    expect((await server.api('GET', `/posts/${page.id}/revisions`, undefined, posts)).status).toBe(404)
    expect((await server.api('POST', `/posts/${page.id}/preview-links`, {}, posts)).status).toBe(404)
    expect((await server.api('GET', `/posts/${page.id}/revisions`)).status).toBe(200)
  })
})
