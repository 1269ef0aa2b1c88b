/** What becomes of messages that do not arrive. */
import { describe, expect, it } from 'vitest'
import { until } from '../support/server.ts'
import { Receiver } from './receiver.ts'
import { createHook, deliveries, letTimePass, noWork, outcome, receiver, server } from './told-site.ts'

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
  })

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
  })

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
  })

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

it('a webhook whose queue is full is paused', async () => {
  const { id } = await createHook(['tag.created'])
  await server.db.sql`
      insert into webhook_delivery (webhook_id, message_id, type, subject, body, next_at) select ${id}, 'msg_' || n, 'tag.created', 'x', '{}', now() + interval '1 day' from generate_series(1, 1000) n`
  await server.api('POST', '/tags', { name: 'One too many' })
  const { pauseReason } = await until(
    async () => (await server.api('GET', `/webhooks/${id}`)).body,
    ({ state }) => state === 'paused',
  )
  expect(pauseReason).toBe('full')
  await server.db.sql`delete from webhook_delivery`
})
