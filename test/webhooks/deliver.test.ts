import { expect, it } from 'vitest'
import { inWriteTransaction } from '../../src/db/index.ts'
import { createWebhook, deliverDue, enqueue, testMessage } from '../../src/webhooks/index.ts'
import { holdMs, retryDelayMs } from '../../src/webhooks/retries.ts'
import { db } from '../support/own-database.ts'
import { Receiver } from './receiver.ts'

it('what a server that stops was sending is sent after the next start', async () => {
  const receiver = await Receiver.start()
  const stopping = new AbortController()
  receiver.reply = () => {
    stopping.abort()
    return new Promise(() => {})
  }
  const { value: id } = await inWriteTransaction(db, 'test', async (tx) => {
    const { webhook } = await createWebhook(tx, { url: receiver.url, events: ['*'] }, true)
    await enqueue(tx, webhook.id, [testMessage('https://blog.example', 'Blog', new Date())])
    return webhook.id
  })
  await db.sql`delete from graphile_worker._private_jobs`
  const deps = { db, siteUrl: 'https://blog.example', allowPrivate: true }
  const done = await deliverDue({ ...deps, signal: stopping.signal }, id)
  expect(done).toEqual({ delivered: 0, failed: 0, paused: undefined })
  const [row] = await db.sql`select status, attempts, history from webhook_delivery`
  expect(row).toEqual({ status: 'waiting', attempts: 0, history: [] })
  const jobs = await db.sql`select task_identifier as task from graphile_worker.jobs`
  expect(jobs).toEqual([{ task: 'deliver_webhook' }])

  receiver.reply = () => ({ status: 200 })
  expect(await deliverDue(deps, id)).toMatchObject({ delivered: 1 })
  await receiver.stop()
})

it('pauses grow, and never beyond a day', () => {
  const delays = Array.from({ length: 9 }, (_, n) => retryDelayMs(n + 1, 0, 0))
  expect(delays.slice(7)).toEqual([undefined, undefined])
  const sum = delays.reduce<number>((total, delay) => total + (delay ?? 0), 0)
  expect(sum / 3_600_000).toBeGreaterThan(22)
  expect(sum / 3_600_000).toBeLessThan(24)
  expect(retryDelayMs(1, 120, 0)).toBe(120_000)
  expect(retryDelayMs(1, 9_999_999, 0)).toBe(86_400_000)
  expect([holdMs(500), holdMs(404), holdMs(429), holdMs(undefined)]).toEqual([undefined, undefined, 10_000, 10_000])
  expect(holdMs(503, 0, 3_600_000)).toBe(360_000)
  expect(holdMs(503, 0, 86_400_000)).toBe(600_000)
  expect(holdMs(503, 999_999)).toBe(3_600_000)
})
