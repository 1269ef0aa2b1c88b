/** A site for the file that imports this, and for each of its tests a program that is told of changes. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from 'vitest'
import { startTestServer, type TestServer, until } from '../support/server.ts'
import { Receiver } from './receiver.ts'

const LIMIT_MS = 30_000

export let server: TestServer
export let receiver: Receiver
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

export async function createHook(events = ['*'], url = receiver.url): Promise<{ id: number; secret: string }> {
  const { status, body } = await server.api('POST', '/webhooks', { url, events })
  expect(status).toBe(201)
  return body
}

export const publish = async (title: string, more = {}) =>
  (await server.api('POST', '/posts', { title, markdown: 'Text', status: 'published', ...more })).body

// biome-ignore lint/suspicious/noExplicitAny: answers are what the tests look into
export const deliveries = async (id: number): Promise<any[]> =>
  (await server.api('GET', `/webhooks/${id}/deliveries?limit=100`)).body.items

export const arrived = (count: number) =>
  until(
    async () => receiver.types,
    (types) => types.length >= count,
    LIMIT_MS,
  )

export const outcome = (id: number, isIt: (statuses: string[]) => boolean) =>
  until(async () => (await deliveries(id)).map(({ status }) => status), isIt, LIMIT_MS)

export const noWork = () =>
  until(
    () => server.db.sql`select id from graphile_worker.jobs where task_identifier like '%webhook%' and run_at <= now()`,
    (rows) => rows.length === 0,
    LIMIT_MS,
  )

/** What is to be tried later is tried now. */
export async function letTimePass(): Promise<void> {
  await server.db.sql`update webhook set held_until = null`
  await server.db.sql`update webhook_delivery set next_at = now() where status = 'waiting'`
  await server.db
    .sql`select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where task_identifier = 'deliver_webhook' and locked_at is null), run_at => now())`
}
