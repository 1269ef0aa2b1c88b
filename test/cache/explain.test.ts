/** For every page: what led to its bytes, in which event and plan, by whom; and what a writer sees of their own. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { seedPosts, startTestServer, type TestServer } from '../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
  await seedPosts(server, 30)
})
afterAll(() => server.stop())

describe('explain', () => {
  it('has an answer for every stored address', async () => {
    await server.get('/nothing-here')
    const keys = server.cache.store.keys()
    expect(keys.length).toBeGreaterThan(60)
    for (const key of keys) {
      const { status, body } = await server.api('GET', `/cache/explain?url=${encodeURIComponent(key)}`)
      expect([key, status]).toEqual([key, 200])
      expect(body).toMatchObject({
        url: key,
        cause: { kind: expect.any(String) },
        lastRender: { ms: expect.any(Number) },
      })
      expect(body.dependencies.length).toBeGreaterThan(0)
    }
  })

  it('names the event, the plan and the actor that led to the bytes, not those of a later render of the same', async () => {
    const { body: post } = await server.api('POST', '/posts', { title: 'Traced', status: 'published', tags: ['odd'] })
    await server.flush()
    const explained = async () => (await server.api('GET', '/cache/explain?url=/posts/traced')).body
    const first = await explained()
    expect(first.cause).toMatchObject({ kind: 'flush', actor: 'key:test' })
    const { items: plans } = (await server.api('GET', '/cache/plans')).body
    const plan = plans.find(({ id }: { id: number }) => id === first.cause.planId)
    expect(plan).toMatchObject({ actors: ['key:test'], failed: 0, unchanged: 0 })
    expect(plan.renders).toContainEqual({ url: '/posts/traced', why: 'appears', outcome: 'changed' })
    expect(plan.renders.map(({ url }: { url: string }) => url)).toEqual(
      expect.arrayContaining(['/', '/tags/odd', '/rss.xml']),
    )
    const { items: events } = (await server.api('GET', '/cache/events?limit=50')).body
    const event = events.find(({ id }: { id: number }) => id === first.cause.planId)
    expect(plan.eventIds).toContain(event.id)
    expect(event.consumedAt).not.toBeNull()

    await server.api('POST', '/cache/warm')
    const later = await explained()
    expect(later.cause).toEqual(first.cause)
    expect(later.modifiedAt).toBe(first.modifiedAt)
    expect(later.lastRender.cause.kind).toBe('warm')
    expect(later.plans[0].id).toBe(first.cause.planId)
    await server.api('DELETE', `/posts/${post.id}`)
  })

  it('keeps events, plans and findings for a while, and no longer', async () => {
    const { sql } = server.db
    await sql`update cache_event set consumed_at = consumed_at - interval '30 days'`
    await sql`update cache_plan set at = at - interval '30 days'`
    await sql`insert into cache_finding (at, url, difference, cause, dependencies, suspects)
      values (now() - interval '30 days', '/', 'old', '{}', '{}', '{}')`
    await sql`select graphile_worker.add_job('prune')`
    for (;;) {
      const [row] = await sql<{ left: number }[]>`
        select (select count(*) from cache_event)::int + (select count(*) from cache_plan)::int + (select count(*) from cache_finding)::int as left`
      if (row?.left === 0) break
      await new Promise(setImmediate)
    }
  })
})

describe('a writer who looks at the site after a write', () => {
  it('never sees it as it was before, by header or by the cookie that the answer set', async () => {
    const { body } = await server.api('POST', '/pages', { title: 'Mine 0', slug: 'mine', status: 'published' })
    for (let n = 1; n <= 15; n++) {
      const answer = await server.api('PATCH', `/pages/${body.id}`, { title: `Mine ${n}` })
      const cookie = answer.headers.get('set-cookie') ?? ''
      expect(cookie).toMatch(/^hearth-epoch=\d+; Path=\/; Max-Age=60; HttpOnly; SameSite=Lax$/)
      const headers: Record<string, string> =
        n % 2
          ? { Cookie: `theme=dark; ${cookie.split(';')[0]}` }
          : { 'Hearth-Epoch': answer.headers.get('hearth-epoch') ?? '' }
      expect((await server.get('/mine', headers)).text).toContain(`Mine ${n}`)
    }
  })

  it('cannot be made to render by an epoch that no write ever had', async () => {
    const answer = await server.get('/mine', { 'Hearth-Epoch': '999999999999' })
    expect([answer.status, answer.headers.get('cache-status')]).toEqual([200, 'hearth; hit'])
  })
})
