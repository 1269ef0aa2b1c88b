/** A reader's render that is held at any of its awaits while a write commits and is flushed: never a stored lie. */
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import type { Failpoint } from '../../src/cache/index.ts'
import { Oracle } from '../oracle/compare.ts'
import type { TestDatabase } from '../support/database.ts'
import { createGoldenDatabase } from '../support/golden-site.ts'
import { startTestServer, type TestServer, until } from '../support/server.ts'

/** Holds the next render at its n-th await, until it is let go. */
class Gate {
  #holdAt = -1
  #passed = 0
  #release: (() => void) | undefined
  #session: 'none' | 'expected' | 'found' = 'none'

  /** The next session is the one to hold. */
  hold(at: number): void {
    this.#holdAt = at
    this.#passed = 0
    this.#session = 'expected'
  }

  /** Whether this session, just opened, is the one. */
  claim(): boolean {
    const isIt = this.#session === 'expected'
    if (isIt) this.#session = 'found'
    return isIt
  }

  async pass(): Promise<void> {
    if (this.#passed++ !== this.#holdAt) return
    await new Promise<void>((resolve) => {
      this.#release = resolve
    })
  }

  get isHolding(): boolean {
    return this.#release !== undefined
  }

  release(): void {
    this.#release?.()
    this.#release = undefined
    this.#holdAt = -1
    this.#session = 'none'
  }
}

const gate = new Gate()
let golden: TestDatabase
let server: TestServer
let oracle: Oracle
beforeAll(async () => {
  golden = await createGoldenDatabase(inject('clusterUrl'))
  server = await startTestServer(
    inject('clusterUrl'),
    { TEST_TEMPLATE: golden.name },
    {
      wrapReads: (tx) => {
        if (!gate.claim()) return tx
        return {
          async execute<T extends Record<string, unknown>>(query: Parameters<typeof tx.execute>[0]): Promise<T[]> {
            await gate.pass()
            const rows = await tx.execute<T>(query)
            await gate.pass()
            return rows
          },
        }
      },
      reached: (point: Failpoint) => (point.startsWith('fill:') ? gate.pass() : undefined),
    },
  )
  oracle = new Oracle(server)
})
afterAll(async () => {
  await oracle.close()
  await server.stop()
  await golden.drop()
})

/** For each kind of page something that changes it, another time differently. */
const PAGES: Readonly<Record<string, (n: number) => string>> = {
  '/': (n) => `update post set title = 'Title ${n}' where id = 64`,
  '/archive': (n) =>
    `update post set published_at = published_at - make_interval(days => ${n % 2 ? 40 : -40}) where id = 64`,
  '/archive/3': (n) => `update post set status = '${n % 2 ? 'unpublished' : 'published'}' where id = 5`,
  '/archive/2024/01': (n) => `update post set excerpt = 'Excerpt ${n}' where id = 20`,
  '/posts/post-30': (n) => `update post set html = '<p>${n}</p>' where id = 30`,
  '/posts/post-31': (n) => `update post set status = '${n % 2 ? 'unpublished' : 'published'}' where id = 31`,
  '/posts/post-41': (n) => `update post set title = 'Neighbour ${n}' where id = 42`,
  '/about': (n) => `update post set html = '<p>About ${n}</p>' where id = 65`,
  '/tags': (n) => `update tag set name = 'Even ${n}' where id = 1`,
  '/tags/even': (n) => `update tag set description = 'Description ${n}' where id = 1`,
  '/tags/even/2': (n) => `update post set status = '${n % 2 ? 'unpublished' : 'published'}' where id = 2`,
  '/tags/odd/rss.xml': (n) => `update post set html = '<p>Feed ${n}</p>' where id = 63`,
  '/authors/ann': (n) => `update author set bio = 'Bio ${n}' where id = 1`,
  '/authors/bob/1': (n) => `update post set slug = 'first-${n}' where id = 1`,
  '/atom.xml': (n) => `update post set html = '<p>Atom ${n}</p>' where id = 62`,
  '/sitemap-posts-1.xml': () => `update post set updated_at = updated_at + interval '1 minute' where id = 12`,
  '/sitemap-tags.xml': (n) => `update tag set slug = '${n % 2 ? 'uneven' : 'odd'}' where id = 2`,
  '/robots.txt': (n) =>
    `insert into setting (key, value) values ('searchEngines', '${n % 2 === 0}') on conflict (key) do update set value = excluded.value`,
  '/elsewhere': (n) => `update redirect set target = '/target-${n}' where source = '/elsewhere'`,
  '/nothing': (n) =>
    n % 2
      ? `insert into redirect (source, target) values ('/nothing', '/x') on conflict do nothing`
      : `delete from redirect where source = '/nothing'`,
}

it.each(Object.entries(PAGES))('a render of %s', async (url, change) => {
  let held = 0
  let refused = 0
  for (let at = 0; ; at++) {
    await server.flush()
    server.cache.store.delete(url)
    gate.hold(at)
    let isDone = false
    const answer = server.get(url).finally(() => {
      isDone = true
    })
    await until(
      async () => gate.isHolding || isDone,
      (is) => is,
    )
    if (!gate.isHolding) {
      await answer
      gate.release()
      break
    }
    held++
    await server.db.sql.unsafe(change(at))
    await server.flush()
    gate.release()
    await answer
    // Stored and not marked: then it is true. Otherwise the next reader, or flush, makes it so.
    if (server.cache.store.peek(url)?.cause.kind !== 'request') refused++
    await server.flush()
    expect([at, await oracle.differenceOf(url)]).toEqual([at, undefined])
    expect((await server.get(url)).headers.get('cache-status')).toMatch(/hit|uri-miss/)
  }
  // From before the first query to after the last.
  expect(held).toBeGreaterThanOrEqual(5)
  expect(refused).toBeGreaterThanOrEqual(held - 2)
})
