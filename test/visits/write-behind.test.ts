/** The contract of write-behind: what is written is exact, bounded and added to; a crash loses seconds, and nothing else. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Entry } from '../../src/cache/index.ts'
import { connect, type Database } from '../../src/db/index.ts'
import { MAX_LAG_MS, pruneVisits, VisitCounter } from '../../src/visits/index.ts'
import { createTestDatabase } from '../support/database.ts'
import { seedPosts, startTestServer, type TestServer, until } from '../support/server.ts'
import { FIREFOX, forget, read, referrers, views } from './reader.ts'

let server: TestServer
let page: Entry
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
  await seedPosts(server, 3)
  const stored = server.cache.store.peek('/posts/post-1')
  if (!stored) throw new Error('The page is not stored.')
  page = stored
})
afterAll(() => server.stop())
beforeEach(() => forget(server))

const warnings: string[] = []
function counterOn(db: Database, now?: () => number): VisitCounter {
  const log = { warn: (_: unknown, message?: string) => void warnings.push(message ?? '') } as ConstructorParameters<
    typeof VisitCounter
  >[0]['log']
  return new VisitCounter({ db, siteUrl: 'https://blog.example', log, countsViews: true, ...(now && { now }) })
}
const visit = (counter: VisitCounter, key: string, headers: readonly string[] = []) =>
  counter.served({ ...page, key }, ['Host', 'blog.example', 'User-Agent', FIREFOX, ...headers])
const miss = (counter: VisitCounter, key: string) =>
  counter.served({ ...page, key, status: 404 }, ['User-Agent', FIREFOX])
const count = async (table: string) => {
  const [row] = await server.db.sql<{ rows: number }[]>`select count(*)::int as rows from ${server.db.sql(table)}`
  return row?.rows ?? 0
}
const sumOf = (counts: Record<string, number>) => Object.values(counts).reduce((sum, n) => sum + n, 0)

describe('a flood', () => {
  const N = 30_000
  it('of pages, hosts and user agents takes bounded memory and rows; no view is lost, and what was known goes on', async () => {
    const counter = counterOn(server.db)
    visit(counter, '/posts/post-1')
    await counter.write()
    for (let round = 0; round < 3; round++) {
      for (let n = 0; n < N; n++)
        counter.served(page, ['User-Agent', `${FIREFOX} n/${round}-${n}`, 'Referer', 'https://news.example/'])
      for (let n = 0; n < N; n++)
        visit(counter, `/p-${round}-${n}`, ['Referer', `https://h-${round}-${n}.example/`, 'X-Unknown', String(n)])
      expect(counter.names).toBeLessThan(12_000)
      await counter.write()
    }
    expect(counter.names).toBeLessThanOrEqual(1000)
    const [byPath, byHost] = [await views(server), await referrers(server)]
    expect(sumOf(byPath)).toBe(1 + 6 * N)
    expect(byPath['/posts/post-1']).toBe(1 + 3 * N)
    expect(Object.keys(byPath).length).toBeLessThanOrEqual(2001)
    expect(sumOf(byHost)).toBe(6 * N)
    expect(Object.keys(byHost).length).toBeLessThanOrEqual(201)
  })

  it('of addresses that are not there takes bounded rows, and pushes out neither what is asked for often nor what is ignored', async () => {
    const counter = counterOn(server.db)
    for (let n = 0; n < 3; n++) miss(counter, '/old-address')
    miss(counter, '/not-interesting')
    await counter.write()
    await server.db.sql`update not_found set ignored = true where path = '/not-interesting'`
    for (let round = 0; round < 6; round++) {
      for (let n = 0; n < 5000; n++) miss(counter, `/${n % 2 ? 'x' : 'wp-admin'}/${round}-${n}`)
      miss(counter, `/${'long/'.repeat(100)}`)
      expect(counter.names).toBeLessThanOrEqual(300)
      await counter.write()
    }
    expect(await count('not_found')).toBe(1001)
    const rows = await server.db.sql`
      select path, hits, ignored from not_found where path in ('/old-address', '/not-interesting') order by path`
    expect([...rows]).toEqual([
      { path: '/not-interesting', hits: 1, ignored: true },
      { path: '/old-address', hits: 3, ignored: false },
    ])
    const [longest] = await server.db.sql`select max(length(path)) as length from not_found`
    expect(longest?.length).toBeLessThan(300)
  })
})

it('adds what several processes count to the same rows, each once', async () => {
  const databases = [1, 2, 3].map(() => connect(server.db.url, { max: 2 }))
  const counters = databases.map((db) => counterOn(db))
  const ROUNDS = 25
  await Promise.all(
    counters.map(async (counter, which) => {
      for (let round = 0; round < ROUNDS; round++) {
        // In another order each, as readers come.
        for (let n = 0; n < 10; n++)
          visit(counter, `/posts/post-${1 + ((n * (which + 1)) % 3)}`, [
            'Referer',
            `https://h${(n * (which + 1)) % 7}.example/`,
          ])
        miss(counter, `/missing-${(round * (which + 1)) % 5}`)
        await counter.write()
      }
    }),
  )
  for (const counter of counters) await counter.stop()
  for (const db of databases) await db.close()
  expect(sumOf(await views(server))).toBe(3 * 10 * ROUNDS)
  expect(sumOf(await referrers(server))).toBe(3 * 10 * ROUNDS)
  const [missing] = await server.db.sql<{ hits: number }[]>`select sum(hits)::int as hits from not_found`
  expect(missing?.hits).toBe(3 * ROUNDS)
})

it('keeps what could not be written, says so, and writes it later', async () => {
  const counter = counterOn(server.db)
  visit(counter, '/posts/post-1', ['Referer', 'https://a.example/'])
  await server.db.sql`alter table referrer_view rename to elsewhere`
  try {
    warnings.length = 0
    await counter.write()
    expect(warnings).toEqual([expect.stringContaining('could not be written')])
    visit(counter, '/posts/post-1')
    await counter.write()
  } finally {
    await server.db.sql`alter table elsewhere rename to referrer_view`
  }
  // All or nothing: the views that came before the failure are not there twice.
  expect(await views(server)).toEqual({})
  await counter.stop()
  expect([await views(server), await referrers(server)]).toEqual([{ '/posts/post-1': 2 }, { 'a.example': 1 }])
})

it('counts for the day that it is in the time zone of the site', async () => {
  await server.api('PATCH', '/settings', { timeZone: 'Asia/Tokyo' })
  let at = Date.parse('2026-03-01T14:59:59Z')
  const counter = counterOn(server.db, () => at)
  await counter.start()
  visit(counter, '/posts/post-1')
  await counter.write()
  at += 1000
  visit(counter, '/posts/post-1')
  await counter.stop()
  await server.api('PATCH', '/settings', { timeZone: 'UTC' })
  const rows = await server.db.sql`select day::text, views from page_view order by day`
  expect([...rows]).toEqual([
    { day: '2026-03-01', views: 1 },
    { day: '2026-03-02', views: 1 },
  ])
})

it('keeps the views of a post together when its address changes', async () => {
  const { body } = await server.api('POST', '/posts', { title: 'Renamed', slug: 'before', status: 'published' })
  await server.flush()
  await read(server, '/posts/before')
  await views(server)
  await server.api('PATCH', `/posts/${body.id}`, { slug: 'after' })
  await server.flush()
  await read(server, '/posts/after')
  await read(server, '/posts/after')
  expect(await views(server)).toEqual({ '/posts/after': 2, '/posts/before': 1 })
  const { pages } = (await server.api('GET', '/statistics')).body
  expect(pages).toEqual([{ path: '/posts/after', postId: body.id, kind: 'post', title: 'Renamed', views: 3 }])
  expect((await server.api('GET', `/statistics/posts?ids=${body.id},1`)).body.items).toEqual([
    { id: body.id, views: 3 },
  ])
})

it('puts old days together as months, bounded, without losing a view', async () => {
  await server.db.sql`
    insert into page_view (day, path, post_id, views)
    select now()::date - n, '/p-' || m, m, 1 from generate_series(0, 400) n, generate_series(1, 30) m`
  await server.db.sql`
    insert into page_view (day, path, views)
    select date_trunc('month', now() - interval '1 year')::date + n % 28, '/many-' || n, 1 from generate_series(1, 5000) n`
  await server.db
    .sql`insert into referrer_view (day, host, views) select now()::date - n, 'h' || n % 3, 2 from generate_series(0, 400) n`
  await server.db.sql`insert into page_view (day, path, views) values (now()::date - 2500, '/ancient', 1)`
  await server.db.sql`
    insert into not_found (path, hits, last_seen) values ('/forgotten', 9, now() - interval '91 days'), ('/recent', 1, now())`
  const before = sumOf(await views(server)) - 1
  for (let twice = 0; twice < 2; twice++) {
    await pruneVisits(server.db)
    expect(sumOf(await views(server))).toBe(before)
    expect(sumOf(await referrers(server))).toBe(802)
  }
  const [rows] = await server.db.sql<{ most: number; old: number; days: number }[]>`
    select max(c)::int as most, count(*) filter (where day < now() - interval '130 days' and day <> date_trunc('month', day))::int as old, count(*)::int as days
    from (select day, count(*) as c from page_view group by day) d`
  expect(rows).toMatchObject({ most: 2000, old: 0 })
  expect(rows?.days).toBeLessThan(140)
  const missing = await server.db.sql`select path from not_found`
  expect([...missing]).toEqual([{ path: '/recent' }])
})

describe('a process', () => {
  const root = path.resolve(import.meta.dirname, '../..')
  async function start(databaseUrl: string, dataDir: string): Promise<{ child: ChildProcess; url: string }> {
    const env = { PATH: process.env.PATH, PORT: '0', DATA_DIR: dataDir, DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn' }
    const child = spawn(process.execPath, [path.join(root, 'dist/src/main.js')], { env, stdio: 'ignore' })
    const url = await until(
      async () => {
        try {
          const { url, pid } = JSON.parse(readFileSync(path.join(dataDir, 'server.json'), 'utf8'))
          return pid === child.pid && (await statusOf(`${url}/readyz`)) === 200 ? (url as string) : undefined
        } catch {
          return undefined
        }
      },
      (url) => url !== undefined,
    )
    return { child, url: url ?? '' }
  }
  /** With the body read: a connection that waits for a reader keeps a server from stopping. */
  async function statusOf(url: string): Promise<number> {
    const response = await fetch(url, { headers: { 'User-Agent': FIREFOX } })
    await response.text()
    return response.status
  }
  const end = (child: ChildProcess, signal: NodeJS.Signals) =>
    new Promise((resolve) => {
      child.once('exit', resolve)
      child.kill(signal)
    })

  it('that is stopped loses nothing; one that is killed, what it counted in its last seconds', {
    timeout: 180_000,
  }, async () => {
    const database = await createTestDatabase(inject('clusterUrl'))
    const db = connect(database.url, { max: 1 })
    const dataDir = mkdtempSync(path.join(tmpdir(), 'hearth-visits-'))
    const seen = async () =>
      (await db.sql<{ views: number }[]>`select coalesce(sum(views), 0)::int as views from page_view`)[0]?.views ?? 0
    const look = async (url: string, times: number) => {
      for (let n = 0; n < times; n++) expect(await statusOf(`${url}/posts/welcome`)).toBe(200)
    }
    try {
      const first = await start(database.url, dataDir)
      await look(first.url, 20)
      await end(first.child, 'SIGTERM')
      expect(await seen()).toBe(20)

      const second = await start(database.url, dataDir)
      await look(second.url, 10)
      // Without being asked to, it writes within the time that it promises.
      await until(seen, (views) => views === 30, MAX_LAG_MS + 2000)
      await look(second.url, 5)
      await end(second.child, 'SIGKILL')
      const kept = await seen()
      expect(kept).toBeGreaterThanOrEqual(30)
      expect(kept).toBeLessThanOrEqual(35)

      const third = await start(database.url, dataDir)
      await look(third.url, 1)
      await end(third.child, 'SIGTERM')
      expect(await seen()).toBe(kept + 1)
    } finally {
      await db.close()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    }
  })
})
