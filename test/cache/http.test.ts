/** Stored pages on the wire: RFC 9110, 9111 and 9211. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
})
afterAll(() => server.stop())

describe('a stored page', () => {
  it('comes compressed as the client likes, each encoding with its own strong ETag', async () => {
    const etags = new Set<string | null>()
    for (const encoding of ['br', 'gzip', 'identity']) {
      const { headers, text } = await server.get('/posts/welcome', { 'Accept-Encoding': encoding })
      expect(headers.get('content-encoding') ?? 'identity').toBe(encoding)
      expect(headers.get('vary')).toBe('Accept-Encoding')
      expect(headers.get('cache-control')).toBe('public, max-age=0, must-revalidate')
      expect(headers.get('cache-status')).toBe('hearth; hit')
      expect(text).toContain('Welcome to Hearth')
      etags.add(headers.get('etag'))
    }
    expect(etags.size).toBe(3)
  })

  it('is not sent again to whom holds it', async () => {
    const first = await server.get('/posts/welcome')
    const etag = first.headers.get('etag') ?? ''
    const again = await server.get('/posts/welcome', { 'If-None-Match': `"other", W/${etag}` })
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag])
    const since = await server.get('/posts/welcome', { 'If-Modified-Since': first.headers.get('last-modified') ?? '' })
    expect(since.status).toBe(304)
    expect((await server.get('/posts/welcome', { 'If-None-Match': '"other"' })).status).toBe(200)
  })

  it('keeps its ETag while its bytes do not change', async () => {
    const etag = (await server.get('/about')).headers.get('etag')
    await server.api('POST', '/posts', { title: 'Elsewhere', status: 'published' })
    await server.flush()
    expect((await server.get('/about')).headers.get('etag')).toBe(etag)
  })

  it.each(['/', '/posts/welcome', '/no-such-page'])('answers HEAD %s as GET, without a body', async (address) => {
    const get = await fetch(server.localUrl + address)
    await get.arrayBuffer()
    const head = await fetch(server.localUrl + address, { method: 'HEAD' })
    expect(await head.text()).toBe('')
    expect(head.status).toBe(get.status)
    for (const name of ['etag', 'content-type', 'content-length', 'content-encoding', 'vary']) {
      expect([name, head.headers.get(name)]).toEqual([name, get.headers.get(name)])
    }
  })

  it.each(['/Posts/Welcome', '/posts/welcome/', '//posts//welcome', '/x/../posts/welcome', '/posts/%77elcome'])(
    'moves %s to its canonical address',
    async (address) => {
      // fetch would tidy the path, so the request line is written by hand.
      const { request } = await import('node:http')
      const location = await new Promise((resolve, reject) => {
        request(server.localUrl, { path: address }, (response) => {
          response.resume()
          resolve([response.statusCode, response.headers.location])
        })
          .on('error', reject)
          .end()
      })
      expect(location).toEqual([301, '/posts/welcome'])
    },
  )

  it('refuses other methods', async () => {
    const response = await fetch(server.localUrl, { method: 'POST' })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  it('is rendered afresh, and not stored, for a key that may read the cache', async () => {
    const entry = server.cache.store.peek('/about')
    const fresh = await server.get('/about', { 'Cache-Control': 'no-cache', Authorization: `Bearer ${server.key}` })
    expect(fresh.headers.get('cache-status')).toBe('hearth; fwd=bypass')
    expect(server.cache.store.peek('/about')).toBe(entry)
    expect((await server.get('/about', { 'Cache-Control': 'no-cache' })).headers.get('cache-status')).toBe(
      'hearth; hit',
    )
  })

  it('never holds search results', async () => {
    const { status, text, headers } = await server.get('/search?q=markdown')
    expect(status).toBe(200)
    expect(text).toContain('/posts/welcome')
    expect(headers.get('cache-control')).toContain('no-store')
    expect(server.cache.store.keys().filter((key) => key.startsWith('/search'))).toEqual([])
  })
})

describe('seen from outside', () => {
  it('is alive, ready and measured', async () => {
    expect((await server.get('/healthz')).status).toBe(200)
    expect(JSON.parse((await server.get('/readyz')).text)).toEqual({ ready: true, database: true, warm: true })
    const { text } = await server.get('/metrics')
    for (const name of [
      'requests_total{result="hit"}',
      'renders_total{cause="warm",outcome="changed"}',
      'staleness_seconds_count',
      'events_pending',
      'oldest_event_age_seconds',
      'entries',
      'bytes',
    ]) {
      expect(text).toContain(`hearth_cache_${name}`)
    }
    expect(text).toContain('hearth_database_migrations')
  })
})
