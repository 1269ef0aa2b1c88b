/** For each column of every content table, what a change of it renders. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { TestDatabase } from '../support/database.ts'
import { createGoldenDatabase, type Effect, effectOf } from '../support/golden-site.ts'
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
/** What rendered nothing leaves the site as it was, so the next one has the same server. */
let server: TestServer | undefined
beforeAll(async () => {
  golden = await createGoldenDatabase(inject('clusterUrl'))
})
afterAll(async () => {
  await server?.stop()
  await golden.drop()
})

async function untouchedServer(): Promise<TestServer> {
  server ??= await startTestServer(inject('clusterUrl'), { TEST_TEMPLATE: golden.name })
  return server
}

async function effectOfChange(change: string): Promise<Effect> {
  const own = await untouchedServer()
  const effect = await effectOf(own, () => own.db.sql.unsafe(change))
  if (effect.rendered.length > 0) {
    server = undefined
    await own.stop()
  }
  return effect
}

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
  'post.status': [set30(`status = 'unpublished'`), GONE_FROM_LISTS],
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
  'post.template': [set30(`template = 'wide'`), OWN_PAGE],
  'post.no_index': [set30(`no_index = true`), OWN_PAGE],
  'post.social_image_url': [set30(`social_image_url = '/media/x.png'`), OWN_PAGE],
  'post.social_title': [set30(`social_title = 'Other'`), OWN_PAGE],
  'post.social_description': [set30(`social_description = 'Other'`), OWN_PAGE],
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
  'post.deleted_at': [set30(`deleted_at = now()`), GONE_FROM_LISTS],
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
      'uploaded_by',
      'uploader',
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
    const { rendered, changed } = await effectOfChange(change)
    expect(changed).toEqual([...new Set(urls)].sort())
    expect(rendered).toEqual([...new Set([...urls, ...besides])].sort())
  })

  it('every column of every content table is one of these', async () => {
    const tables = [...new Set(Object.keys(COLUMNS).map((name) => name.split('.')[0] ?? ''))]
    const { sql } = (await untouchedServer()).db
    const rows = await sql<{ name: string }[]>`
      select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and table_name = any(${sql.array(tables)})`
    expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(COLUMNS).sort())
  })
})

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

function goneWhenPage(): string[] {
  return [...GONE_FROM_LISTS, '/post-30', '/sitemap-pages.xml']
}
