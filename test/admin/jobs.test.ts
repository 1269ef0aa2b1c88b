import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Browser } from '../support/browser.ts'
import { startTestServer, type TestServer, until } from '../support/server.ts'
import { signedIn } from './accounts.ts'

let server: TestServer
let owner: Browser
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
  owner = await signedIn(server, 'Olga', 'owner')
})
afterAll(() => server.stop())

const add = async (task: string, more = '') => {
  const [job] = await server.db.sql.unsafe<{ id: string }[]>(
    `select id::text from graphile_worker.add_job('${task}', '{}'::json, run_at => now() + interval '1 day' ${more})`,
  )
  return job?.id ?? ''
}

describe('the jobs page', () => {
  it('shows what waits and what failed, with the whole error', async () => {
    const [waiting, failed] = [await add('water_plants'), await add('feed_cat')]
    await server.db.sql`
      update graphile_worker._private_jobs set attempts = 3, last_error = ${'No such cat.\n  at feed (<script>.ts)'} where id = ${failed}`
    const { body: post } = await server.api('POST', '/posts', {
      ...{ title: 'To come', status: 'scheduled', publishedAt: '2099-01-01T00:00:00Z' },
    })
    const all = await owner.get('/admin/jobs')
    for (const text of ['Water plants', 'Feed cat', 'Publish at its hour', `/admin/posts/${post.id}`])
      expect(all.text).toContain(text)
    const some = await owner.get('/admin/jobs?state=failed')
    expect(some.text).toMatch(
      /<summary>No such cat\.<\/summary><pre class="mono">No such cat\.\n {2}at feed \(&lt;script&gt;\.ts\)/,
    )
    expect(some.text).toContain('It is tried again by itself.')
    expect(some.text).not.toContain('Water plants')
    expect((await owner.get('/admin/jobs?task=water_plants')).text).not.toContain('No such cat')
    expect((await server.api('GET', '/jobs?task=feed_cat')).body).toMatchObject({
      items: [{ id: failed, state: 'failed', attempts: 3 }],
      counts: { failed: 1 },
    })
    expect((await server.api('GET', '/jobs?state=waiting&task=water_plants')).body.items).toHaveLength(1)
    expect(waiting).not.toBe(failed)
  })

  it('runs now, and cancels, and says when it is too late', async () => {
    const [job] = (await server.api('GET', '/jobs?task=publish_scheduled')).body.items
    expect(job.runAt).toMatch(/^2099/)
    expect((await owner.post(`/admin/jobs/${job.id}/retry`)).location).toContain('It+runs+now.')
    // Its hour has not come, so it publishes nothing, and waits for it again.
    const { body } = await until(
      () => server.api('GET', '/jobs?task=publish_scheduled'),
      ({ body }) => body.items.length === 1 && body.items[0].id !== job.id,
    )
    expect(body.items[0]).toMatchObject({ state: 'waiting', runAt: job.runAt, payload: job.payload })
    expect((await server.api('GET', '/posts?q=To+come')).body.items[0].status).toBe('scheduled')
    const id = await add('water_plants')
    expect((await owner.post(`/admin/jobs/${id}/cancel`)).location).toContain('Cancelled.')
    expect((await owner.post(`/admin/jobs/${id}/cancel`)).location).toContain('This+job+runs+already')
    expect((await owner.get('/admin/jobs?state=running')).text).toContain('Nothing runs at this moment.')
  })
})
