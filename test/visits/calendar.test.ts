/** The calendar: months as the site's time zone has them. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { signedIn } from '../admin/accounts.ts'
import type { Browser } from '../support/browser.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let server: TestServer
let editor: Browser
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
  editor = await signedIn(server, 'Ed', 'editor')
})
afterAll(() => server.stop())

const publish = (title: string, publishedAt: string) =>
  server.api('POST', '/posts', { title, status: 'published', publishedAt })
async function days(month: string): Promise<string[]> {
  const { body } = await server.api('GET', `/calendar?month=${month}`)
  return body.items.map(({ title, day, time, status }: Record<string, string>) => `${title}: ${day} ${time} ${status}`)
}

describe('a month', () => {
  it('begins and ends at midnight of the site, across the change of the clocks', async () => {
    await server.api('PATCH', '/settings', { timeZone: 'Europe/Vienna' })
    // Clocks go forward on 28 March 2027, so March ends at 22:00 UTC and begins at 23:00 UTC.
    await publish('last of February', '2027-02-28T22:59:59Z')
    await publish('first of March', '2027-02-28T23:00:00Z')
    await publish('before the change', '2027-03-28T00:30:00Z')
    await publish('after the change', '2027-03-28T01:30:00Z')
    await publish('last of March', '2027-03-31T21:59:59Z')
    await publish('first of April', '2027-03-31T22:00:00Z')
    expect(await days('2027-02')).toEqual(['last of February: 2027-02-28 23:59 scheduled'])
    expect(await days('2027-03')).toEqual([
      'first of March: 2027-03-01 00:00 scheduled',
      'before the change: 2027-03-28 01:30 scheduled',
      'after the change: 2027-03-28 03:30 scheduled',
      'last of March: 2027-03-31 23:59 scheduled',
    ])
    expect(await days('2027-04')).toEqual(['first of April: 2027-04-01 00:00 scheduled'])
  })

  it('is another one in another time zone', async () => {
    await server.api('PATCH', '/settings', { timeZone: 'Pacific/Auckland' })
    expect(await days('2027-03')).toEqual([
      'last of February: 2027-03-01 11:59 scheduled',
      'first of March: 2027-03-01 12:00 scheduled',
      'before the change: 2027-03-28 13:30 scheduled',
      'after the change: 2027-03-28 14:30 scheduled',
    ])
    expect(await days('2027-04')).toEqual([
      'last of March: 2027-04-01 10:59 scheduled',
      'first of April: 2027-04-01 11:00 scheduled',
    ])
    await server.api('PATCH', '/settings', { timeZone: 'Europe/Vienna' })
  })

  it('has its neighbours over the turn of the year; another than a month is refused', async () => {
    const of = async (month: string) => (await server.api('GET', `/calendar?month=${month}`)).body
    expect(await of('2026-12')).toMatchObject({ previous: '2026-11', next: '2027-01' })
    expect(await of('2027-01')).toMatchObject({ previous: '2026-12', next: '2027-02' })
    const { today, month } = (await server.api('GET', '/calendar')).body
    expect(today.slice(0, 7)).toBe(month)
    for (const wrong of ['2026-13', '2026-00', '26-01', 'x', '2026-01-01', '999999-01'])
      expect([wrong, (await server.api('GET', `/calendar?month=${wrong}`)).status]).toEqual([wrong, 422])
  })

  it('has published posts and drafts with a date, none from the bin, no pages; of an author their own', async () => {
    await publish('published', '2024-05-10T08:00:00Z')
    await server.api('POST', '/posts', { title: 'draft', publishedAt: '2024-05-11T08:00:00Z' })
    const { body: binned } = await publish('binned', '2024-05-12T08:00:00Z')
    await server.api('DELETE', `/posts/${binned.id}`)
    await server.api('POST', '/pages', { title: 'page', status: 'published', publishedAt: '2024-05-13T08:00:00Z' })
    expect(await days('2024-05')).toEqual(['published: 2024-05-10 10:00 published', 'draft: 2024-05-11 10:00 draft'])
    const author = await signedIn(server, 'Ada', 'author')
    await author.api('POST', '/posts', { title: 'mine', status: 'published', publishedAt: '2024-05-20T08:00:00Z' })
    const { items } = (await author.api('GET', '/calendar?month=2024-05')).body
    expect(items.map(({ title }: { title: string }) => title)).toEqual(['mine'])
  })
})

describe('the page', () => {
  it('shows every day of the month once, from the right day of the week, with its posts', async () => {
    const page = (await editor.get('/admin/calendar?month=2027-03')).text
    expect([...page.matchAll(/<time datetime="(2027-03-\d\d)">/g)].map(([, day]) => day)).toEqual(
      Array.from({ length: 31 }, (_, i) => `2027-03-${String(i + 1).padStart(2, '0')}`),
    )
    expect(page).toContain('class="month starts-1"')
    const day = /<li[^>]*><div class="day-head"><time datetime="2027-03-28">.*?<\/ul><\/li>/s.exec(page)?.[0] ?? ''
    expect(day.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')).toMatch(
      /01:30 before the change .* 03:30 after the change/,
    )
    expect(page).toContain('href="/admin/calendar?month=2027-02"')
    expect(page).toContain('href="/admin/calendar?month=2027-04"')
    for (const [month, starts, count] of [
      ['2026-02', 7, 28],
      ['2028-02', 2, 29],
      ['2026-11', 7, 30],
    ] as const) {
      const { text } = await editor.get(`/admin/calendar?month=${month}`)
      expect([month, text.match(/starts-\d/)?.[0], text.match(/<time datetime=/g)?.length]).toEqual([
        month,
        `starts-${starts}`,
        count,
      ])
    }
  })

  it('makes a draft with the morning of the chosen day as its date, in the time zone of the site; one, however often', async () => {
    const open = async (day: string) => (await editor.get(`/admin/posts/new?on=${day}`)).location ?? ''
    const summer = await open('2027-07-05')
    expect(await open('2027-07-05')).toBe(summer)
    const dateOf = async (location: string) => (await editor.api('GET', location.replace('/admin', ''))).body
    expect(await dateOf(summer)).toMatchObject({ status: 'draft', publishedAt: '2027-07-05T07:00:00.000Z' })
    expect(await dateOf(await open('2027-12-05'))).toMatchObject({ publishedAt: '2027-12-05T08:00:00.000Z' })
    expect((await editor.get(summer)).text).toContain('value="2027-07-05T09:00"')
    // Without a day, and with one that is none, there is a draft without a date.
    for (const address of ['/admin/posts/new', '/admin/posts/new?on=2027-99-99', '/admin/posts/new?on=x'])
      expect((await dateOf((await editor.get(address)).location ?? '')).publishedAt).toBeNull()
    expect(await days('2027-07')).toEqual(['Untitled: 2027-07-05 09:00 draft'])
  })

  it('offers no dates to who may not publish', async () => {
    const contributor = await signedIn(server, 'Cora', 'contributor')
    const page = (await contributor.get('/admin/calendar')).text
    expect(page).toContain('class="month')
    expect(page).not.toContain('new?on=')
  })
})
