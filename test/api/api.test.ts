import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { formOf, TWO_BY_THREE } from '../support/pictures.ts'
import { startTestServer, type TestServer, until } from '../support/server.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
})
afterAll(() => server.stop())

describe('a post', () => {
  it('comes back as it was written', async () => {
    const { status, body, headers } = await server.api('POST', '/posts', {
      title: 'Grüße & <Küsse>',
      markdown: 'Some *text*.\n\n## Part',
      tags: ['Rust', 'TypeScript'],
      authors: ['Ann Other'],
      status: 'published',
      publishedAt: '2024-05-06T09:00:00+02:00',
      seoTitle: 'Short',
      featured: true,
    })
    expect(status).toBe(201)
    expect(headers.get('location')).toBe(`/api/v1/posts/${body.id}`)
    expect(body).toMatchObject({
      slug: 'grusse-kusse',
      url: `${server.siteUrl}/posts/grusse-kusse`,
      html: expect.stringContaining('<em>text</em>'),
      excerpt: 'Some text.',
      status: 'published',
      publishedAt: '2024-05-06T07:00:00.000Z',
      tags: ['rust', 'typescript'],
      authors: ['ann-other'],
      version: 1,
      featured: true,
    })
    expect((await server.api('GET', `/posts/${body.id}`)).body).toEqual(body)
  })

  it('is made once, however often its request is sent with the same key', async () => {
    const body = { title: 'Once', status: 'published' }
    const headers = { 'Idempotency-Key': 'made-once' }
    const send = (what: object = body, key = headers) => server.api('POST', '/posts', what, key)
    // At the same time: one makes it, the others wait for that and are told.
    const answers = await Promise.all([send(), send(), send()])
    const made = answers.filter(({ status }) => status === 201)
    expect(made.length).toBeGreaterThan(0)
    expect(new Set(made.map((answer) => answer.body.id)).size).toBe(1)
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true)
    const again = await send()
    expect([again.status, again.body, again.headers.get('idempotency-replayed')]).toEqual([201, made[0]?.body, 'true'])
    expect(again.headers.get('location')).toBe(made[0]?.headers.get('location'))
    expect((await send({ ...body, title: 'Twice' })).status).toBe(422)
    expect((await server.api('GET', '/posts?q=Once')).body.items).toHaveLength(1)
    // What was refused was not made, and may be sent again as it should be.
    const refused = { 'Idempotency-Key': 'refused' }
    expect((await send({ title: '' }, refused)).status).toBe(422)
    expect((await send(body, refused)).status).toBe(201)
  })

  it('keeps what a patch does not name', async () => {
    const { body } = await server.api('POST', '/posts', { title: 'Kept', markdown: 'Body', tags: ['a'] })
    const patched = (await server.api('PATCH', `/posts/${body.id}`, { title: 'Changed' })).body
    expect(patched).toMatchObject({ title: 'Changed', markdown: 'Body', tags: ['a'], version: 2 })
  })

  it('is saved by exactly one of two who began from the same version; the other gets both', async () => {
    const { body } = await server.api('POST', '/posts', { title: 'Contested' })
    const answers = await Promise.all(
      ['One', 'Two'].map((title) => server.api('PATCH', `/posts/${body.id}`, { title, version: 1 })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const lost = answers.find(({ status }) => status === 409)
    const won = answers.find(({ status }) => status === 200)
    expect(lost?.body).toMatchObject({
      type: 'urn:hearth:problem:version-conflict',
      current: { title: won?.body.title, version: 2 },
    })
    expect((await server.api('PATCH', `/posts/${body.id}`, { title: 'Late' }, { 'If-Match': '"1"' })).status).toBe(412)
    expect((await server.api('PATCH', `/posts/${body.id}`, { title: 'Fine' }, { 'If-Match': '"2"' })).status).toBe(200)
  })

  it('gets a free slug by itself, and an error when its writer chose a taken one', async () => {
    const slugs = []
    for (let n = 0; n < 3; n++) slugs.push((await server.api('POST', '/posts', { title: 'Same title' })).body.slug)
    expect(slugs).toEqual(['same-title', 'same-title-2', 'same-title-3'])
    const taken = await server.api('POST', '/posts', { title: 'Other', slug: 'same-title' })
    expect([taken.status, taken.body.errors]).toEqual([
      409,
      [{ field: 'slug', message: expect.stringContaining('taken') }],
    ])
  })

  it('is found page by page', async () => {
    const ids: number[] = []
    let cursor: string | null = null
    do {
      const { body }: Awaited<ReturnType<TestServer['api']>> = await server.api(
        'GET',
        `/posts?limit=2${cursor ? `&cursor=${cursor}` : ''}`,
      )
      ids.push(...body.items.map(({ id }: { id: number }) => id))
      cursor = body.next
    } while (cursor)
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a))
    expect(ids.length).toBeGreaterThan(5)
    expect((await server.api('GET', '/posts?tag=rust')).body.items).toHaveLength(1)
    expect((await server.api('GET', '/posts?status=draft&q=chang')).body.items).toHaveLength(1)
  })
})

describe('wrong input', () => {
  it.each([
    ['no title', 'POST', '/posts', {}, 422, 'title'],
    ['an empty title', 'POST', '/posts', { title: '' }, 422, 'title'],
    ['a field that does not exist', 'POST', '/posts', { title: 'x', colour: 'red' }, 422, 'colour'],
    ['a date that is none', 'POST', '/posts', { title: 'x', publishedAt: '2024-02-31T00:00:00Z' }, 422, 'publishedAt'],
    ['a date without a zone', 'POST', '/posts', { title: 'x', publishedAt: '2024-02-01' }, 422, 'publishedAt'],
    ['a date of antiquity', 'POST', '/posts', { title: 'x', publishedAt: '0001-01-01T00:00:00Z' }, 422, 'publishedAt'],
    ['a status that does not exist', 'POST', '/posts', { title: 'x', status: 'live' }, 422, 'status'],
    ['a scheduled post without a date', 'POST', '/posts', { title: 'x', status: 'scheduled' }, 422, 'publishedAt'],
    ['a slug with spaces', 'POST', '/posts', { title: 'x', slug: 'a b' }, 422, 'slug'],
    ['a page at an address of the site', 'POST', '/pages', { title: 'x', slug: 'archive' }, 422, 'slug'],
    ['a tag without a letter', 'POST', '/posts', { title: 'x', tags: ['!!!'] }, 422, 'tags'],
    ['an unknown scope', 'POST', '/keys', { name: 'x', scopes: ['posts:destroy'] }, 422, 'scopes'],
    ['an unknown setting', 'PATCH', '/settings', { colour: 'red' }, 422, 'colour'],
    ['a time zone that does not exist', 'PATCH', '/settings', { timeZone: 'Moon/Base' }, 422, 'timeZone'],
    ['a permalink without a slug', 'PATCH', '/settings', { permalink: '/posts' }, 422, 'permalink'],
    ['a redirect to nowhere', 'POST', '/redirects', { source: '/a' }, 422, 'target'],
    ['a redirect to itself', 'POST', '/redirects', { source: '/a', target: '/A/' }, 422, 'target'],
    [
      'a menu item with two targets',
      'PUT',
      '/navigation/main',
      { items: [{ label: 'x', url: '/', postId: 1 }] },
      422,
      'items.0',
    ],
    [
      'a menu item to no post',
      'PUT',
      '/navigation/main',
      { items: [{ label: 'x', postId: 999999 }] },
      422,
      'items.0.postId',
    ],
    [
      'a script as a menu address',
      'PUT',
      '/navigation/main',
      { items: [{ label: 'x', url: 'javascript:alert(1)' }] },
      422,
      'items.0.url',
    ],
    ['a cursor of somebody else', 'GET', '/posts?cursor=abc', undefined, 422, 'cursor'],
    ['a limit out of range', 'GET', '/posts?limit=1000', undefined, 422, 'limit'],
    ['a missing file', 'POST', '/media', new FormData(), 422, 'file'],
  ])('%s: a problem that names the field', async (_, method, address, body, status, field) => {
    const answer = await server.api(method, address, body)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect([answer.status, answer.body.errors?.[0]?.field]).toEqual([status, field])
    expect(answer.body).toMatchObject({
      title: expect.any(String),
      detail: expect.any(String),
      status,
      instance: expect.stringMatching(/^\/api\/v1\//),
    })
  })

  it('invalid JSON, a wrong type, a body without end and an unknown place have their own answers', async () => {
    expect((await server.api('POST', '/posts', '{"title": ')).body).toMatchObject({
      status: 400,
      type: 'urn:hearth:problem:invalid-json',
    })
    expect(
      (await server.api('POST', '/posts', 'title=x', { 'Content-Type': 'application/x-www-form-urlencoded' })).status,
    ).toBe(415)
    expect((await server.api('POST', '/posts', { title: 'x', markdown: 'x'.repeat(6_000_000) })).status).toBe(413)
    expect((await server.api('GET', '/nothing')).status).toBe(404)
    expect((await server.api('GET', '/posts/999999')).status).toBe(404)
    expect((await server.api('POST', '/posts', { title: 'zero \u0000 byte' })).status).toBe(422)
  })

  it('leaves nothing half-done', async () => {
    const count = async () =>
      (
        await server.db.sql`select (select count(*)::int from post) as posts, (select count(*)::int from tag) as tags`
      )[0]
    const before = await count()
    await server.api('POST', '/posts', { title: 'x', slug: 'same-title', tags: ['Brand new'] })
    await server.api('POST', '/posts', { title: 'x', tags: ['Also new', '!!!'] })
    expect(await count()).toEqual(before)
  })
})

describe('media', () => {
  const upload = (bytes: Uint8Array, name: string) => server.api('POST', '/media', formOf(bytes, name))

  it('is kept by its content: the same bytes are the same record', async () => {
    const first = await upload(TWO_BY_THREE, 'a.png')
    expect(first.body).toMatchObject({
      contentType: 'image/png',
      width: 2,
      height: 3,
      url: expect.stringMatching(/^\/media\/[0-9a-f]{64}\.png$/),
    })
    expect((await upload(TWO_BY_THREE, 'b.png')).body.id).toBe(first.body.id)
    const file = await fetch(server.localUrl + first.body.url)
    expect(Buffer.from(await file.arrayBuffer())).toEqual(TWO_BY_THREE)
    expect(file.headers.get('cache-control')).toContain('immutable')
    const part = await fetch(server.localUrl + first.body.url, { headers: { Range: 'bytes=1-3' } })
    expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([
      206,
      'PNG',
      `bytes 1-3/${TWO_BY_THREE.length}`,
    ])
    expect((await fetch(server.localUrl + first.body.url, { headers: { Range: 'bytes=9999-' } })).status).toBe(416)
  })

  it('gives pictures in posts their size', async () => {
    const { body } = await upload(TWO_BY_THREE, 'a.png')
    const post = await server.api('POST', '/posts', { title: 'With picture', markdown: `![Alt](${body.url})` })
    expect(post.body.html).toMatch(/<img[^>]* width="2" height="3" loading="lazy"/)
    expect((await server.api('DELETE', `/media/${body.id}`)).status).toBe(409)
  })

  it('is never a page that a browser would run', async () => {
    const html = await upload(Buffer.from('<!doctype html><script>alert(1)</script>'), 'x.html')
    const served = await fetch(server.localUrl + html.body.url)
    expect(served.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(served.headers.get('x-content-type-options')).toBe('nosniff')
    const svg = await upload(
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      'x.svg',
    )
    expect((await fetch(server.localUrl + svg.body.url)).headers.get('content-security-policy')).toContain('sandbox')
    expect((await upload(Buffer.from([0, 1, 2, 3]), 'x.bin')).status).toBe(415)
  })
})

describe('keys', () => {
  it('end when they are revoked or expire', async () => {
    const read = (key: string) =>
      fetch(`${server.localUrl}/api/v1/posts`, { headers: { Authorization: `Bearer ${key}` } }).then((r) => r.status)
    const { body } = await server.api('POST', '/keys', { name: 'short', scopes: ['posts:read'] })
    expect(await read(body.key)).toBe(200)
    expect((await server.api('DELETE', `/keys/${body.id}`)).status).toBe(204)
    expect(await read(body.key)).toBe(401)
    const expired = await server.api('POST', '/keys', {
      name: 'old',
      scopes: ['posts:read'],
      expiresAt: '2020-01-01T00:00:00Z',
    })
    expect(await read(expired.body.key)).toBe(401)
    expect(JSON.stringify((await server.api('GET', '/keys')).body)).not.toContain(body.key.slice(-20))
  })
})

describe('operators', () => {
  it('see and handle jobs, events and the cache', async () => {
    const soon = new Date(Date.now() + 3_600_000).toISOString()
    await server.api('POST', '/posts', { title: 'Later', status: 'scheduled', publishedAt: soon })
    const { body } = await server.api('GET', '/jobs?state=waiting')
    const job = body.items.find(({ task }: { task: string }) => task === 'publish_scheduled')
    expect(job).toMatchObject({ state: 'waiting', attempts: 0 })
    expect((await server.api('DELETE', `/jobs/${job.id}`)).status).toBe(204)
    expect((await server.api('DELETE', `/jobs/${job.id}`)).status).toBe(404)

    await until(
      () => server.api('GET', '/cache'),
      ({ body }) => body.pendingEvents === 0,
    )
    expect((await server.api('GET', '/cache/events?limit=1')).body.items[0]).toMatchObject({
      actor: expect.any(String),
      relation: expect.any(String),
    })
    expect((await server.api('GET', '/cache/explain?url=/never')).status).toBe(404)
    expect((await server.api('POST', '/cache/purge', { urls: ['/'] })).body).toEqual({ withdrawn: 1 })
    expect((await server.get('/')).headers.get('cache-status')).toBe('hearth; hit')
    expect((await server.api('POST', '/cache/warm')).body.rendered).toBeGreaterThan(20)
    expect((await server.api('POST', '/cache/audit')).body).toMatchObject({ wrong: [] })
  })
})
