/** Who counts as a reader of what, and that nothing of them is kept. */
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { signedIn } from '../admin/accounts.ts'
import { seedPosts, startTestServer, type TestServer } from '../support/server.ts'
import { FIREFOX, forget, PHONE, read, referrers, views } from './reader.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
  await seedPosts(server, 12)
  await server.api('POST', '/pages', { title: 'About', slug: 'about', status: 'published' })
  await server.flush()
})
afterAll(() => server.stop())
beforeEach(() => forget(server))

describe('a view is counted', () => {
  it('of each page that a browser is sent, stored or rendered for it', async () => {
    for (const path of ['/', '/posts/post-3', '/posts/post-3', '/about', '/tags/odd', '/archive/2020/01'])
      expect((await read(server, path)).status).toBe(200)
    expect((await read(server, '/', { 'User-Agent': PHONE })).status).toBe(200)
    // Not from the store: a search, and what a reader asks for who has just written.
    await read(server, '/search?q=secret')
    await read(server, '/posts/post-3', { Cookie: 'hearth-epoch=1' })
    expect(await views(server)).toEqual({
      ...{ '/': 2, '/about': 1, '/archive/2020/01': 1, '/posts/post-3': 3, '/search': 1, '/tags/odd': 1 },
    })
  })

  it('of a page that did not change since', async () => {
    const etag = (await server.get('/posts/post-1')).headers.get('etag') ?? ''
    expect((await read(server, '/posts/post-1', { 'If-None-Match': etag })).status).toBe(304)
    expect((await read(server, '/posts/post-1', { 'If-None-Match': etag, Cookie: 'hearth-epoch=1' })).status).toBe(304)
    expect(await views(server)).toEqual({ '/posts/post-1': 2 })
  })

  it('under one address, however it was written', async () => {
    await read(server, '/posts/post-1?utm_source=x')
    await read(server, '/posts/post-1?utm_source=y#z')
    expect((await read(server, '/Posts//post-1/')).status).toBe(301)
    expect(await views(server)).toEqual({ '/posts/post-1': 2 })
  })

  it('of a browser that says that it shows a page', async () => {
    await read(server, '/', { 'Sec-Fetch-Dest': 'document', 'Sec-Fetch-Mode': 'navigate' })
    expect(await views(server)).toEqual({ '/': 1 })
  })
})

describe('a view is not counted', () => {
  const CASES: Readonly<Record<string, Record<string, string>>> = {
    'of a search engine': { 'User-Agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' },
    'of a crawler for language models': {
      'User-Agent':
        'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
    },
    'of a feed reader': { 'User-Agent': 'Feedly/1.0 (+http://www.feedly.com/fetcher.html; 5 subscribers)' },
    'of curl': { 'User-Agent': 'curl/8.5.0' },
    'of a script': { 'User-Agent': 'python-requests/2.32.0' },
    'of a monitor': { 'User-Agent': 'Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)' },
    'of who says nothing': { 'User-Agent': '' },
    'of who says too much': { 'User-Agent': `${FIREFOX} ${'x'.repeat(1000)}` },
    'in advance': { 'Sec-Purpose': 'prefetch' },
    'rendered in advance': { 'Sec-Purpose': 'prefetch;prerender' },
    'in advance, by an older browser': { Purpose: 'prefetch' },
    'in advance, by an older Firefox': { 'X-Moz': 'prefetch' },
    'for a preview of Safari': { 'X-Purpose': 'preview' },
    'in a frame': { 'Sec-Fetch-Dest': 'iframe' },
    'by a script of a page': { 'Sec-Fetch-Dest': 'empty' },
  }
  it.each(Object.entries(CASES))('%s', async (_, headers) => {
    expect((await read(server, '/posts/post-1', headers)).status).toBe(200)
    expect((await read(server, '/posts/post-1', { ...headers, Cookie: 'hearth-epoch=1' })).status).toBe(200)
    expect(await views(server)).toEqual({})
    // The same without it is.
    await read(server, '/posts/post-1')
    expect(await views(server)).toEqual({ '/posts/post-1': 1 })
  })

  it('of who works on the site, of their previews either', async () => {
    const writer = await signedIn(server, 'Wanda', 'editor')
    const { body } = await writer.api('POST', '/posts', { title: 'Soon' })
    const headers = { 'User-Agent': FIREFOX }
    expect((await writer.get('/posts/post-1', headers)).status).toBe(200)
    expect((await writer.get(`/admin/posts/${body.id}/preview?kind=post`, headers)).status).toBe(200)
    const { url } = (await writer.api('POST', `/posts/${body.id}/preview-links`)).body
    expect((await read(server, url.slice(server.siteUrl.length))).status).toBe(200)
    expect(await views(server)).toEqual({})
  })

  it('of what is no page: feeds, sitemaps, files, HEAD, what is not there, gone or elsewhere', async () => {
    const { body } = await server.api('POST', '/posts', { title: 'Short lived', status: 'published' })
    await server.api('DELETE', `/posts/${body.id}`)
    await server.api('POST', '/redirects', { source: '/away', target: '/archive' })
    await server.flush()
    const expected = {
      ...{ '/rss.xml': 200, '/atom.xml': 200, '/feed.json': 200, '/tags/odd/rss.xml': 200 },
      ...{ '/sitemap.xml': 200, '/robots.txt': 200, '/favicon.svg': 200, '/nothing': 404 },
      ...{ '/posts/short-lived': 410, '/away': 301, '/healthz': 200, '/admin': 303 },
    }
    const seen: Record<string, number> = {}
    for (const path of Object.keys(expected)) seen[path] = (await read(server, path)).status
    expect(seen).toEqual(expected)
    const head = { method: 'HEAD', headers: { 'User-Agent': FIREFOX } }
    expect((await fetch(`${server.localUrl}/`, head)).status).toBe(200)
    expect((await fetch(`${server.localUrl}/search?q=x`, head)).status).toBe(200)
    expect(await views(server)).toEqual({})
  })

  it('when it is switched off; what is not found still is', async () => {
    const quiet = await startTestServer(inject('clusterUrl'), { PAGE_VIEWS: 'false' })
    await read(quiet, '/', { Referer: 'https://news.example/' })
    await read(quiet, '/missing')
    expect([await views(quiet), await referrers(quiet)]).toEqual([{}, {}])
    expect((await quiet.api('GET', '/statistics')).body).toMatchObject({ counting: false, views: 0 })
    expect((await quiet.api('GET', '/not-found')).body.items).toMatchObject([{ path: '/missing' }])
    await quiet.stop()
  })
})

describe('where readers come from', () => {
  it('is the host of a link on another site, and no more of it', async () => {
    for (const Referer of [
      'https://news.example/item?id=1&user=ann',
      'https://www.News.Example/',
      'http://forum.example:8080/t/1',
      `${server.siteUrl}/posts/post-2`,
      'android-app://com.example',
      'https://',
      'https://a b.example/',
      'nonsense',
    ])
      await read(server, '/', { Referer })
    expect(await views(server)).toEqual({ '/': 8 })
    expect(await referrers(server)).toEqual({ 'forum.example': 1, 'news.example': 2 })
  })

  it('of machines is not counted', async () => {
    await server.get('/', { Referer: 'https://spam.example/', 'User-Agent': 'curl/8.5.0' })
    expect(await referrers(server)).toEqual({})
  })
})

it('keeps nothing of a reader: no address, no user agent, no cookie', async () => {
  const { headers } = await read(server, '/', {
    'User-Agent': `${FIREFOX} Own/77`,
    Referer: 'https://a.example/private',
  })
  expect(headers.get('set-cookie')).toBeNull()
  await views(server)
  const tables = await server.db.sql<
    { name: string }[]
  >`select table_name as name from information_schema.tables where table_schema = 'public'`
  let rows = 0
  for (const { name } of tables) {
    const [row] = await server.db.sql<{ all: string | null; count: number }[]>`
      select string_agg(t::text, ' ') as all, count(*)::int as count from ${server.db.sql(name)} t`
    rows += row?.count ?? 0
    expect([name, row?.all ?? '']).toEqual([name, expect.not.stringMatching(/Own\/77|127\.0\.0\.1|::1\b|private/)])
  }
  expect(rows).toBeGreaterThan(10)
})

it('makes no event, so no page is rendered because of it', async () => {
  const [before] = await server.db.sql`select count(*) from cache_event`
  const { totals } = (await server.api('GET', '/cache')).body
  for (const path of ['/', '/posts/post-1', '/gone-astray']) await read(server, path, { Referer: 'https://a.example/' })
  expect(await views(server)).toEqual({ '/': 1, '/posts/post-1': 1 })
  expect((await server.api('GET', '/not-found')).body.items).toMatchObject([{ path: '/gone-astray' }])
  await server.flush()
  expect((await server.db.sql`select count(*) from cache_event`)[0]).toEqual(before)
  expect((await server.api('GET', '/cache')).body.totals).toEqual(totals)
})
