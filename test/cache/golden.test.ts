/** What a change touches: for each, exactly the pages that are rendered again. All others keep their ETag. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import type { TestDatabase } from '../support/database.ts'
import { createGoldenDatabase, effectOf } from '../support/golden-site.ts'
import {
  ALL_FEEDS,
  ALL_LISTS,
  ALL_PAGES,
  GONE_FROM_LISTS,
  hasEven,
  LISTS_OF_30,
  months,
  pages,
  post,
  range,
  SITE_FEEDS,
  SITEMAP,
  tagFeeds,
} from '../support/golden-urls.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let golden: TestDatabase
let server: TestServer
beforeAll(async () => {
  golden = await createGoldenDatabase(inject('clusterUrl'))
})
afterAll(() => golden.drop())
beforeEach(async () => {
  server = await startTestServer(inject('clusterUrl'), { TEST_TEMPLATE: golden.name })
})
afterEach(() => server.stop())

async function expectRenders(edit: () => Promise<unknown>, urls: readonly string[]): Promise<void> {
  const { rendered, changed } = await effectOf(server, edit)
  expect(rendered).toEqual([...new Set(urls)].sort())
  expect(changed).toEqual(rendered)
}

const sql = (text: string) => () => server.db.sql.unsafe(text)
const id = async (slug: string) => (await server.db.sql`select id::int from post where slug = ${slug}`)[0]?.id as number
const patch = (slug: string, body: object) => async () => {
  const { status } = await server.api('PATCH', `/posts/${await id(slug)}`, body)
  expect(status).toBe(200)
}

describe('a change by a writer renders', () => {
  it('nothing, for a draft that is created, saved and deleted', () =>
    expectRenders(async () => {
      const { body } = await server.api('POST', '/posts', { title: 'Draft', tags: ['even'] })
      await server.api('PATCH', `/posts/${body.id}`, { title: 'Other', markdown: 'Text', tags: ['odd'] })
      await server.api('DELETE', `/posts/${body.id}`)
    }, []))

  it('for the newest post: itself, its neighbour, and the newest page of each list it is in', () =>
    expectRenders(
      () =>
        server.api('POST', '/posts', {
          ...{ title: 'Post 65', status: 'published', publishedAt: '2024-03-06T12:00:00Z' },
          ...{ tags: ['odd'], authors: ['ann'] },
        }),
      [
        ...post(65, 64),
        ...['/', '/archive/7', '/archive', ...months('03')],
        ...['/tags', '/tags/odd', '/tags/odd/4', ...tagFeeds('odd')],
        ...['/authors/ann', '/authors/ann/3'],
        ...[...SITE_FEEDS, SITEMAP],
      ],
    ))

  it('for a body with an excerpt of its own: the page, the feeds that carry it, its date in the sitemap', () =>
    expectRenders(patch('post-30', { markdown: 'Another text' }), [...post(30), ...tagFeeds('even'), SITEMAP]))

  it('for a body whose beginning is the excerpt: the lists that show it as well', async () => {
    await patch('post-30', { excerpt: null })()
    await expectRenders(patch('post-30', { markdown: 'Another text' }), [
      ...[...post(30), ...tagFeeds('even'), SITEMAP],
      ...LISTS_OF_30,
    ])
  })

  it('for a title: the page, lists, neighbours, feeds', () =>
    expectRenders(patch('post-30', { title: 'Thirty' }), [
      ...[...post(29, 30, 31), ...tagFeeds('even'), SITEMAP],
      ...LISTS_OF_30,
    ]))

  it('for a slug: both addresses, and every page that links to it', () =>
    expectRenders(patch('post-30', { slug: 'thirty' }), [
      ...[...post(29, 30, 31), '/posts/thirty', '/posts/former', ...tagFeeds('even'), SITEMAP],
      ...LISTS_OF_30,
    ]))

  it('for a date: the old place and the new one in every list, and all that moves between them', () =>
    expectRenders(patch('post-30', { publishedAt: '2024-03-06T12:00:00Z' }), [
      ...[...post(29, 30, 31, 64), '/', ...SITE_FEEDS, SITEMAP],
      ...['/archive', ...pages('/archive', 3, 7), ...months('01', '03')],
      ...['/tags/even', ...pages('/tags/even', 2, 4), ...tagFeeds('even')],
      ...['/authors/ann', ...pages('/authors/ann', 1, 3)],
    ]))

  it('for a tag that is added: its page, the tag from its place on, and the lists that show its tags', () =>
    expectRenders(patch('post-31', { tags: ['odd', 'even'] }), [
      ...[...post(31), SITEMAP, '/tags'],
      ...['/tags/even', ...pages('/tags/even', 2, 4), ...tagFeeds('even')],
      ...['/archive/4', ...months('02'), '/tags/odd/2', '/authors/bob/3', ...tagFeeds('odd')],
    ]))

  it('for the last post of a tag: the tag leaves the lists of tags, and its addresses', async () => {
    await patch('post-30', { tags: ['even', 'rare'] })()
    await expectRenders(patch('post-30', { tags: ['even'] }), [
      ...[...post(30), SITEMAP, '/tags', '/sitemap-tags.xml', ...tagFeeds('even')],
      ...['/tags/rare', '/tags/rare/1', ...tagFeeds('rare')],
      ...LISTS_OF_30,
    ])
  })

  const showsEven = [
    ...[...ALL_LISTS.filter(hasEven), '/tags'],
    ...[...SITE_FEEDS, ...tagFeeds('even'), ...post(...range(1, 64).filter((n) => n % 2 === 0))],
  ]
  it("for a tag's name: every page that shows it", () =>
    expectRenders(sql(`update tag set name = 'Straight' where slug = 'even'`), showsEven))

  it("for a tag's slug: its new addresses, redirects from the old ones, and every page that links to it", () =>
    expectRenders(sql(`update tag set slug = 'straight' where slug = 'even'`), [
      ...showsEven.filter((url) => !SITE_FEEDS.includes(url)),
      ...['/sitemap-tags.xml', '/tags/straight', ...pages('/tags/straight', 1, 4), ...tagFeeds('straight')],
    ]))

  it('for a post that is unpublished: 404 there, and every list without it', () =>
    expectRenders(async () => server.api('DELETE', `/posts/${await id('post-30')}/publication`), GONE_FROM_LISTS))

  it('for a post that is deleted: 410 there, and every list without it', () =>
    expectRenders(async () => server.api('DELETE', `/posts/${await id('post-30')}`), GONE_FROM_LISTS))

  it('for a post that is published while it is in the bin: 410 there, before anybody asks', async () => {
    await sql(`update post set status = 'unpublished', deleted_at = now() where slug = 'post-30'`)()
    await server.flush()
    await server.get('/posts/post-30')
    await expectRenders(sql(`update post set status = 'published' where slug = 'post-30'`), [
      ...post(30),
      '/posts/former',
    ])
    expect(server.cache.store.peek('/posts/post-30')?.status).toBe(410)
  })

  it('for a page that the menu points to and that is deleted: every page with that menu', () =>
    expectRenders(
      async () => server.api('DELETE', `/pages/${await id('about')}`),
      [...ALL_PAGES, '/sitemap-pages.xml'],
    ))

  it('for the menu: every page, and no feed', () =>
    expectRenders(() => server.api('PUT', '/navigation/main', { items: [{ label: 'New', url: '/new' }] }), ALL_PAGES))

  it("for the site's title: every page and every feed", () =>
    expectRenders(() => server.api('PATCH', '/settings', { title: 'New' }), [...ALL_PAGES, ...ALL_FEEDS]))

  it('for the footer: every page, and no feed', () =>
    expectRenders(() => server.api('PATCH', '/settings', { footer: 'New' }), ALL_PAGES))

  it('for the time zone: every page that shows a date', () =>
    // At noon in Greenwich it is the next day in Auckland.
    expectRenders(
      () => server.api('PATCH', '/settings', { timeZone: 'Pacific/Auckland' }),
      [...ALL_LISTS, '/archive', ...post(...range(1, 64))],
    ))

  it('for posts per page: lists that it cuts, and the addresses of their pages in the sitemap', () =>
    expectRenders(
      () => server.api('PATCH', '/settings', { postsPerPage: 32 }),
      [
        ...['/', ...pages('/archive', 1, 7), SITEMAP],
        ...['/tags/even', ...pages('/tags/even', 1, 4), '/tags/odd', ...pages('/tags/odd', 1, 4)],
        ...['/authors/ann', ...pages('/authors/ann', 1, 3), '/authors/bob', ...pages('/authors/bob', 1, 5)],
      ],
    ))

  it.each([
    ['fonts', 'serif'],
    ['columnWidth', 'wide'],
    ['headerLayout', 'centred'],
    ['accent', '#123456'],
  ])('for the look, %s: every page, and no feed', (name, value) =>
    expectRenders(() => server.api('PATCH', '/settings', { [name]: value }), ALL_PAGES),
  )

  it.each([
    ['customCss', 'p { color: red }'],
    ['headCode', '<meta name="own" content="1">'],
    ['footCode', '<p>Own</p>'],
  ])("for the owner's %s: every page, and no feed", (name, value) =>
    expectRenders(
      () => server.db.sql`insert into setting (key, value) values (${name}, ${JSON.stringify(value)}::text::jsonb)`,
      ALL_PAGES,
    ),
  )

  it('for the layout of the home page: that page', () =>
    expectRenders(() => server.api('PATCH', '/settings', { homeLayout: 'cards' }), ['/']))

  it.each([
    ['aiTraining', false],
    ['aiAnswers', false],
    ['robotsLines', 'User-agent: Foo\nDisallow: /'],
  ])('for what crawlers may do, %s: robots.txt', (name, value) =>
    expectRenders(() => server.api('PATCH', '/settings', { [name]: value }), ['/robots.txt']),
  )

  it.each([
    ['feedText', 'excerpt'],
    ['feedFooter', 'First on {site}'],
  ])('for what feeds carry, %s: feeds', (name, value) =>
    expectRenders(() => server.api('PATCH', '/settings', { [name]: value }), ALL_FEEDS),
  )

  it('for how many posts a feed carries: feeds', () =>
    expectRenders(() => server.api('PATCH', '/settings', { feedLength: 5 }), ALL_FEEDS))

  it('nothing, for the same bytes again', () =>
    expectRenders(async () => {
      await patch('post-30', { title: 'Post 30' })()
      await server.api('PATCH', '/settings', { title: 'Golden', postsPerPage: 10 })
    }, []))

  it('one time, for five hundred edits of one post', async () => {
    const before = server.cache.flusher.totals.rendered
    await server.db.sql.begin(async (tx) => {
      for (let n = 0; n < 500; n++) await tx`update post set title = ${`Edit ${n}`} where slug = 'post-30'`
    })
    await server.flush()
    expect(server.cache.flusher.totals.rendered - before).toBe(3 + 3 + 1 + LISTS_OF_30.length)
  })

  it('nothing, for a name that is changed and changed back in one go', () =>
    expectRenders(
      () =>
        server.db.sql.begin(async (tx) => {
          for (const slug of ['b', 'c', 'odd']) await tx`update tag set slug = ${slug} where name = 'Odd'`
        }),
      // Its former names redirect now.
      ['/tags/b', '/tags/c'],
    ))

  it('nothing, for a post that is created and deleted in one go', () =>
    expectRenders(
      () =>
        server.db.sql.begin(async (tx) => {
          await tx`insert into post (slug, title, status, published_at) values ('brief', 'Brief', 'published', now())`
          await tx`delete from post where slug = 'brief'`
        }),
      ['/posts/brief'],
    ))
})
