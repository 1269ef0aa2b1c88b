/** What a change touches: for each, exactly the pages that are rendered again. All others keep their ETag. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import type { TestDatabase } from '../support/database.ts'
import { createGoldenDatabase, effectOf } from '../support/golden-site.ts'
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

const FEEDS = ['rss.xml', 'atom.xml', 'feed.json']
const SITE_FEEDS = FEEDS.map((file) => `/${file}`)
const SITEMAP = '/sitemap-posts-1.xml'
const tagFeeds = (tag: string) => FEEDS.map((file) => `/tags/${tag}/${file}`)
const post = (...numbers: number[]) => numbers.map((n) => `/posts/post-${n}`)
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
const pages = (base: string, from: number, to: number) => range(from, to).map((n) => `${base}/${n}`)
const months = (...names: string[]) => names.map((name) => `/archive/2024/${name}`)
const ALL_LISTS = [
  '/',
  ...pages('/archive', 1, 7),
  ...months('01', '02', '03'),
  ...['/tags/even', ...pages('/tags/even', 1, 4)],
  ...['/tags/odd', ...pages('/tags/odd', 1, 4)],
  ...['/authors/ann', ...pages('/authors/ann', 1, 3)],
  ...['/authors/bob', ...pages('/authors/bob', 1, 5)],
]
const ALL_FEEDS = [...SITE_FEEDS, ...tagFeeds('even'), ...tagFeeds('odd')]
const ALL_PAGES = [...ALL_LISTS, '/archive', '/tags', '/about', ...post(...range(1, 64))]

/** Post 30 (even, by Ann) is in the middle of everything: the lists that show it. */
const LISTS_OF_30 = ['/archive/3', ...months('01'), '/tags/even/2', '/authors/ann/1']

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

  const goneFromLists = [
    ...[...post(29, 30, 31), '/posts/former', '/', SITEMAP],
    ...['/archive', ...pages('/archive', 3, 7), ...months('01')],
    ...['/tags', '/tags/even', ...pages('/tags/even', 2, 4), ...tagFeeds('even')],
    ...['/authors/ann', ...pages('/authors/ann', 1, 3)],
  ]
  it('for a post that is unpublished: 404 there, and every list without it', () =>
    expectRenders(async () => server.api('DELETE', `/posts/${await id('post-30')}/publication`), goneFromLists))

  it('for a post that is deleted: 410 there, and every list without it', () =>
    expectRenders(async () => server.api('DELETE', `/posts/${await id('post-30')}`), goneFromLists))

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

/** For each column what a change of it renders; by plain SQL, which moves no `updated_at` where no reader sees it. */
const OWN_PAGE = [...post(30), SITEMAP, ...tagFeeds('even')]
const CARD = [...OWN_PAGE, ...LISTS_OF_30]
const set = (table: string, assignment: string, where: string) => `update ${table} set ${assignment} where ${where}`
const set30 = (assignment: string) => set('post', assignment, `slug = 'post-30'`)
interface ColumnChange {
  readonly 0: string
  /** What differs afterwards. */
  readonly 1: readonly string[]
  /** What is rendered besides: it read the row, and might have shown it. */
  readonly 2?: readonly string[]
}

const COLUMNS: Readonly<Record<string, ColumnChange>> = {
  'post.id': [`update post set title = title where id = 1`, []],
  'post.kind': [set30(`kind = 'page'`), [...goneWhenPage()]],
  'post.slug': [set30(`slug = 'thirty'`), [...CARD, ...post(29, 31), '/posts/thirty', '/posts/former']],
  'post.status': [set30(`status = 'unpublished'`), unpublished()],
  'post.title': [set30(`title = 'Thirty'`), [...CARD, ...post(29, 31)]],
  'post.markdown': [set30(`markdown = 'Other'`), OWN_PAGE],
  'post.html': [set30(`html = '<p>Other</p>'`), [...post(30), ...tagFeeds('even')]],
  'post.toc': [set30(`toc = '[]'`), []],
  'post.plain_text': [set30(`plain_text = 'x'`), []],
  'post.word_count': [set30(`word_count = 99`), post(30)],
  'post.reading_minutes': [set30(`reading_minutes = 9`), [...post(30), ...LISTS_OF_30], tagFeeds('even')],
  'post.renderer_version': [`update post set renderer_version = 1`, []],
  'post.rendered_from': [`update post set rendered_from = md5(markdown)`, []],
  'post.excerpt': [set30(`excerpt = 'Other'`), CARD],
  'post.auto_excerpt': [set30(`auto_excerpt = 'Not shown'`), []],
  'post.cover_url': [set30(`cover_url = '/media/x.png'`), CARD],
  'post.cover_alt': [set30(`cover_alt = 'Other'`), OWN_PAGE],
  'post.canonical_url': [set30(`canonical_url = 'https://else.example/'`), OWN_PAGE],
  'post.seo_title': [set30(`seo_title = 'Other'`), OWN_PAGE],
  'post.seo_description': [set30(`seo_description = 'Other'`), OWN_PAGE],
  'post.featured': [set30(`featured = true`), CARD],
  'post.published_at': [
    set30(`published_at = published_at + interval '1 hour'`),
    [...OWN_PAGE, ...LISTS_OF_30],
    post(29, 31),
  ],
  'post.version': [set30(`version = 7`), []],
  'post.import_key': [set30(`import_key = 'x'`), []],
  'post.import_hash': [set30(`import_hash = 'x'`), []],
  'post.created_at': [set30(`created_at = now()`), []],
  'post.updated_at': [
    set30(`updated_at = updated_at + interval '1 hour'`),
    OWN_PAGE.filter((url) => !url.endsWith('rss.xml')),
    ['/tags/even/rss.xml'],
  ],
  'post.deleted_at': [set30(`deleted_at = now()`), unpublished()],
  'post.search': [`select 1`, []],
  'tag.id': [`select 1`, []],
  'tag.slug': [
    set('tag', `slug = 'straight'`, `slug = 'even'`),
    [...evenShown(), '/sitemap-tags.xml', '/tags/straight', ...pages('/tags/straight', 1, 4), ...tagFeeds('straight')],
  ],
  'tag.name': [set('tag', `name = 'Straight'`, `slug = 'even'`), [...evenShown(), ...SITE_FEEDS]],
  'tag.description': [set('tag', `description = 'Half of all'`, `slug = 'even'`), ['/tags/even']],
  'tag.created_at': [`update tag set created_at = now()`, []],
  'tag.updated_at': [`update tag set updated_at = now()`, []],
  'author.id': [`select 1`, []],
  'author.slug': [
    set('author', `slug = 'anna'`, `slug = 'ann'`),
    [
      ...['/authors/ann', ...pages('/authors/ann', 1, 3), '/authors/anna', ...pages('/authors/anna', 1, 3)],
      ...['/sitemap-authors.xml', ...annShown()],
      ...['/atom.xml', '/feed.json', ...ofBothTags('atom.xml'), ...ofBothTags('feed.json')],
    ],
    ['/rss.xml', ...ofBothTags('rss.xml')],
  ],
  'author.name': [
    set('author', `name = 'Anna'`, `slug = 'ann'`),
    ['/authors/ann', ...pages('/authors/ann', 1, 3), ...annShown(), ...ALL_FEEDS],
  ],
  'author.bio': [set('author', `bio = 'Writes'`, `slug = 'ann'`), ['/authors/ann']],
  'author.avatar_url': [set('author', `avatar_url = '/media/a.png'`, `slug = 'ann'`), ['/authors/ann']],
  'author.website_url': [set('author', `website_url = 'https://ann.example/'`, `slug = 'ann'`), ['/authors/ann']],
  'author.created_at': [`update author set created_at = now()`, []],
  'author.updated_at': [`update author set updated_at = now()`, []],
  'post_tag.post_id': [`select 1`, []],
  'post_tag.tag_id': [
    `update post_tag set tag_id = (select id from tag where slug = 'odd') where post_id = (select id from post where slug = 'post-30')`,
    [
      ...[...post(30), '/archive/3', ...months('01'), '/authors/ann/1', '/tags'],
      ...['/tags/even', ...pages('/tags/even', 2, 4), ...tagFeeds('even')],
      ...['/tags/odd', ...pages('/tags/odd', 2, 4), ...tagFeeds('odd')],
    ],
  ],
  'post_tag.position': [
    `update post_tag set position = 3 where post_id = (select id from post where slug = 'post-30')`,
    // Alone it is first wherever it stands.
    [],
    [...post(30), ...LISTS_OF_30, ...tagFeeds('even')],
  ],
  'post_author.post_id': [`select 1`, []],
  'post_author.author_id': [
    `update post_author set author_id = (select id from author where slug = 'bob') where post_id = (select id from post where slug = 'post-30')`,
    [
      ...[...post(30), ...tagFeeds('even')],
      ...['/authors/ann', ...pages('/authors/ann', 1, 3), '/authors/bob', ...pages('/authors/bob', 3, 5)],
    ],
  ],
  'post_author.position': [
    `update post_author set position = 3 where post_id = (select id from post where slug = 'post-30')`,
    [],
    [...post(30), ...tagFeeds('even')],
  ],
  'slug_history.kind': [`update slug_history set kind = 'page' where slug = 'former'`, ['/former', '/posts/former']],
  'slug_history.slug': [
    `update slug_history set slug = 'earlier' where slug = 'former'`,
    ['/posts/earlier', '/posts/former'],
  ],
  'slug_history.owner_id': [
    `update slug_history set owner_id = (select id from post where slug = 'post-31') where slug = 'former'`,
    ['/posts/former'],
  ],
  'slug_history.gone': [`update slug_history set gone = true where slug = 'former'`, ['/posts/former']],
  'slug_history.created_at': [`update slug_history set created_at = now()`, []],
  'redirect.id': [`select 1`, []],
  'redirect.source': [`update redirect set source = '/somewhere'`, ['/elsewhere', '/somewhere']],
  'redirect.target': [`update redirect set target = '/tags'`, ['/elsewhere']],
  'redirect.post_id': [
    `update redirect set target = null, post_id = (select id from post where slug = 'post-30')`,
    ['/elsewhere'],
  ],
  'redirect.status': [`update redirect set status = 308`, ['/elsewhere']],
  'redirect.created_at': [`update redirect set created_at = now()`, []],
  'navigation_item.id': [`select 1`, []],
  'navigation_item.menu': [`update navigation_item set menu = 'footer'`, ALL_PAGES],
  'navigation_item.position': [`update navigation_item set position = 5`, [], ALL_PAGES],
  'navigation_item.label': [`update navigation_item set label = 'Us'`, ALL_PAGES],
  'navigation_item.url': [`update navigation_item set url = '/x', post_id = null`, ALL_PAGES],
  'navigation_item.post_id': [
    `update navigation_item set post_id = (select id from post where slug = 'post-30')`,
    ALL_PAGES,
  ],
  ...Object.fromEntries(
    [
      'id',
      'hash',
      'extension',
      'content_type',
      'file_name',
      'byte_size',
      'width',
      'height',
      'alt',
      'created_at',
      'updated_at',
    ].map((column) => [`media.${column}`, [column === 'alt' ? `update media set alt = 'x'` : `select 1`, []]]),
  ),
  'setting.key': [`update setting set key = 'description' where key = 'footer'`, [...ALL_PAGES, ...ALL_FEEDS]],
  'setting.value': [`update setting set value = '"Other"' where key = 'footer'`, ALL_PAGES],
  'setting.updated_at': [`update setting set updated_at = now()`, []],
  ...Object.fromEntries(
    ['id', 'post_id', 'version', 'title', 'markdown', 'excerpt', 'actor', 'created_at'].map((column) => [
      `revision.${column}`,
      [column === 'title' ? `update revision set title = 'x'` : `select 1`, []],
    ]),
  ),
}

describe('a change by SQL of', () => {
  it.each(Object.entries(COLUMNS))('%s', async (_, { 0: change, 1: urls, 2: besides = [] }) => {
    const { rendered, changed } = await effectOf(server, sql(change))
    expect(changed).toEqual([...new Set(urls)].sort())
    expect(rendered).toEqual([...new Set([...urls, ...besides])].sort())
  })

  it('every column of every content table is one of these', async () => {
    const tables = [...new Set(Object.keys(COLUMNS).map((name) => name.split('.')[0] ?? ''))]
    const rows = await server.db.sql<{ name: string }[]>`
      select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and table_name = any(${server.db.sql.array(tables)})`
    expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(COLUMNS).sort())
  })
})

/** Ann's last page has only post 63. */
function hasEven(list: string): boolean {
  return !list.startsWith('/tags/odd') && list !== '/authors/ann/3'
}

function evenShown(): string[] {
  const lists = ALL_LISTS.filter(hasEven)
  return [...lists, '/tags', ...tagFeeds('even'), ...post(...range(1, 64).filter((n) => n % 2 === 0))]
}

function annShown(): string[] {
  return post(...range(1, 64).filter((n) => n % 3 === 0))
}

function ofBothTags(file: string): string[] {
  return ['even', 'odd'].map((tag) => `/tags/${tag}/${file}`)
}

function unpublished(): string[] {
  return [
    ...[...post(29, 30, 31), '/posts/former', '/', SITEMAP],
    ...['/archive', ...pages('/archive', 3, 7), ...months('01')],
    ...['/tags', '/tags/even', ...pages('/tags/even', 2, 4), ...tagFeeds('even')],
    ...['/authors/ann', ...pages('/authors/ann', 1, 3)],
  ]
}

function goneWhenPage(): string[] {
  return [...unpublished(), '/post-30', '/sitemap-pages.xml']
}
