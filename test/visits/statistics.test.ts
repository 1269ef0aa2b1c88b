/** What was counted, as the API and the admin show it, to whom it may be shown. */
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { signedIn } from '../admin/accounts.ts'
import type { Browser } from '../support/browser.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { forget, read, views } from './reader.ts'

let server: TestServer
let author: Browser
let own: { id: number }
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
  await server.api('POST', '/posts', { title: 'Of others', status: 'published' })
  author = await signedIn(server, 'Ada', 'author')
  own = (await author.api('POST', '/posts', { title: 'Ada writes', status: 'published' })).body
  await server.flush()
})
afterAll(() => server.stop())
beforeEach(() => forget(server))

const times = async (count: number, path: string, headers: Record<string, string> = {}) => {
  for (let n = 0; n < count; n++) await read(server, path, headers)
}
/** As if what was counted until now had been some days ago. */
async function daysAgo(days: number): Promise<void> {
  await views(server)
  await server.db.sql`update page_view set day = day - ${days}::int`
  await server.db.sql`update referrer_view set day = day - ${days}::int`
}

async function readForAWeek(): Promise<void> {
  await times(4, '/posts/of-others')
  await daysAgo(20)
  await times(2, '/posts/of-others', { Referer: 'https://old.example/' })
  await times(3, '/posts/ada-writes', { Referer: 'https://old.example/' })
  await daysAgo(7)
  await times(5, '/posts/ada-writes', { Referer: 'https://news.example/1' })
  await times(1, '/')
}

describe('statistics', () => {
  it('are by day, page and referrer, up to this moment, beside those of the time before', async () => {
    await readForAWeek()
    const { status, body } = await server.api('GET', '/statistics?days=14')
    expect(status).toBe(200)
    const today = new Date().toISOString().slice(0, 10)
    expect(body).toMatchObject({ counting: true, of: 'site', timeZone: 'UTC', to: today, views: 11, before: 4 })
    expect(body.days).toHaveLength(14)
    expect(body.days.map(({ views }: { views: number }) => views)).toEqual([0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 6])
    expect(body.days.at(-1)).toEqual({ day: today, views: 6 })
    expect(body.pages).toEqual([
      { path: '/posts/ada-writes', postId: own.id, kind: 'post', title: 'Ada writes', views: 8 },
      expect.objectContaining({ path: '/posts/of-others', title: 'Of others', views: 2 }),
      { path: '/', postId: null, kind: null, title: null, views: 1 },
    ])
    expect(body.referrers).toEqual([
      { host: 'news.example', views: 5 },
      { host: 'old.example', views: 5 },
    ])
    expect((await server.api('GET', '/statistics?days=1&limit=1')).body).toMatchObject({
      ...{ views: 6, before: 0, pages: [{ views: 5 }], referrers: [{ host: 'news.example' }] },
    })
  })

  it('of an author are those of their own posts', async () => {
    await readForAWeek()
    const { body } = await author.api('GET', '/statistics?days=14')
    expect(body).toMatchObject({ of: 'own posts', views: 8, before: 0, referrers: [] })
    expect(body.pages.map(({ path }: { path: string }) => path)).toEqual(['/posts/ada-writes'])
    const [{ id: other }] = (await server.api('GET', '/posts?slug=of-others')).body.items
    const ids = `${other},${own.id}`
    expect((await author.api('GET', `/statistics/posts?ids=${ids}`)).body.items).toEqual([{ id: own.id, views: 8 }])
    expect((await server.api('GET', `/statistics/posts?ids=${ids}`)).body.items).toEqual(
      expect.arrayContaining([
        { id: own.id, views: 8 },
        { id: other, views: 6 },
      ]),
    )
  })

  it('need a scope of their own', async () => {
    const make = async (...scopes: string[]) => (await server.api('POST', '/keys', { name: 'k', scopes })).body.key
    const ask = async (key: string) => {
      const response = await fetch(`${server.localUrl}/api/v1/statistics`, {
        headers: { Authorization: `Bearer ${key}` },
      })
      await response.text()
      return response.status
    }
    expect([await ask(await make('posts:read')), await ask(await make('statistics:read'))]).toEqual([403, 200])
  })
})

describe('the overview', () => {
  const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

  it('shows the real numbers: today, the week against the one before, the days as a picture and as a table', async () => {
    await readForAWeek()
    const owner = await signedIn(server, 'Olga', 'owner')
    const page = (await owner.get('/admin')).text
    expect(text(page)).toContain('Today 6 5 on this day last week')
    expect(text(page)).toContain('Seven days 6 +20 % against the week before')
    expect(text(page)).toContain('30 days 15')
    expect(page.match(/<rect class="space"/g)).toHaveLength(30)
    expect(page).toMatch(/role="img" aria-labelledby="views-title views-text"/)
    expect(text(page)).toContain('15 views from')
    const table = /<caption[^>]*>Views by day<\/caption>.*?<\/table>/s.exec(page)?.[0] ?? ''
    expect([...table.matchAll(/<td>(\d+)<\/td>/g)].map(([, n]) => Number(n)).filter((n) => n > 0)).toEqual([6, 5, 4])
    expect(text(page)).toMatch(/Most read Ada writes 8 .*Of others 6/)
    expect(text(page)).toMatch(/Where readers come from news\.example 5/)
    expect(text(page)).toMatch(/\d+ pages warm, 0 pending, 0 wrong in \d+ checks?/)
    const list = text((await owner.get('/admin/posts')).text)
    expect(list).toMatch(/Ada writes \S published 8 .*Of others \S published 6 /)
  })

  it('names jobs that failed, and what is scheduled next, the soonest first', async () => {
    const owner = await signedIn(server, 'Otto', 'owner')
    for (const [title, days] of [
      ['Later', 9],
      ['Sooner', 2],
    ] as const)
      await owner.api('POST', '/posts', {
        title,
        status: 'published',
        publishedAt: new Date(Date.now() + days * 86_400_000).toISOString(),
      })
    await server.db
      .sql`select graphile_worker.add_job('prune', run_at => now() + interval '1 day', job_key => 'one-that-failed')`
    await server.db
      .sql`update graphile_worker._private_jobs set last_error = 'Out of paper.', attempts = 3 where key = 'one-that-failed'`
    const page = (await owner.get('/admin')).text
    expect(text(page)).toContain('1 job failed : prune. Out of paper.')
    expect(page).toContain('href="/admin/jobs?state=failed"')
    expect(text(page)).toMatch(/Next Calendar Sooner .*Later /)
    await server.db.sql`select graphile_worker.remove_job('one-that-failed')`
  })

  it('shows authors and contributors their own, and nothing of the machine', async () => {
    await readForAWeek()
    const page = text((await author.get('/admin')).text)
    expect(page).toContain('Views of your posts Today 5')
    expect(page).not.toMatch(/Of others|news\.example|pages warm|failed|not found/)
    const contributor = text((await (await signedIn(server, 'Cora', 'contributor')).get('/admin')).text)
    expect(contributor).toContain('Views of your posts Today 0')
    expect(contributor).not.toMatch(/Of others|Ada writes|pages warm/)
  })
})
