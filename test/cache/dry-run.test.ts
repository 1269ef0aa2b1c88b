/** Before a write: which pages it will change. Tried first, then done, and both must name the same pages. */
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { kindOfEdit, runEdit } from '../oracle/edits.ts'
import { openSite } from '../oracle/site.ts'
import { effectOf } from '../support/golden-site.ts'
import type { TestServer } from '../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openSite(inject('clusterUrl'), 'generated', 60)
})
afterAll(() => server.stop())

const WRITES = 300

/** An RSS feed says the second of its newest change: two writes in one second may leave it as it is, one later does not. */
const comparable = (urls: readonly string[]) => urls.filter((url) => !url.endsWith('/rss.xml'))

it(`says of ${WRITES} random writes exactly which pages they change`, async () => {
  let compared = 0
  const wrong: unknown[] = []
  /** Tries every write before it does it. */
  const trying: TestServer = {
    ...server,
    async api(method, address, body, headers) {
      const tried = await server.api(method, `${address}?dryRun=true`, body, headers)
      let answer = tried
      const { changed } = await effectOf(server, async () => {
        answer = await server.api(method, address, body, headers)
      })
      if (tried.status !== 200) {
        // What cannot be done cannot be tried either, for the same reason.
        if (tried.status !== answer.status || changed.length > 0)
          wrong.push([method, address, body, tried.status, answer.status])
        return answer
      }
      const predicted = tried.body.pages.map(({ url }: { url: string }) => url).sort()
      if (tried.body.unexamined === 0) {
        compared++
        if (JSON.stringify(comparable(predicted)) !== JSON.stringify(comparable(changed)))
          wrong.push({ method, address, body, predicted, changed })
      }
      return answer
    },
  }
  for (let number = 0; compared < WRITES; number++) {
    const kind = kindOfEdit(3, number)
    if (!/^(?:sql|together|crossing|rolled|burst|to page|there|here|reader)/.test(kind))
      await runEdit(trying, 3, number)
  }
  expect(wrong).toEqual([])
})

it('writes nothing, and says why each page would change', async () => {
  const { body: post } = await server.api('POST', '/posts', { title: 'Kept', status: 'published' })
  await server.flush()
  const count = async () => (await server.db.sql`select count(*)::int as n from cache_event`)[0]?.n
  const before = await count()
  const { status, body, headers } = await server.api('PATCH', `/posts/${post.id}?dryRun=true`, { slug: 'elsewhere' })
  expect([status, body.dryRun, headers.get('hearth-epoch')]).toEqual([200, true, null])
  expect(body.pages).toEqual(
    expect.arrayContaining([
      { url: '/posts/kept', change: 'moves', why: expect.stringContaining('kept') },
      { url: '/posts/elsewhere', change: 'appears', why: 'appears' },
    ]),
  )
  expect(await count()).toBe(before)
  expect((await server.api('GET', `/posts/${post.id}`)).body.slug).toBe('kept')
  const gone = await server.api('DELETE', `/posts/${post.id}?dryRun=true`)
  expect(gone.body.pages).toContainEqual({ url: '/posts/kept', change: 'goes', why: expect.any(String) })
  const invalid = await server.api('PATCH', `/posts/${post.id}?dryRun=true`, { title: '' })
  expect([invalid.status, invalid.body.errors[0].field]).toEqual([422, 'title'])
})
