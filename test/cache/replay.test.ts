/** Events that are planned once more: right pages stay, wrong ones are found and put right. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { signedIn } from '../admin/accounts.ts'
import { seedPosts, startTestServer, type TestServer, wrongPages } from '../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
  await seedPosts(server, 25)
})
afterAll(() => server.stop())

const events = async (query = '') => (await server.api('GET', `/cache/events?limit=100${query}`)).body.items
const replay = (from: number, to?: number) => server.api('POST', '/cache/replays', { from, to })

describe('a replayed event', () => {
  it('renders the pages that it touched, and finds them right', async () => {
    const { body: post } = await server.api('POST', '/posts', { title: 'Once', status: 'published', tags: ['odd'] })
    await server.flush()
    const [event] = (await events('&relation=post')) as { id: number; plan: { rendered: number; pages: string[] } }[]
    expect(event?.plan.pages).toContain(new URL(post.url).pathname)
    const { status, body } = await replay(event?.id ?? 0)
    expect([status, body.events, body.changed]).toEqual([200, 1, []])
    expect(body.rendered).toBeGreaterThanOrEqual(event?.plan.rendered ?? 0)
    expect(await wrongPages(server)).toEqual([])
  })

  it('puts right what a change without an event left wrong, and names it', async () => {
    const { body: post } = await server.api('POST', '/posts', { title: 'Before', status: 'published' })
    await server.flush()
    const [event] = await events('&relation=post')
    await server.db.sql.begin(async (sql) => {
      // As the owner of the table could, and nobody should.
      await sql`alter table post disable trigger user`
      await sql`update post set title = 'Behind the back' where id = ${post.id}`
      await sql`alter table post enable trigger user`
    })
    const path = new URL(post.url).pathname
    expect((await server.get(path)).text).not.toContain('Behind the back')
    const { body } = await replay(event.id)
    expect(body.changed).toEqual(expect.arrayContaining([path, '/']))
    expect((await server.get(path)).text).toContain('Behind the back')
    expect(await wrongPages(server)).toEqual([])
    const [entry] = (await server.api('GET', '/audit?limit=1')).body.items
    expect(entry).toMatchObject({ action: 'cache.replay', actor: 'key:test' })
  })

  it('hides nothing of what is written meanwhile', async () => {
    const { body: post } = await server.api('POST', '/posts', { title: 'A', status: 'published' })
    await server.api('PATCH', `/posts/${post.id}`, { title: 'B' })
    await server.flush()
    const [to, from] = (await events('&relation=post')).map(({ id }: { id: number }) => id)
    // B to C is under way while A to B is planned once more.
    await Promise.all([server.api('PATCH', `/posts/${post.id}`, { title: 'C' }), replay(from, to)])
    await server.flush()
    expect((await server.get(new URL(post.url).pathname)).text).toContain('<h1>C</h1>')
    expect(await wrongPages(server)).toEqual([])
  })

  it('of a deletion brings nothing back', async () => {
    const { body: post } = await server.api('POST', '/posts', { title: 'Gone', status: 'published' })
    await server.api('DELETE', `/posts/${post.id}`)
    await server.flush()
    const all = await events('&relation=post')
    const { body } = await replay(all[1].id, all[0].id)
    expect([body.events, body.changed]).toEqual([2, []])
    expect((await server.get(new URL(post.url).pathname)).status).toBe(410)
    expect(await wrongPages(server)).toEqual([])
  })

  it('has to be kept still, and there may be a thousand of them', async () => {
    expect((await replay(999_999_999)).status).toBe(404)
    expect((await server.api('POST', '/cache/replays', { from: 'x' })).body).toMatchObject({
      ...{ status: 422, errors: [{ field: 'from' }] },
    })
    await server.db.sql`
      insert into cache_event (xid, at, actor, relation, changes, consumed_at)
      select pg_current_xact_id()::text, now(), 'test', 'redirect', '[]', now() from generate_series(1, 1001)`
    const [last] = await events()
    expect((await replay(last.id - 1000, last.id)).body).toMatchObject({ status: 422, errors: [{ field: 'to' }] })
    expect((await replay(last.id - 999, last.id)).body).toMatchObject({ events: 1000, rendered: 0, changed: [] })
  })
})

describe('the outbox', () => {
  it('is filtered by state, table and who', async () => {
    await server.api('PATCH', '/settings', { footer: 'Written by hand' })
    await server.flush()
    for (const { relation, consumedAt } of await events('&relation=setting&state=consumed&actor=KEY:te'))
      expect([relation, consumedAt]).toEqual(['setting', expect.any(String)])
    expect((await events('&relation=setting&state=consumed&actor=KEY:te')).length).toBeGreaterThan(0)
    expect(await events('&state=pending')).toEqual([])
    expect(await events('&actor=nobody')).toEqual([])
  })

  it('forgets what is done on demand, and never what is pending', async () => {
    expect((await server.api('DELETE', '/cache/events')).status).toBe(422)
    expect((await server.api('DELETE', '/cache/events?olderThanHours=0')).status).toBe(422)
    expect((await server.api('DELETE', '/cache/events?olderThanHours=1')).body).toEqual({ deleted: 0 })
    const before = await events()
    await server.db.sql`update cache_event set consumed_at = now() - interval '3 hours' where id = ${before[1].id}`
    // As old as can be; and whether it is taken again by then or not, it was not done long ago.
    await server.db
      .sql`update cache_event set at = now() - interval '9 hours', consumed_at = null where id = ${before[2].id}`
    expect((await server.api('DELETE', '/cache/events?olderThanHours=2')).body).toEqual({ deleted: 1 })
    expect((await events()).map(({ id }: { id: number }) => id)).not.toContain(before[1].id)
    expect((await events()).map(({ id }: { id: number }) => id)).toContain(before[2].id)
    expect(await wrongPages(server)).toEqual([])
  })

  it('is a page: filter, replay and deletion are forms', async () => {
    const owner = await signedIn(server, 'Olga', 'owner')
    const [event] = await events('&relation=post')
    const page = await owner.get('/admin/outbox?relation=post')
    expect(page.text).toMatch(/Plan \d+: \d+ changed/)
    const done = await owner.post('/admin/outbox/replay', { from: String(event.id), to: '' })
    expect(done.text).toMatch(/1 event replayed, \d+ pages rendered in \d+ ms: all were right\./)
    const refused = await owner.post('/admin/outbox/replay', { from: '999999999', to: '' })
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('No event from 999999999')])
    expect((await owner.post('/admin/outbox/prune', { olderThanHours: '72' })).headers.get('location')).toContain(
      '0+events+deleted',
    )
  })
})
