/** Addresses that are not found: logged, suggested for, redirected by a click, or ignored. */
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { isNoise } from '../../src/visits/missing.ts'
import { signedIn } from '../admin/accounts.ts'
import type { Browser } from '../support/browser.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { forget, read } from './reader.ts'

let server: TestServer
let editor: Browser
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
  for (const title of ['Fearless concurrency', 'A walk in the woods', 'On gardens'])
    await server.api('POST', '/posts', { title, status: 'published', tags: ['Plants'] })
  await server.api('POST', '/posts', { title: 'Secret plans', slug: 'secret-plans' })
  await server.flush()
  editor = await signedIn(server, 'Ed', 'editor')
})
afterAll(() => server.stop())
beforeEach(() => forget(server))

const log = async (query = '') => (await server.api('GET', `/not-found${query}`)).body.items
const paths = async (query = '') => (await log(query)).map(({ path }: { path: string }) => path)

describe('the log', () => {
  it('has how often, when last and by a link from where; one address however it is written', async () => {
    const before = Date.now()
    await read(server, '/Gone/Astray?x=1', { Referer: 'https://forum.example/t/1' })
    await server.get('/gone/astray/')
    await read(server, '/gone/astray', { Cookie: 'hearth-epoch=1' })
    await fetch(`${server.localUrl}/gone/astray`, { method: 'HEAD' })
    await read(server, '/%ZZ')
    const [row, ...others] = await log()
    expect(others).toEqual([])
    expect(row).toMatchObject({
      path: '/gone/astray',
      hits: 3,
      referrer: 'forum.example',
      noise: false,
      ignored: false,
    })
    expect(Date.parse(row.lastSeen)).toBeGreaterThanOrEqual(before)
  })

  it('hides what only machines ask for, unless asked', async () => {
    for (const path of ['/wp-login.php', '/.env', '/apple-touch-icon.png', '/old-post']) await read(server, path)
    await read(server, '/old-post')
    expect(await paths()).toEqual(['/old-post'])
    expect((await paths('?noise=true')).sort()).toEqual([
      '/.env',
      '/apple-touch-icon.png',
      '/old-post',
      '/wp-login.php',
    ])
  })

  it('knows noise from what somebody may have linked to', () => {
    const noise = [
      '/wp-admin/setup.php',
      '/.git/config',
      '/a/.env.local',
      '/xmlrpc',
      '/cgi-bin/x',
      '/backup.sql',
      '/x/wp-includes/y',
      '/.well-known/x',
      '/ads.txt',
    ]
    const links = [
      '/2019/05/hello',
      '/hello.html',
      '/feed',
      '/wp-content/uploads/2015/05/walk.jpg',
      '/manifesto',
      '/console',
      '/on-wp',
      '/a.b/c',
      '/vendors',
      '/images/dog.png',
    ]
    expect([...noise, ...links].filter(isNoise)).toEqual(noise)
  })

  it('is listed by number or by time', async () => {
    for (const path of ['/often', '/often', '/late']) await read(server, path)
    await log()
    await server.db.sql`update not_found set last_seen = last_seen - interval '1 hour' where path = '/often'`
    expect(await paths()).toEqual(['/often', '/late'])
    expect(await paths('?order=recent')).toEqual(['/late', '/often'])
    expect(await paths('?limit=1')).toEqual(['/often'])
  })

  it('lets go of what stands there now', async () => {
    await read(server, '/posts/new-one')
    expect(await paths()).toEqual(['/posts/new-one'])
    await server.api('POST', '/posts', { title: 'New one', status: 'published' })
    await server.flush()
    expect(await paths()).toEqual([])
  })
})

describe('a suggestion', () => {
  const suggestions = async () =>
    Object.fromEntries(
      (await log()).map(({ path, suggestion }: { path: string; suggestion: { path: string } | null }) => [
        path,
        suggestion?.path ?? null,
      ]),
    )
  const ASKED = {
    '/blog/2015/04/fearless-concurrency.html': '/posts/fearless-concurrency',
    '/posts/walk-in-the-woods': '/posts/a-walk-in-the-woods',
    '/category/plants': '/tags/plants',
    '/posts/secret-plans': null,
    '/nothing/like-it/whatsoever': null,
  }

  it('is the page that is most like it, if it is public, also when it was mistyped', async () => {
    for (const path of [...Object.keys(ASKED), '/posts/fearles-concurency']) await read(server, path)
    expect(await suggestions()).toEqual({ ...ASKED, '/posts/fearles-concurency': '/posts/fearless-concurrency' })
  })

  it('is found by whole words in a database that has no pg_trgm', async () => {
    const plain = await startTestServer(inject('clusterUrl'))
    await plain.db.sql`drop extension pg_trgm cascade`
    await plain.api('POST', '/posts', { title: 'Fearless concurrency', status: 'published', tags: ['Plants'] })
    await plain.flush()
    for (const path of ['/x/fearless-concurrency.html', '/category/plants', '/entirely/different'])
      await read(plain, path)
    const { items } = (await plain.api('GET', '/not-found')).body
    const found = items.map(({ path, suggestion }: { path: string; suggestion: { path: string } | null }) => [
      path,
      suggestion?.path,
    ])
    expect(Object.fromEntries(found)).toEqual({
      ...{ '/x/fearless-concurrency.html': '/posts/fearless-concurrency', '/category/plants': '/tags/plants' },
      '/entirely/different': undefined,
    })
    await plain.stop()
  })
})

describe('in the admin', () => {
  it('one click redirects to the suggestion: readers get there, the address leaves the log, and follows a rename', async () => {
    await read(server, '/blog/fearless-concurrency')
    const page = (await editor.get('/admin/redirects/not-found')).text
    expect(page).toContain('/blog/fearless-concurrency')
    const postId = /name="postId" value="(\d+)"/.exec(page)?.[1] ?? ''
    const { status, location } = await editor.post('/admin/redirects/not-found/redirect', {
      path: '/blog/fearless-concurrency',
      postId,
    })
    expect([status, location]).toEqual([303, expect.stringMatching(/^\/admin\/redirects\/not-found\?done=/)])
    const answer = await read(server, '/blog/fearless-concurrency')
    expect([answer.status, answer.headers.get('location')]).toEqual([301, '/posts/fearless-concurrency'])
    expect(await paths()).toEqual([])
    expect((await editor.get('/admin/redirects/not-found')).text).not.toContain('/blog/fearless-concurrency')
    await server.api('PATCH', `/posts/${postId}`, { slug: 'without-fear' })
    await server.flush()
    expect((await read(server, '/blog/fearless-concurrency')).headers.get('location')).toBe('/posts/without-fear')
  })

  it('a typed target works as well; a wrong one is said beside it, and stays', async () => {
    await read(server, '/old')
    await log()
    const wrong = await editor.post('/admin/redirects/not-found/redirect', { path: '/old', target: 'nowhere' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toMatch(/value="nowhere"[^>]*aria-invalid="true"/)
    expect(
      (await editor.post('/admin/redirects/not-found/redirect', { path: '/old', target: '/tags/plants' })).status,
    ).toBe(303)
    expect((await read(server, '/old')).headers.get('location')).toBe('/tags/plants')
    expect(await paths()).toEqual([])
  })

  it('what is ignored is out of sight, and comes back when it is not any more', async () => {
    await read(server, '/never-mind')
    const [{ id }] = await log()
    expect((await editor.post(`/admin/redirects/not-found/${id}/ignore`)).status).toBe(303)
    await read(server, '/never-mind')
    expect([await paths(), await paths('?ignored=true')]).toEqual([[], ['/never-mind']])
    await editor.post('/admin/redirects/not-found/clear')
    expect((await editor.get('/admin/redirects/not-found?ignored=true')).text).toContain('Ignore no longer')
    await editor.post(`/admin/redirects/not-found/${id}/notice`)
    expect(await log()).toMatchObject([{ path: '/never-mind', hits: 2 }])
    expect((await server.api('DELETE', `/not-found/${id}`)).status).toBe(204)
    expect(await paths()).toEqual([])
    expect((await server.api('PUT', `/not-found/${id}/ignored`)).status).toBe(404)
  })
})

it('a redirect made by plain SQL, or while the count is on its way, takes its address off too', async () => {
  await read(server, '/by-hand')
  expect(await paths()).toEqual(['/by-hand'])
  await server.db
    .sql`insert into redirect (source, target, status) values ('/by-hand', '/archive', 301), ('/meanwhile', '/archive', 301)`
  server.visits.served({ ...entryOf404(), key: '/meanwhile' }, [])
  expect(await paths()).toEqual([])
  const [row] = await server.db.sql`select count(*)::int as rows from not_found`
  expect(row?.rows).toBe(0)
})

function entryOf404() {
  const key = server.cache.store.keys().find((key) => server.cache.store.peek(key)?.status === 404)
  const entry = server.cache.store.peek(key ?? '')
  if (!entry) throw new Error('No missing page is stored.')
  return entry
}
