import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { cardTitles, numberedPosts, openTestSite, pager, type TestSite } from './support.ts'

/** What home shows at the borders of pages of ten, and where its "Older posts" leads. */
const BORDERS: readonly [posts: number, shown: number, older: string | undefined, pages: number][] = [
  [0, 0, undefined, 0],
  [1, 1, undefined, 1],
  [9, 9, undefined, 1],
  [10, 10, undefined, 1],
  [11, 11, undefined, 2],
  [19, 19, undefined, 2],
  [20, 10, '/archive/1', 2],
  [21, 11, '/archive/1', 3],
  [29, 19, '/archive/1', 3],
  [30, 10, '/archive/2', 3],
]

describe('lists', () => {
  let site: TestSite
  beforeAll(async () => {
    site = await openTestSite(inject('clusterUrl'))
  })
  afterAll(() => site.close())

  it('shows the open page and the full one before it at home, and every post on exactly one permanent page', async () => {
    const posts = numberedPosts(30, { tags: ['Everything'], authors: ['Ada'] })
    let written = 0
    for (const [count, shown, older, pages] of BORDERS) {
      await site.publish(...posts.slice(written, count))
      written = count
      for (const [path, base] of [
        ['/', '/archive'],
        ['/tags/everything', '/tags/everything'],
        ['/authors/ada', '/authors/ada'],
      ] as const) {
        const where = `${path} of ${count}`
        const front = await site.get(path)
        if (count === 0 && path !== '/') {
          expect(front.status, where).toBe(404)
          continue
        }
        expect(cardTitles(front), where).toEqual(Array.from({ length: shown }, (_, i) => `Post ${count - i}`))
        expect(pager(front), where).toEqual({ older: older?.replace('/archive', base), newer: undefined })

        const seen: string[] = []
        for (let n = 1; n <= pages; n++) {
          const page = await site.get(`${base}/${n}`)
          expect(pager(page), `${base}/${n} of ${count}`).toEqual({
            older: n > 1 ? `${base}/${n - 1}` : undefined,
            newer: n < pages ? `${base}/${n + 1}` : undefined,
          })
          seen.unshift(...cardTitles(page))
        }
        expect(seen, where).toEqual(Array.from({ length: count }, (_, i) => `Post ${count - i}`))
        expect((await site.get(`${base}/${pages + 1}`)).status, where).toBe(404)
      }
    }
  })

  it('does not change a full page when something newer is published', async () => {
    const before = await site.get('/archive/1')
    await site.publish({ title: 'Newest', publishedAt: new Date('2024-05-01') })
    expect((await site.get('/archive/1')).body).toBe(before.body)
  })

  it('counts the archive by year and month in the time zone of the site', async () => {
    await site.publish({ title: 'New year', publishedAt: new Date('2023-12-31T23:30:00Z') })
    expect((await site.get('/archive/2023/12')).body).toContain('New year')
    await site.set({ timeZone: 'Europe/Vienna' })
    expect((await site.get('/archive/2023/12')).status).toBe(404)
    expect((await site.get('/archive/2024/01')).body).toContain('New year')
    const index = await site.get('/archive')
    expect(index.body).toContain('2024 <span class="count">32 posts</span>')
    expect(index.body).toMatch(/<a href="\/archive\/2024\/01">January<\/a> <span class="count">31<\/span>/)
    expect(index.body).not.toContain('/archive/2023/')
  })

  it('has no pages but those that hold posts', async () => {
    for (const path of ['/archive/0', '/archive/01', '/archive/2024/13', '/archive/0000/00', '/archive/1e3'])
      expect((await site.get(path)).status, path).toBe(404)
  })
})
