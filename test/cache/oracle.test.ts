/** Random edits by every way of writing; after each batch every stored page must be what a fresh render gives. */
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { seedPosts, startTestServer, type TestServer, wrongPages } from '../support/server.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
  await seedPosts(server, 60)
})
afterAll(() => server.stop())

/** mulberry32: the same seed gives the same edits. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const EDITS = 200
const BATCH = 20

it(`leaves no page wrong after ${EDITS} random edits`, async () => {
  const random = randomFrom(20261121)
  const pick = (n: number) => Math.floor(random() * n)
  const { sql } = server.db
  const postId = async () =>
    (await sql`select id::int from post where deleted_at is null order by id offset ${pick(55)} limit 1`)[0]
      ?.id as number
  const date = () => new Date(Date.UTC(2019 + pick(7), pick(12), 1 + pick(28))).toISOString()
  const tags = () => Array.from({ length: pick(4) }, () => `Tag ${pick(6)}`)
  const log: string[] = []

  const edits: Record<string, () => Promise<unknown>> = {
    title: async () => server.api('PATCH', `/posts/${await postId()}`, { title: `Title ${pick(1000)}` }),
    body: async () =>
      server.api('PATCH', `/posts/${await postId()}`, { markdown: `Text ${pick(1000)}\n\n## Part ${pick(9)}` }),
    tags: async () => server.api('PATCH', `/posts/${await postId()}`, { tags: tags() }),
    authors: async () =>
      server.api('PATCH', `/posts/${await postId()}`, { authors: pick(2) ? ['ann'] : ['bob', 'Cy'] }),
    rename: async () => server.api('PATCH', `/posts/${await postId()}`, { slug: `slug-${pick(40)}` }),
    date: async () => server.api('PATCH', `/posts/${await postId()}`, { publishedAt: date() }),
    create: async () =>
      server.api('POST', '/posts', {
        title: `New ${pick(1000)}`,
        status: pick(3) ? 'published' : 'draft',
        publishedAt: date(),
        tags: tags(),
      }),
    unpublish: async () => server.api('DELETE', `/posts/${await postId()}/publication`),
    publish: async () => server.api('PUT', `/posts/${await postId()}/publication`, {}),
    delete: async () => server.api('DELETE', `/posts/${await postId()}`),
    restore: async () =>
      sql`update post set deleted_at = null where id = (select id from post where deleted_at is not null order by id limit 1)`,
    settings: async () =>
      server.api('PATCH', '/settings', pick(2) ? { postsPerPage: 5 + pick(8) } : { title: `Site ${pick(50)}` }),
    zone: async () =>
      server.api('PATCH', '/settings', { timeZone: pick(2) ? 'Pacific/Auckland' : 'America/Los_Angeles' }),
    permalink: async () =>
      server.api('PATCH', '/settings', { permalink: pick(2) ? '/posts/{slug}' : '/{yyyy}/{mm}/{slug}' }),
    menu: async () =>
      server.api('PUT', '/navigation/main', { items: [{ label: `Menu ${pick(9)}`, postId: await postId() }] }),
    redirect: async () => server.api('POST', '/redirects', { source: `/old-${pick(30)}`, postId: await postId() }),
    bulkSql: async () => sql`update post set featured = not featured where id % ${2 + pick(5)}::int = 0`,
    moveSql: async () =>
      sql`update post set published_at = published_at + make_interval(days => ${pick(60) - 30}::int) where id % 7 = ${pick(7)}::int and published_at is not null`,
    tagSql: async () =>
      sql`update tag set name = ${`Tag ${pick(6)}`}, slug = ${`tag-${pick(90) + 10}`} where id = (select id from tag order by id offset ${pick(4)} limit 1)`,
    dropTagSql: async () => sql`delete from tag where id = (select id from tag order by id desc limit 1)`,
    purgeSql: async () => sql`delete from post where id = ${await postId()}`,
    backAndForth: async () => {
      const id = await postId()
      for (const slug of ['there', 'and-back', 'there'])
        await sql`update post set slug = ${slug} where id = ${id} and not exists (select 1 from post where slug = ${slug})`
    },
    rolledBack: async () =>
      sql.begin(async (tx) => {
        await tx`update post set title = 'never'`
        throw new Error('rolled back')
      }),
    together: async () => Promise.all([edits.title?.(), edits.date?.(), edits.tags?.(), edits.publish?.()]),
  }
  const names = Object.keys(edits)
  for (let n = 0; n < EDITS; n += BATCH) {
    for (let i = 0; i < BATCH; i++) {
      const name = names[pick(names.length)] ?? 'title'
      log.push(name)
      // Some cannot be done (a slug is taken): then nothing may have changed, which the comparison checks as well.
      await edits[name]?.().catch(() => {})
    }
    await server.flush()
    expect(await wrongPages(server), `after ${log.slice(-BATCH).join(', ')}`).toEqual([])
  }

  // And every page that exists is stored, without anybody having asked for it.
  const missing: string[] = []
  const index = (await server.get('/sitemap.xml')).text
  for (const file of index.matchAll(/<loc>(.*?)<\/loc>/g)) {
    for (const page of (await server.get(new URL(file[1] ?? '').pathname)).text.matchAll(/<loc>(.*?)<\/loc>/g)) {
      const { pathname } = new URL(page[1] ?? '')
      if (!server.cache.store.peek(pathname)) missing.push(pathname)
    }
  }
  expect(missing).toEqual([])
}, 180_000)
