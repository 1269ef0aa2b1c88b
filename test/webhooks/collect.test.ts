/** No change is lost and none is told twice, whatever happens between. */
import { beforeEach, expect, it } from 'vitest'
import { inWriteTransaction } from '../../src/db/index.ts'
import { webhooksFinding } from '../../src/system/site-checks.ts'
import { collectChanges, createWebhook } from '../../src/webhooks/index.ts'
import { db } from '../support/own-database.ts'

beforeEach(async () => {
  await db.sql`truncate webhook, webhook_change, webhook_delivery, post, tag cascade`
  await db.sql`delete from webhook_change`
})

const hook = (events = ['*']) =>
  inWriteTransaction(db, 'test', (tx) => createWebhook(tx, { url: 'https://example.com/', events }, false))
const collect = (served = async () => {}) => collectChanges({ db, siteUrl: 'https://blog.example', served })
const insertTags = (count: number, from = 0) =>
  db.sql`insert into tag (slug, name) select 't-' || n, 'T ' || n from generate_series(${from + 1}::int, ${from + count}::int) n`
const messages = () =>
  db.sql<{ hook: number; id: string; subject: string }[]>`
    select webhook_id::int as hook, message_id as id, subject from webhook_delivery order by id`
const pending = async () => (await db.sql`select id from webhook_change`).length

it('what was not served is told later', async () => {
  await hook()
  await insertTags(1)
  await expect(collect(() => Promise.reject(new Error('stopping')))).rejects.toThrow('stopping')
  expect([await pending(), (await messages()).length]).toEqual([1, 0])
  expect(await collect()).toEqual({ events: 1, messages: 1 })
  expect([await pending(), (await messages()).length]).toEqual([0, 1])
  expect(await collect()).toEqual({ events: 0, messages: 0 })
})

it('what is committed while the pages are rendered waits for its own', async () => {
  await hook()
  await insertTags(1)
  await collect(async () => {
    await insertTags(1, 1)
  })
  expect([await pending(), (await messages()).map(({ subject }) => subject)]).toEqual([1, ['T 1']])
})

it('two at the same time tell each change once', async () => {
  await hook()
  await insertTags(10)
  const both = await Promise.all([collect(), collect()])
  expect(both.reduce((sum, { messages }) => sum + messages, 0)).toBe(10)
  expect(new Set((await messages()).map(({ subject }) => subject)).size).toBe(10)
})

it('everybody is told of an event under the same id, and only of what they listen to', async () => {
  await hook(['tag.created'])
  await hook(['*'])
  await hook(['post.published'])
  await insertTags(2)
  await collect()
  const told = await messages()
  expect(told).toHaveLength(4)
  expect(new Set(told.map(({ id }) => id)).size).toBe(2)
  expect(new Set(told.map(({ hook }) => hook)).size).toBe(2)
})

it('what a rolled back transaction did is not told', async () => {
  await hook()
  await db.sql
    .begin(async (sql) => {
      await sql`insert into tag (slug, name) values ('never', 'Never')`
      throw new Error('no')
    })
    .catch(() => {})
  await db.sql.begin(async (sql) => {
    await sql`insert into tag (slug, name) values ('kept', 'Kept')`
    await sql
      .savepoint((inner) =>
        inner`insert into tag (slug, name) values ('undone', 'Undone')`.then(() => Promise.reject(new Error('no'))),
      )
      .catch(() => {})
  })
  await collect()
  expect((await messages()).map(({ subject }) => subject)).toEqual(['Kept'])
})

it('of more than a thousand rows says how many it does not name', async () => {
  await hook(['tag.created'])
  await insertTags(1300)
  await collect()
  const rows = await db.sql<{ body: string }[]>`select body from webhook_delivery order by id`
  const parts = rows.map(({ body }) => JSON.parse(body).data)
  expect(parts.map(({ total, omitted }) => [total, omitted])).toEqual([...Array(19).fill([1300, 0]), [1300, 300]])
  expect(
    new Set(parts.flatMap(({ changes }) => changes.map(({ data }: { data: { tag: { id: number } } }) => data.tag.id)))
      .size,
  ).toBe(1000)
})

it('the doctor names a webhook in trouble, and none that somebody paused', async () => {
  await hook()
  await db.sql`update webhook set state = 'paused', pause_reason = 'asked', name = 'Chat'`
  expect(await webhooksFinding(db)).toMatchObject({ result: 'ok' })
  await db.sql`update webhook set pause_reason = 'failing'`
  expect(await webhooksFinding(db)).toMatchObject({
    result: 'warn',
    message: expect.stringMatching(/^"Chat" is paused/),
  })
})

it('a truncated table says what it held', async () => {
  await db.sql`insert into post (slug, title, status, published_at) values ('a', 'A', 'published', now()), ('b', 'B', 'draft', null)`
  await hook(['post.deleted'])
  await db.sql`truncate post cascade`
  await collect()
  const rows = await db.sql<{ body: string }[]>`select body from webhook_delivery`
  expect(rows.map(({ body }) => JSON.parse(body).data.post)).toMatchObject([
    { title: 'A', status: 'deleted', url: 'https://blog.example/posts/a', tags: [] },
  ])
})
