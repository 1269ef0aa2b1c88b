/** What somebody set going: how far it is, how it is stopped, and what came of it. */
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { signedIn } from '../admin/accounts.ts'
import type { Browser } from '../support/browser.ts'
import { seedPosts, startTestServer, type TestServer, until, wrongPages } from '../support/server.ts'

let server: TestServer
let owner: Browser
/** Renders wait for it. */
let gate = Promise.resolve()
let open = () => {}

function close(): void {
  const { promise, resolve } = Promise.withResolvers<void>()
  gate = promise
  open = resolve
}

beforeAll(async () => {
  server = await startTestServer(
    inject('clusterUrl'),
    {},
    {
      wrapSite: (site) => ({
        ...site,
        doubt: () => site.doubt(),
        openSession: async (options) => {
          const session = await site.openSession(options)
          return {
            ...session,
            render: async (key) => {
              await gate
              return session.render(key)
            },
          }
        },
      }),
    },
  )
  // So many that warming is a wide change, done in slices.
  await seedPosts(server, 320)
  owner = await signedIn(server, 'Olga', 'owner')
})
afterAll(async () => {
  open()
  await server.stop()
})
beforeEach(() => open())

const state = async () => (await server.api('GET', '/cache')).body
const underWay = () => until(state, ({ actions }) => actions.some(({ total }: { total: number }) => total > 0))

describe('warming', () => {
  it('says how far it is, and what came of it', async () => {
    expect((await state()).lastActions).toContainEqual(
      expect.objectContaining({ kind: 'warm', actor: 'start', outcome: 'done' }),
    )
    close()
    const warm = server.api('POST', '/cache/warm')
    const { actions, entries } = await underWay()
    expect(actions).toEqual([
      expect.objectContaining({ kind: 'warm', actor: 'key:test', done: 0, total: entries, mayCancel: true }),
    ])
    open()
    expect((await warm).body.rendered).toBe(entries)
    const after = await state()
    expect(after.actions).toEqual([])
    expect(after.lastActions[0]).toMatchObject({
      ...{ kind: 'warm', outcome: 'done', counts: { rendered: entries, unchanged: entries } },
    })
  })

  it('is cancelled: what changed meanwhile is rendered all the same', async () => {
    close()
    const warm = server.api('POST', '/cache/warm')
    const { actions, entries } = await underWay()
    await server.db.sql`update post set title = 'Meanwhile' where slug = 'post-60'`
    expect((await server.api('DELETE', `/cache/actions/${actions[0].id}`)).status).toBe(204)
    open()
    expect((await warm).body.rendered).toBeLessThan(entries / 2)
    await server.flush()
    expect((await server.get('/posts/post-60')).text).toContain('Meanwhile')
    expect((await state()).lastActions.find(({ kind }: { kind: string }) => kind === 'warm')).toMatchObject({
      outcome: 'cancelled',
    })
    expect((await state()).dirtyKeys).toBe(0)
    expect((await state()).entries).toBe(entries)
    expect(await wrongPages(server)).toEqual([])
    expect((await server.api('DELETE', `/cache/actions/${actions[0].id}`)).status).toBe(404)
  })
})

describe('an audit', () => {
  it('is cancelled, and tells of what it looked at', async () => {
    close()
    const audit = server.api('POST', '/cache/audit?sample=100')
    const { actions } = await underWay()
    expect(actions).toEqual([expect.objectContaining({ kind: 'audit', done: 0, total: 100, mayCancel: true })])
    await server.api('DELETE', `/cache/actions/${actions[0].id}`)
    open()
    expect((await audit).body).toMatchObject({ checked: 1, wrong: [] })
  })
})

describe('a purge', () => {
  it('comes to its end, as pages are missing meanwhile', async () => {
    close()
    const purge = server.api('POST', '/cache/purge', {})
    const { actions } = await underWay()
    expect(actions).toEqual([expect.objectContaining({ kind: 'purge', mayCancel: false })])
    expect((await server.api('DELETE', `/cache/actions/${actions[0].id}`)).body).toMatchObject({
      ...{ status: 409, type: 'urn:hearth:problem:not-cancellable' },
    })
    open()
    expect((await purge).status).toBe(200)
    expect(await wrongPages(server)).toEqual([])
  })
})

describe('the page', () => {
  it('answers at once, and shows what is under way with a way to cancel it', async () => {
    close()
    expect((await owner.post('/admin/cache/warm')).location).toBe('/admin/cache')
    const { actions } = await underWay()
    const page = await owner.get('/admin/cache')
    expect(page.text).toMatch(/Rendering pages anew: 0 of \d+/)
    expect(page.text).toContain(`/admin/cache/actions/${actions[0].id}/cancel`)
    expect((await owner.post(`/admin/cache/actions/${actions[0].id}/cancel`)).status).toBe(303)
    open()
    await until(state, ({ actions }) => actions.length === 0)
    expect((await owner.get('/admin/cache')).text).toMatch(/Cancelled\. \d+ pages rendered anew/)
    expect((await owner.get('/admin/cache')).text).toMatch(/0 wrong in [\d,]+ checks/)
    // Somebody was faster.
    expect((await owner.post(`/admin/cache/actions/${actions[0].id}/cancel`)).status).toBe(303)
  })
})
