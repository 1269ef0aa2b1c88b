/** From a change to a program that knows of it. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { startTestServer, type TestServer, until } from '../support/server.ts'
import { isSignedWith, Receiver } from './receiver.ts'

let server: TestServer
let receiver: Receiver
beforeAll(async () => {
  server = await startTestServer(
    inject('clusterUrl'),
    { WEBHOOKS_ALLOW_PRIVATE: 'true' },
    { requestsPerMinute: 1_000_000 },
  )
})
afterAll(() => server.stop())
beforeEach(async () => {
  receiver = await Receiver.start()
})
afterEach(async () => {
  await noWork()
  await server.db.sql`delete from webhook`
  await receiver.stop()
})

async function createHook(events = ['*'], url = receiver.url): Promise<{ id: number; secret: string }> {
  const { status, body } = await server.api('POST', '/webhooks', { url, events })
  expect(status).toBe(201)
  return body
}

const arrived = (count: number, limitMs = 10_000) =>
  until(
    async () => receiver.types,
    (types) => types.length >= count,
    limitMs,
  )
// biome-ignore lint/suspicious/noExplicitAny: answers are what the tests look into
const deliveries = async (id: number): Promise<any[]> =>
  (await server.api('GET', `/webhooks/${id}/deliveries?limit=100`)).body.items
const outcome = (id: number, isIt: (statuses: string[]) => boolean) =>
  until(async () => (await deliveries(id)).map(({ status }) => status), isIt, 30_000)
const publish = async (title: string, more = {}) =>
  (await server.api('POST', '/posts', { title, markdown: 'Text', status: 'published', ...more })).body
const noWork = async () =>
  until(
    () => server.db.sql`select id from graphile_worker.jobs where task_identifier like '%webhook%' and run_at <= now()`,
    (rows) => rows.length === 0,
    30_000,
  )
/** What is to be tried later is tried now. */
async function letTimePass(): Promise<void> {
  await server.db.sql`update webhook set held_until = null`
  await server.db.sql`update webhook_delivery set next_at = now() where status = 'waiting'`
  await server.db
    .sql`select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where task_identifier = 'deliver_webhook' and locked_at is null), run_at => now())`
}

describe('a post that is published', () => {
  it('is told once, signed, and after its page is served', async () => {
    const { id, secret } = await createHook(['post.published'])
    const seen: number[] = []
    receiver.reply = async ({ message }) => {
      const page = new URL(message.data.post.url).pathname
      seen.push((await server.get(page)).status)
      return { status: 200, body: 'Thank you' }
    }
    const post = await publish('Hello', { tags: ['News'], authors: ['Ann'], excerpt: 'In short' })
    await outcome(id, (statuses) => statuses.includes('delivered'))
    expect(seen).toEqual([200])
    const [only] = receiver.received
    if (!only) throw new Error('nothing came')
    expect(isSignedWith(secret, only)).toBe(true)
    expect(isSignedWith('whsec_AAAA', only)).toBe(false)
    expect(Math.abs(Date.now() / 1000 - Number(only.headers['webhook-timestamp']))).toBeLessThan(60)
    expect(only.headers['content-type']).toBe('application/json')
    expect(only.message).toEqual({
      id: only.headers['webhook-id'],
      type: 'post.published',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      data: {
        post: {
          ...{ id: post.id, kind: 'post', title: 'Hello', slug: 'hello', status: 'published', excerpt: 'In short' },
          ...{ url: `${server.siteUrl}/posts/hello`, publishedAt: post.publishedAt, updatedAt: post.updatedAt },
          ...{ coverUrl: null, featured: false },
          tags: [{ slug: 'news', name: 'News', url: `${server.siteUrl}/tags/news` }],
          authors: [{ slug: 'ann', name: 'Ann', url: `${server.siteUrl}/authors/ann` }],
        },
      },
    })
    const [delivery] = await deliveries(id)
    expect(delivery).toMatchObject({ type: 'post.published', subject: 'Hello', attempts: 1, nextAt: null })
    const whole = (await server.api('GET', `/webhooks/${id}/deliveries/${delivery.id}`)).body
    expect([whole.body, whole.response]).toEqual([only.body, 'Thank you'])
    expect(whole.history).toEqual([{ at: expect.any(String), ms: expect.any(Number), status: 200, error: null }])
  })

  it('is not told while it is a draft, and costs nothing when nobody listens', async () => {
    await publish('Unheard')
    await server.api('POST', '/posts', { title: 'Draft' })
    const { id } = await createHook()
    await server.api('POST', '/webhooks', { url: receiver.url, events: ['*'] })
    await server.api('PATCH', `/webhooks/${id}`, { state: 'paused' })
    await server.db.sql`update webhook set state = 'paused', pause_reason = 'asked'`
    await publish('Unheard too')
    const rows = await server.db.sql`select id from webhook_change`
    const jobs = await server.db.sql`select id from graphile_worker.jobs where task_identifier like '%webhook%'`
    expect([rows.length, jobs.length, await deliveries(id)]).toEqual([0, 0, []])
    await server.db.sql`update webhook set state = 'active', pause_reason = null`
    const draft = (await server.api('POST', '/posts', { title: 'Another draft', tags: ['x'] })).body
    await server.api('PATCH', `/posts/${draft.id}`, { markdown: 'More', tags: ['y'] })
    expect((await server.db.sql`select id from webhook_change where relation like 'post%'`).length).toBe(0)
  })
})

describe('what happens to a post', () => {
  it('is told as one event a transaction, whoever did it', async () => {
    const { id } = await createHook([
      'post.published',
      'post.updated',
      'post.unpublished',
      'post.deleted',
      'page.published',
    ])
    const post = await publish('Life', { tags: ['one'] })
    await arrived(1)
    await server.api('PATCH', `/posts/${post.id}`, { title: 'Longer life', slug: 'longer', tags: ['one', 'two'] })
    await arrived(2)
    expect(receiver.received[1]?.message).toMatchObject({
      type: 'post.updated',
      data: { previous: { slug: 'life', url: `${server.siteUrl}/posts/life` }, post: { slug: 'longer' } },
    })
    await server.api('PATCH', `/posts/${post.id}`, { tags: ['two'] })
    await arrived(3)
    expect(receiver.received[2]?.message.data.post.tags.map(({ slug }: { slug: string }) => slug)).toEqual(['two'])
    // Nothing that readers see.
    await server.api('PATCH', `/posts/${post.id}`, { title: 'Longer life', tags: ['two'] })
    await server.api('DELETE', `/posts/${post.id}/publication`)
    await arrived(4)
    await server.db.sql`update post set status = 'published' where id = ${post.id}`
    await arrived(5)
    await server.api('DELETE', `/posts/${post.id}`)
    await arrived(6)
    await server.api('PUT', `/posts/${post.id}/restoration`)
    await arrived(7)
    await server.db.sql`delete from post where id = ${post.id}`
    await arrived(8)
    await server.api('POST', '/pages', { title: 'A page', status: 'published' })
    await arrived(9)
    await outcome(id, (statuses) => statuses.length === 9 && statuses.every((status) => status === 'delivered'))
    expect(receiver.types).toEqual([
      ...['post.published', 'post.updated', 'post.updated', 'post.unpublished', 'post.published'],
      ...['post.deleted', 'post.published', 'post.deleted', 'page.published'],
    ])
    expect(receiver.received.map(({ message }) => (message.data.post ?? message.data.page).status)).toEqual([
      ...['published', 'published', 'published', 'unpublished', 'published'],
      ...['deleted', 'published', 'deleted', 'published'],
    ])
  })

  it('is told of a post whose hour has come', async () => {
    const { id } = await createHook(['post.published'])
    const { body: post } = await server.api('POST', '/posts', {
      ...{ title: 'Later', status: 'scheduled', publishedAt: new Date(Date.now() + 3_600_000).toISOString() },
    })
    await server.db.sql`update post set published_at = now() - interval '1 second' where id = ${post.id}`
    await outcome(id, (statuses) => statuses[0] === 'delivered')
    expect(receiver.types).toEqual(['post.published'])
  })

  it('is not told when it was taken back', async () => {
    const { id } = await createHook()
    await server.api('POST', '/posts?dryRun=true', { title: 'Only tried', status: 'published' })
    expect(await deliveries(id)).toEqual([])
    expect((await server.db.sql`select id from webhook_change`).length).toBe(0)
  })
})

describe('tags and settings', () => {
  it('are told, too', async () => {
    await createHook(['tag.created', 'tag.updated', 'tag.deleted', 'settings.updated'])
    const { body: tag } = await server.api('POST', '/tags', { name: 'Birds' })
    await arrived(1)
    await server.api('PATCH', `/tags/${tag.id}`, { name: 'Birds', slug: 'fowl' })
    await arrived(2)
    await server.api('DELETE', `/tags/${tag.id}`)
    await arrived(3)
    await server.api('PATCH', '/settings', { title: 'Another', footer: 'Foot' })
    await arrived(4)
    expect(receiver.received.map(({ message }) => [message.type, message.data])).toEqual([
      ['tag.created', { tag: { id: tag.id, slug: 'birds', name: 'Birds', url: `${server.siteUrl}/tags/birds` } }],
      [
        'tag.updated',
        {
          tag: { id: tag.id, slug: 'fowl', name: 'Birds', url: `${server.siteUrl}/tags/fowl` },
          previous: { slug: 'birds', url: `${server.siteUrl}/tags/birds` },
        },
      ],
      ['tag.deleted', { tag: { id: tag.id, slug: 'fowl', name: 'Birds', url: `${server.siteUrl}/tags/fowl` } }],
      ['settings.updated', { settings: { changed: expect.arrayContaining(['title', 'footer']) } }],
    ])
  })
})

describe('a bulk change', () => {
  it('by plain SQL goes as few messages, one after another', async () => {
    await server.db.sql`
      insert into post (slug, title, status, published_at) select 'many-' || n, 'Many ' || n, 'published', now() from generate_series(1, 70) n`
    const { id } = await createHook(['post.updated'])
    const other = await createHook(['tag.created'])
    let [now, most] = [0, 0]
    receiver.reply = async () => {
      most = Math.max(most, ++now)
      await new Promise((resolve) => setTimeout(resolve, 20))
      now--
      return { status: 200 }
    }
    await server.db.sql`update post set title = title || '!' where slug like 'many-%'`
    await outcome(id, (statuses) => statuses.length > 0 && statuses.every((status) => status === 'delivered'))
    expect(receiver.types).toEqual(['content.changed', 'content.changed'])
    expect(most).toBe(1)
    const parts = receiver.received.map(({ message }) => message.data)
    expect(parts.map(({ total, part, parts, omitted }) => [total, part, parts, omitted])).toEqual([
      [70, 1, 2, 0],
      [70, 2, 2, 0],
    ])
    const changes = parts.flatMap((part) => part.changes)
    expect(new Set(changes.map(({ data }) => data.post.slug)).size).toBe(70)
    expect(new Set(changes.map(({ type }) => type))).toEqual(new Set(['post.updated']))
    expect(await deliveries(other.id)).toEqual([])
    await server.db.sql`delete from post where slug like 'many-%'`
    await outcome(id, (statuses) => statuses.every((status) => status === 'delivered'))
  }, 60_000)

  it('pauses a webhook whose queue is full', async () => {
    const { id } = await createHook(['tag.created'])
    await server.db.sql`
      insert into webhook_delivery (webhook_id, message_id, type, subject, body, next_at) select ${id}, 'msg_' || n, 'tag.created', 'x', '{}', now() + interval '1 day' from generate_series(1, 1000) n`
    await server.api('POST', '/tags', { name: 'One too many' })
    const { pauseReason } = await until(
      async () => (await server.api('GET', `/webhooks/${id}`)).body,
      ({ state }) => state === 'paused',
      30_000,
    )
    expect(pauseReason).toBe('full')
    await server.db.sql`delete from webhook_delivery`
  })
})

describe('a receiver that fails', () => {
  it('is tried eight times within a day with the same id and body, and then by hand', async () => {
    const { id } = await createHook(['tag.created'])
    receiver.reply = () => ({ status: 500, body: 'x'.repeat(5000) })
    await server.api('POST', '/tags', { name: 'Stubborn' })
    const waits: number[] = []
    for (let attempt = 1; attempt <= 8; attempt++) {
      const [{ id: deliveryId, attempts, nextAt, status }] = await until(
        () => deliveries(id),
        ([delivery]) => delivery?.attempts === attempt,
        10_000,
      )
      expect([attempts, status]).toEqual([attempt, attempt < 8 ? 'waiting' : 'failed'])
      if (attempt < 8) {
        waits.push((Date.parse(nextAt) - Date.now()) / 1000)
        await letTimePass()
      } else {
        const { response, history } = (await server.api('GET', `/webhooks/${id}/deliveries/${deliveryId}`)).body
        expect(response).toHaveLength(2048)
        expect(history.map((one: { status: number }) => one.status)).toEqual(Array(8).fill(500))
      }
    }
    for (const [n, seconds] of [10, 60, 300, 1800, 7200, 21_600, 54_000].entries()) {
      expect(waits[n]).toBeGreaterThan(seconds - 5)
      expect(waits[n]).toBeLessThan(seconds * 1.1 + 1)
    }
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1)
    expect((await server.api('GET', `/webhooks/${id}`)).body).toMatchObject({
      ...{
        state: 'active',
        failingSince: expect.any(String),
        deliveries: { waiting: 0, failed: 1 },
        recent: ['failed'],
      },
    })

    receiver.reply = () => ({ status: 200 })
    const [failed] = await deliveries(id)
    const { body: replayed } = await server.api('POST', `/webhooks/${id}/deliveries/${failed.id}/replay`)
    expect(replayed).toMatchObject({ status: 'delivered', attempts: 1, nextAt: null })
    expect(replayed.history).toHaveLength(9)
    expect(receiver.received.at(-1)?.headers['webhook-id']).toBe(failed.messageId)
    expect((await server.api('GET', `/webhooks/${id}`)).body.failingSince).toBeNull()
  }, 60_000)

  it('is left alone for a while when it has too much to do, as long as it asks for', async () => {
    const { id } = await createHook(['tag.created'])
    receiver.reply = () => ({ status: 503, headers: { 'Retry-After': '1800' } })
    await server.api('POST', '/tags', { name: 'First' })
    await until(
      () => deliveries(id),
      ([delivery]) => delivery?.attempts === 1,
    )
    await server.api('POST', '/tags', { name: 'Second' })
    await until(
      () => deliveries(id),
      (all) => all.length === 2,
    )
    await noWork()
    const [second, first] = await deliveries(id)
    expect([first.attempts, second.attempts, receiver.received.length]).toEqual([1, 0, 1])
    expect((Date.parse(first.nextAt) - Date.now()) / 60_000).toBeCloseTo(30, 0)
    const [hook] = await server.db.sql`select extract(epoch from held_until - now())::int / 60 as minutes from webhook`
    expect(hook?.minutes).toBeGreaterThanOrEqual(29)
    receiver.reply = () => ({ status: 200 })
    await letTimePass()
    await outcome(id, (statuses) => statuses.every((status) => status === 'delivered'))
  }, 30_000)

  it('and says 410 is not asked again', async () => {
    const { id } = await createHook(['tag.created'])
    receiver.reply = () => ({ status: 410 })
    await server.api('POST', '/tags', { name: 'Goodbye' })
    await outcome(id, (statuses) => statuses[0] === 'failed')
    expect((await server.api('GET', `/webhooks/${id}`)).body).toMatchObject({ state: 'paused', pauseReason: 'gone' })
    await server.api('POST', '/tags', { name: 'Unheard of' })
    expect(await deliveries(id)).toHaveLength(1)
  })

  it('for days is paused; what waits goes on when somebody resumes it', async () => {
    const { id } = await createHook(['tag.created'])
    receiver.reply = () => ({ status: 500 })
    await server.api('POST', '/tags', { name: 'Lost' })
    await until(
      () => deliveries(id),
      ([delivery]) => delivery?.attempts === 1,
    )
    await server.db.sql`update webhook set failing_since = now() - interval '73 hours'`
    await letTimePass()
    await until(
      async () => (await server.api('GET', `/webhooks/${id}`)).body,
      ({ pauseReason }) => pauseReason === 'failing',
    )
    // A test and a replay are sent all the same.
    receiver.reply = () => ({ status: 200, body: 'Here I am' })
    const { body: test } = await server.api('POST', `/webhooks/${id}/test`)
    expect(test).toMatchObject({ type: 'webhook.test', status: 'delivered', response: 'Here I am' })
    const before = receiver.received.length
    await letTimePass()
    await noWork()
    expect(receiver.received.length).toBe(before)
    await server.api('PATCH', `/webhooks/${id}`, { state: 'active' })
    await outcome(id, (statuses) => statuses.every((status) => status === 'delivered'))
    expect(receiver.types.at(-1)).toBe('tag.created')
  }, 30_000)

  it('by redirecting is not followed', async () => {
    const { id } = await createHook(['tag.created'])
    const elsewhere = await Receiver.start()
    receiver.reply = () => ({ status: 307, headers: { Location: elsewhere.url } })
    const { body } = await server.api('POST', `/webhooks/${id}/test`)
    await elsewhere.stop()
    expect(body).toMatchObject({
      status: 'failed',
      history: [{ status: 307, error: expect.stringContaining('redirects') }],
    })
    expect(elsewhere.received).toEqual([])
  })
})

describe('the secret', () => {
  it('is told once, and a former one signs beside the new one for a day', async () => {
    const { id, secret } = await createHook()
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    await server.api('POST', `/webhooks/${id}/test`)
    const { body: rotated } = await server.api('POST', `/webhooks/${id}/secret`)
    await server.api('POST', `/webhooks/${id}/test`)
    await server.db.sql`update webhook set previous_secret_until = now() - interval '1 second'`
    await server.api('POST', `/webhooks/${id}/test`)
    const signed = receiver.received.map((one) => [isSignedWith(secret, one), isSignedWith(rotated.secret, one)])
    expect(signed).toEqual([
      [true, false],
      [true, true],
      [false, true],
    ])
    await server.api('PATCH', `/webhooks/${id}`, { name: 'Mine' })
    const answers = await Promise.all(
      [`/webhooks`, `/webhooks/${id}`, `/webhooks/${id}/deliveries`, '/audit', '/jobs'].map((path) =>
        server.api('GET', path),
      ),
    )
    answers.push(await server.api('PATCH', `/webhooks/${id}`, { name: 'Ours' }))
    for (const [delivery] of [await deliveries(id)]) {
      answers.push(await server.api('GET', `/webhooks/${id}/deliveries/${delivery.id}`))
    }
    const text = JSON.stringify(answers.map(({ body }) => body))
    expect(text).toContain('Ours')
    expect(text).not.toContain('whsec_')
    expect(text).not.toContain(rotated.secret.slice(6))
  })
})

describe('what was sent', () => {
  it('is kept for thirty days', async () => {
    const { id } = await createHook()
    await server.api('POST', `/webhooks/${id}/test`)
    await server.api('POST', `/webhooks/${id}/test`)
    const [, older] = await deliveries(id)
    await server.db.sql`update webhook_delivery set created_at = now() - interval '31 days' where id = ${older.id}`
    await server.db.sql`select graphile_worker.add_job('prune')`
    await until(
      () => deliveries(id),
      (all) => all.length === 1,
    )
  })
})
