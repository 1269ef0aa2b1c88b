/** From a change to a program that knows of it. */
import { describe, expect, it } from 'vitest'
import { until } from '../support/server.ts'
import { isSignedWith } from './receiver.ts'
import { arrived, createHook, deliveries, outcome, publish, receiver, server } from './told-site.ts'

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
      // The other one is there by now, and would come if it did not wait for this answer.
      await until(
        () => deliveries(id),
        (all) => all.length === 2,
      )
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
