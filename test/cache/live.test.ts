/** The cache in a running server: what changes is served, by nobody's asking, whoever writes. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { rendersOnRequest, seedPosts, startTestServer, type TestServer, until, wrongPages } from '../support/server.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
  await seedPosts(server, 45)
})
afterAll(() => server.stop())

const title = (address: string) => async () => (await server.get(address)).text
const status = (address: string) => async () => (await server.get(address)).status

describe('a warm site', () => {
  it('answers every address of its sitemap from the store on the first visit', async () => {
    const before = await rendersOnRequest(server)
    const index = (await server.get('/sitemap.xml')).text
    const files = [...index.matchAll(/<loc>(.*?)<\/loc>/g)].map((match) => new URL(match[1] ?? '').pathname)
    const addresses = new Set<string>()
    for (const file of files) {
      for (const match of (await server.get(file)).text.matchAll(/<loc>(.*?)<\/loc>/g))
        addresses.add(new URL(match[1] ?? '').pathname)
    }
    expect(addresses.size).toBeGreaterThan(48)
    for (const address of addresses) {
      const { status, headers } = await server.get(address)
      expect([address, status, headers.get('cache-status')]).toEqual([address, 200, 'hearth; hit'])
    }
    expect(await rendersOnRequest(server)).toBe(before)
  })

  it('shows the newest page and the one before it at home, and leads on to the permanent pages', async () => {
    // 46 posts with the welcome: four full pages of ten and an open one of six.
    const home = (await server.get('/')).text
    expect(home.match(/<article/g)).toHaveLength(16)
    expect(home).toContain('href="/archive/3"')
    expect((await server.get('/archive/5')).text.match(/<article/g)).toHaveLength(6)
    expect((await server.get('/archive/6')).status).toBe(404)
  })
})

describe('writing by the API', () => {
  it('serves each step of a post to readers who never wait for a render', async () => {
    const before = await rendersOnRequest(server)
    const created = await server.api('POST', '/posts', { title: 'Draft', markdown: 'One' })
    expect(created.status).toBe(201)
    await server.flush()
    expect((await server.get('/archive/5')).text).not.toContain('Draft')

    const { id } = created.body
    await server.api('PATCH', `/posts/${id}`, { status: 'published', tags: ['Fresh'], authors: ['Ann'] })
    await until(title('/'), (text) => text.includes('Draft'))
    expect(await status('/posts/draft')()).toBe(200)
    expect(await title('/tags/fresh')()).toContain('Draft')
    expect(await title('/tags/fresh/rss.xml')()).toContain('Draft')
    expect(await title('/authors/ann')()).toContain('Draft')
    expect(await title('/rss.xml')()).toContain('Draft')
    expect(await title('/sitemap-posts-1.xml')()).toContain('/posts/draft')
    expect(await title('/posts/welcome')()).toContain('href="/posts/draft"')

    await server.api('PATCH', `/posts/${id}`, { title: 'Finished', markdown: 'Two' })
    await until(title('/posts/draft'), (text) => text.includes('Finished') && text.includes('<p>Two</p>'))
    expect(await title('/')()).toContain('Finished')

    await server.api('PATCH', `/posts/${id}`, { slug: 'finished' })
    const moved = await until(
      () => server.get('/posts/draft'),
      ({ status }) => status === 301,
    )
    expect(moved.headers.get('location')).toBe('/posts/finished')
    expect(await status('/posts/finished')()).toBe(200)
    expect(await rendersOnRequest(server)).toBe(before)
  })

  it('withdraws before it answers: unpublished is 404, deleted 410, at once', async () => {
    const { body } = await server.api('POST', '/posts', { title: 'Short life', markdown: 'x', status: 'published' })
    await until(status('/posts/short-life'), (code) => code === 200)
    await server.api('DELETE', `/posts/${body.id}/publication`)
    expect(await status('/posts/short-life')()).toBe(404)
    await server.api('PUT', `/posts/${body.id}/publication`, {})
    await until(status('/posts/short-life'), (code) => code === 200)
    await server.api('DELETE', `/posts/${body.id}`)
    expect(await status('/posts/short-life')()).toBe(410)
    await server.flush()
    expect(await title('/')()).not.toContain('Short life')
    await server.api('PUT', `/posts/${body.id}/restoration`)
    await until(status('/posts/short-life'), (code) => code === 200)
    await server.api('DELETE', `/posts/${body.id}`)
  })

  it('lets go of the address of what is in the bin', async () => {
    const first = await server.api('POST', '/posts', { title: 'Again', status: 'published' })
    await until(status('/posts/again'), (code) => code === 200)
    await server.api('DELETE', `/posts/${first.body.id}`)
    expect(await status('/posts/again')()).toBe(410)
    const second = await server.api('POST', '/posts', { title: 'Again', markdown: 'Anew', status: 'published' })
    expect(second.body.slug).toBe('again')
    await until(title('/posts/again'), (text) => text.includes('Anew'))
    // Two cannot have it at once.
    expect((await server.api('PUT', `/posts/${first.body.id}/restoration`)).status).toBe(409)
    await server.api('DELETE', `/posts/${second.body.id}`)
  })

  it('lets a reader who carries the epoch of a write see nothing older', async () => {
    for (let n = 0; n < 10; n++) {
      const answer = await server.api('PATCH', '/settings', { description: `Number ${n}` })
      const epoch = answer.headers.get('hearth-epoch') ?? ''
      expect(epoch).toMatch(/^\d+$/)
      expect((await server.get('/', { 'Hearth-Epoch': epoch })).text).toContain(`Number ${n}`)
    }
  })

  it('publishes a scheduled post at its hour, and not when it was taken back', async () => {
    const at = (ms: number) => new Date(Date.now() + ms).toISOString()
    const kept = await server.api('POST', '/posts', { title: 'Kept', status: 'published', publishedAt: at(1500) })
    const back = await server.api('POST', '/posts', { title: 'Taken back', status: 'scheduled', publishedAt: at(1200) })
    expect(kept.body.status).toBe('scheduled')
    expect(await status('/posts/kept')()).toBe(404)
    await server.api('PATCH', `/posts/${back.body.id}`, { status: 'draft' })
    await until(status('/posts/kept'), (code) => code === 200)
    expect(await status('/posts/taken-back')()).toBe(404)
  })

  it('says what a save did: the flush names what was rendered', async () => {
    await server.flush()
    await server.api('POST', '/posts', { title: 'Counted', status: 'published' })
    const { events, rendered } = (await server.api('POST', '/cache/flush')).body
    expect(events + rendered).toBeGreaterThanOrEqual(0)
    const explained = await server.api('GET', '/cache/explain?url=/posts/counted')
    expect(explained.body.cause).toMatchObject({ kind: 'flush', actor: 'key:test' })
    expect(explained.body.dependencies.join('\n')).toMatch(/post:\d+\/address \(its own address\)/)
  })
})

describe('writing by plain SQL', () => {
  it('is the same case: edit, rename, tag, hide, delete', async () => {
    const { sql } = server.db
    const before = await rendersOnRequest(server)
    await sql`update post set title = 'By hand' where slug = 'post-7'`
    await until(title('/posts/post-7'), (text) => text.includes('By hand'))
    expect(await title('/archive/1')()).toContain('By hand')

    await sql`update post set markdown = 'Written **by hand**' where slug = 'post-7'`
    await until(title('/posts/post-7'), (text) => text.includes('<strong>by hand</strong>'))

    await sql`update post set slug = 'seven' where slug = 'post-7'`
    await until(status('/posts/post-7'), (code) => code === 301)
    expect(await status('/posts/seven')()).toBe(200)

    await sql`insert into post_tag select p.id, t.id from post p, tag t where p.slug = 'seven' and t.slug = 'even'`
    await until(title('/tags/even/1'), (text) => text.includes('By hand'))

    await sql`update tag set name = 'Straight', slug = 'straight' where slug = 'even'`
    await until(status('/tags/even'), (code) => code === 301)
    expect(await title('/posts/seven')()).toContain('Straight')

    await sql`delete from post where slug = 'seven'`
    await until(status('/posts/seven'), (code) => code === 410)
    await until(title('/archive/1'), (text) => !text.includes('By hand'))
    expect(await wrongPages(server)).toEqual([])
    expect(await rendersOnRequest(server)).toBe(before)
  })

  it('takes a bulk update as one event', async () => {
    await server.flush()
    await server.db.sql`update post set title = title || '!' where slug like 'post-%'`
    const report = await server.flush()
    expect(report.events).toBeLessThanOrEqual(1)
    expect(await title('/posts/post-20')()).toContain('Post 20!')
    expect(await wrongPages(server)).toEqual([])
  })

  it('forgets what was rolled back', async () => {
    await server.db.sql
      .begin(async (sql) => {
        await sql`update post set title = 'Never' where slug = 'post-20'`
        throw new Error('rolled back')
      })
      .catch(() => {})
    await server.flush()
    expect(await title('/posts/post-20')()).not.toContain('Never')
  })

  it('survives a truncated table', async () => {
    await server.db.sql`truncate post_tag`
    await server.flush()
    expect(await status('/tags/odd')()).toBe(404)
    expect(await wrongPages(server)).toEqual([])
  })
})

describe('what nobody reads', () => {
  it('makes no event: drafts, versions, logs', async () => {
    await server.flush()
    const events = async () => (await server.db.sql`select count(*)::int as count from cache_event`)[0]?.count
    const before = await events()
    const { body } = await server.api('POST', '/posts', { title: 'Only a draft', markdown: 'x' })
    await server.api('PATCH', `/posts/${body.id}`, { markdown: 'y' })
    await server.api('DELETE', `/posts/${body.id}`)
    await server.db.sql`update post set import_key = 'k' where slug = 'post-20'`
    expect(await events()).toBe(before)
  })
})

describe('a flood', () => {
  it('of unknown addresses and queries neither adds entries without end nor drops pages', async () => {
    await server.flush()
    const before = server.cache.store.keys().filter((key) => !key.startsWith('/flood'))
    await Promise.all(Array.from({ length: 700 }, (_, n) => server.get(n % 2 ? `/flood-${n}` : `/?utm=${n}`)))
    const after = new Set(server.cache.store.keys())
    expect(before.filter((key) => !after.has(key) && server.cache.store.peek(key)?.status !== 404)).toEqual([])
    expect(after.size).toBeLessThanOrEqual(before.length + 500)
    expect((await server.get('/?utm=x')).headers.get('cache-status')).toBe('hearth; hit')
  })
})
