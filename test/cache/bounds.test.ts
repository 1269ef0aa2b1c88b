/** Nobody can make the cache grow, or push out what others read; and what is pushed out comes back true. */
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { Oracle } from '../oracle/compare.ts'
import { runEdit } from '../oracle/edits.ts'
import { openSite } from '../oracle/site.ts'
import type { TestServer } from '../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openSite(inject('clusterUrl'), 'generated', 40)
})
afterAll(() => server.stop())

/** A request as no browser sends it. */
function send(method: string, path: string, headers: Record<string, string> = {}): Promise<number> {
  const { port } = new URL(server.localUrl)
  return new Promise((resolve, reject) => {
    const message = request({ host: '127.0.0.1', port, method, path, headers, setHost: !headers.Host }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? 0))
    })
    message.on('error', reject)
    message.end()
  })
}

const FLOOD = 600
const numbers = Array.from({ length: FLOOD }, (_, n) => n)
const flood = (one: (n: number) => Promise<unknown>) => Promise.all(numbers.map(one))

describe('a flood of', () => {
  const cases: Readonly<Record<string, (n: number) => Promise<unknown>>> = {
    'query strings': (n) => send('GET', `/?utm_source=${n}&x=${'y'.repeat(n * 10)}`),
    'queries on posts': (n) => send('GET', `/posts/post-${1 + (n % 40)}?q=${n}`),
    hosts: (n) => send('GET', '/', { Host: `host-${n}.example` }),
    encodings: (n) => send('GET', '/', { 'Accept-Encoding': `gzip;q=0.${n}, x-${n}, br;q=0.${FLOOD - n}` }),
    methods: (n) =>
      send(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'PROPFIND'][n % 6] ?? '', `/posts/post-${n % 50}`),
    'ways to write one address': (n) =>
      send('GET', `/${'./'.repeat(n % 9)}POSTS/%70ost-${1 + (n % 40)}${'/'.repeat(n % 3)}`),
    searches: (n) => send('GET', `/search?q=word${n}`),
    epochs: (n) => send('GET', '/', { 'Hearth-Epoch': String(n), Cookie: `hearth-epoch=${n}` }),
  }
  it.each(Object.entries(cases))('%s adds no entry and pushes none out', async (_, one) => {
    const { store } = server.cache
    const before = { keys: store.keys().sort(), bytes: store.bytes, evictions: store.evictions }
    await flood(one)
    expect({ keys: store.keys().sort(), bytes: store.bytes, evictions: store.evictions }).toEqual(before)
  })

  it('addresses at which there is nothing takes no more than a small place of its own', async () => {
    const { store } = server.cache
    const pages = store.keys().filter((key) => store.peek(key)?.status === 200)
    await flood((n) => send('GET', `/nothing/${n}/${'x'.repeat(n)}`))
    await flood((n) => send('GET', `/posts/nothing-${n}`))
    const absent = store.keys().filter((key) => store.peek(key)?.status === 404)
    expect(absent.length).toBeGreaterThan(100)
    expect(absent.length).toBeLessThanOrEqual(500)
    expect(store.keys()).toEqual(expect.arrayContaining(pages))
  })
})

it('serves the truth from a cache that holds a part of the site', async () => {
  const small = await openSite(inject('clusterUrl'), 'generated', 120, { CACHE_MAX_BYTES: '1000000' })
  const oracle = new Oracle(small)
  try {
    const { store } = small.cache
    for (let n = 0; n < 60; n++) {
      await runEdit(small, 11, n)
      if (n % 10 !== 9) continue
      await small.flush()
      for (const { url, difference } of await oracle.misses()) {
        // Not stored, for want of room: then a reader has it rendered.
        expect([url, difference]).toEqual([url, expect.stringMatching(/^not stored/)])
      }
      for (const url of ['/', '/archive/1', '/posts/post-5', '/tags/odd', '/rss.xml', '/sitemap.xml']) {
        await small.get(url)
        expect([url, await oracle.differenceOf(url)]).toEqual([url, undefined])
      }
    }
    expect(store.evictions).toBeGreaterThan(100)
    expect(store.bytes).toBeLessThanOrEqual(1_000_000 + 8 * 1024 * 1024)
  } finally {
    await oracle.close()
    await small.stop()
  }
})
