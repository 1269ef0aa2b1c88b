/** The cache's distrust of itself: whichever dependency a page forgets, the auditor finds the page and names the change. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { Dependencies, type RenderSession, type Site } from '../../src/cache/index.ts'
import type { TestDatabase } from '../support/database.ts'
import { createGoldenDatabase } from '../support/golden-site.ts'
import { startTestServer, type TestServer, until } from '../support/server.ts'

/** `post:12/card` and `post:13/card` are records of one kind; so are all lookups of posts, and all windows of tags. */
function kindOf(record: string): string {
  return record.replace(/\d+/g, 'N').replace(/^(lookup:[a-z]+(?:\/(?:post|page|tag|author)(?=\/))?).*$/, '$1')
}

const kinds = {
  name: (name: string) => kindOf(name),
  window: (list: string) => `window of ${kindOf(list)}`,
  count: (list: string) => `count of ${kindOf(list)}`,
  size: (list: string) => `size of ${kindOf(list)}`,
}

function kindsIn(d: Dependencies): string[] {
  return [
    ...[...d.names].map(kinds.name),
    ...d.windows.map(({ list }) => kinds.window(list)),
    ...d.counts.map(({ list }) => kinds.count(list)),
    ...d.sizes.map(({ list }) => kinds.size(list)),
  ]
}

function without(all: Dependencies, kind: string | undefined): Dependencies {
  const kept = new Dependencies()
  for (const name of all.names) if (kinds.name(name) !== kind) kept.value(name)
  for (const name of all.addresses) if (kinds.name(name) !== kind) kept.address(name)
  for (const { list, from, to } of all.windows) if (kinds.window(list) !== kind) kept.window(list, from, to)
  for (const { list, from, before } of all.counts) if (kinds.count(list) !== kind) kept.count(list, from, before)
  for (const { list, atLeast } of all.sizes) if (kinds.size(list) !== kind) kept.size(list, atLeast)
  return kept
}

/** The subject of a kind in the words of touches. */
function subjectOf(kind: string): string {
  return kind.replace(/^(?:window|count|size) of /, 'list:')
}

let forgotten: string | undefined
/** What events touched since this was emptied. A job may add some later on. */
const touched = new Set<string>()
function forgetful(site: Site): Site {
  const openSession: Site['openSession'] = async (options) => {
    const session = await site.openSession(options)
    const render = async (key: string) => {
      const rendered = await session.render(key)
      return { ...rendered, dependencies: without(rendered.dependencies, forgotten) }
    }
    const changes: RenderSession['changes'] = async (events) => {
      const changes = await session.changes(events)
      for (const name of changes.net.names) touched.add(kinds.name(name))
      for (const list of changes.net.lists.keys()) touched.add(`list:${kindOf(list)}`)
      return changes
    }
    return { ...session, render, changes }
  }
  return { ...site, openSession }
}

let golden: TestDatabase
let server: TestServer
beforeAll(async () => {
  golden = await createGoldenDatabase(inject('clusterUrl'))
  server = await startTestServer(inject('clusterUrl'), { TEST_TEMPLATE: golden.name }, { wrapSite: forgetful })
  await server.api('PATCH', '/settings', { permalink: '/{yyyy}/{mm}/{slug}', description: 'About', locale: 'en' })
  await server.api('POST', '/pages', { title: 'In no menu', status: 'published' })
  await server.api('POST', '/redirects', { source: '/to-30', postId: 30 })
  await server.api('PUT', '/navigation/footer', { items: [{ label: 'About', url: '/about' }] })
  await server.db.sql`
    insert into slug_history (kind, slug, owner_id) values ('page', 'former', 65), ('tag', 'former', 1), ('author', 'former', 1)`
  await forgetAll()
  await server.flush()
})
afterAll(async () => {
  await server.stop()
  await golden.drop()
})

/** `n` is another number each time; `turn` counts how often this change was made, for those that go back and forth. */
type Change = (n: number, turn: number) => string

/** Changes of every kind. */
const CHANGES: readonly Change[] = [
  (n) => `update post set title = 'Title ${n}' where id = 30`,
  (n) => `update post set slug = 'slug-${n}' where id = 32`,
  (n) => `update post set html = '<p>${n}</p>' where id = 60`,
  (n) => `update post set excerpt = 'Excerpt ${n}' where id = 30`,
  (n) => `update post set seo_title = 'Seo ${n}' where id = 30`,
  (n) => `update post set word_count = ${n} where id = 30`,
  () => `update post set updated_at = updated_at + interval '1 day' where id = 30`,
  () => `update post set published_at = published_at + interval '31 days' where id = 30`,
  () => `update post set published_at = published_at - interval '31 days' where id = 30`,
  ...[40, 41, 42, 43].flatMap((id) => [
    () => `update post set published_at = '2024-01-20 10:00Z' where id = ${id}`,
    () => `update post set published_at = '2024-02-20 10:00Z' where id = ${id}`,
  ]),
  () => `update post set status = 'unpublished' where id in (9, 10)`,
  () => `update post set status = 'published' where id in (9, 10)`,
  () => `update post set status = 'unpublished' where id between 36 and 64`,
  () => `update post set status = 'published' where id between 36 and 64`,
  () => `update post set status = 'unpublished' where id between 61 and 64`,
  () => `update post set status = 'published' where id between 61 and 64`,
  () => `update post set status = 'unpublished' where id between 55 and 64`,
  () => `update post set status = 'published' where id between 55 and 64`,
  () => `update post set status = 'unpublished' where id = 65`,
  () => `update post set status = 'published' where id = 65`,
  (n) => `insert into post (slug, title, status, published_at) select 'more-' || ${n} || '-' || i, 'More', 'published',
      timestamptz '2024-04-01Z' + make_interval(hours => i) from generate_series(1, 140) i`,
  () => `update post set deleted_at = now() where title = 'More' and deleted_at is null`,
  (n) => `with new as (insert into tag (slug, name) values ('tag-${n}', 'Tag ${n}') returning id)
    insert into post_tag (post_id, tag_id) select 31, id from new`,
  () => `delete from post_tag where post_id = 31`,
  () => `update post_author set author_id = 3 - author_id where post_id = 30`,
  (n) => `update tag set name = 'Even ${n}' where id = 1`,
  (n) => `update tag set slug = 'even-${n}' where id = 1`,
  (n) => `update tag set description = 'Description ${n}' where id = 2`,
  (n) => `update author set name = 'Ann ${n}' where id = 1`,
  (n) => `update author set slug = 'ann-${n}' where id = 1`,
  (n) => `update author set bio = 'Bio ${n}' where id = 1`,
  (n) => `update author set bio = 'Bio ${n}' where id = 2`,
  (n) => `with new as (insert into author (slug, name) values ('author-${n}', 'Author ${n}') returning id)
    insert into post_author (post_id, author_id) select 31, id from new`,
  () => `delete from post_author where author_id > 2`,
  () => `update author set slug = '${absent}' where id = 2`,
  () => `update tag set slug = '${absent}' where id = 2`,
  () => `update post set slug = '${absent}' where kind = 'page' and id > 65`,
  // Exactly the pages after the second of a list.
  ...['tag', 'author'].flatMap((kind) => [
    () => `update post set status = 'unpublished' where id in (select p.id from post p join post_${kind} m on m.post_id = p.id
      where m.${kind}_id = ${kind === 'tag' ? 1 : 2} and p.kind = 'post' and p.status = 'published' and p.deleted_at is null order by p.published_at, p.id offset 20)`,
    () => `update post set status = 'published' where status = 'unpublished'`,
  ]),
  () => `insert into redirect (source, target) values ('/absent', '/tags') on conflict do nothing`,
  () => `delete from redirect where source = '/absent'`,
  (n) => `update redirect set target = '/to-${n}' where source = '/elsewhere'`,
  (n) => `update slug_history set owner_id = ${31 + (n % 9)} where slug = 'former' and kind = 'post'`,
  () => `update slug_history set gone = not gone where slug = 'former' and kind <> 'post'`,
  (n) => `update navigation_item set label = 'Label ${n}' where menu = 'main'`,
  (n) => `update navigation_item set label = 'Label ${n}' where menu = 'footer'`,
  ...Object.entries({ title: '"T"', description: '"D"', footer: '"F"', logoUrl: '"/l"', socialImageUrl: '"/s"' }).map(
    ([key, value]) =>
      (n: number) =>
        upsert(key, value.replace(/"$/, `${n}"`)),
  ),
  (n) => upsert('accent', `"#${String(100_000 + n)}"`),
  (_, turn) => upsert('locale', turn % 2 ? '"de"' : '"fr"'),
  (_, turn) => upsert('timeZone', turn % 2 ? '"Pacific/Auckland"' : '"America/Los_Angeles"'),
  (_, turn) => upsert('searchEngines', turn % 2 ? 'false' : 'true'),
  ...['customCss', 'headCode', 'footCode', 'feedFooter'].map((key) => (n: number) => upsert(key, `"/* ${n} */"`)),
  (n) => upsert('robotsLines', `"User-agent: bot-${n}"`),
  ...['aiTraining', 'aiAnswers'].map((key) => (_: number, turn: number) => upsert(key, turn % 2 ? 'false' : 'true')),
  ...Object.entries({
    fonts: ['serif', 'mono'],
    columnWidth: ['narrow', 'wide'],
    headerLayout: ['stacked', 'centred'],
    homeLayout: ['cards', 'list'],
    feedText: ['excerpt', 'full'],
  }).map(
    ([key, values]) =>
      (_: number, turn: number) =>
        upsert(key, `"${values[turn % 2]}"`),
  ),
  () => `update post set no_index = not no_index where id = 30`,
  () => upsert('postsPerPage', '5'),
  () => upsert('postsPerPage', '10'),
  (n) => upsert('feedLength', String(5 + (n % 5))),
  (_, turn) => upsert('formerPermalinks', turn % 2 ? '["/before/{slug}"]' : '[]'),
  (_, turn) => upsert('permalink', turn % 2 ? '"/{mm}/{yyyy}/{slug}"' : '"/{yyyy}/{mm}/{slug}"'),
]

function upsert(key: string, value: string): string {
  return `insert into setting (key, value) values ('${key}', '${value}') on conflict (key) do update set value = excluded.value`
}

let counter = 0
/** A name that nothing has had yet, and at whose addresses there was nothing when somebody looked. */
let absent = 'absent'
const turns = new Map<Change, number>()
async function change(make: Change): Promise<void> {
  const turn = (turns.get(make) ?? 0) + 1
  turns.set(make, turn)
  await server.db.sql.unsafe(make(++counter, turn))
}

/** Renders everything anew. */
async function forgetAll(): Promise<void> {
  await server.cache.actions.purge(undefined, 'test')
  absent = `absent-${counter}`
  await lookForNothing()
}

/** Stores answers that depend on there being nothing; a change that touches one drops it. */
async function lookForNothing(): Promise<void> {
  const nothing = [`/${absent}`, `/tags/${absent}`, `/authors/${absent}`, '/absent', '/archive/99', '/tags/even/99']
  const former = ['/before/post-40', '/2024/01/former', '/former', '/tags/former', '/authors/former', '/authors/ann/99']
  for (const address of [...nothing, ...former]) await server.get(address)
}

/** Which changes touch what, learnt while nothing was forgotten. */
const touchedBy = new Map<string, ReadonlySet<Change>>()

describe('the auditor', () => {
  it('finds nothing where nothing is forgotten', { timeout: 180_000 }, async () => {
    forgotten = undefined
    // Twice: some go back and forth.
    for (const make of [...CHANGES, ...CHANGES]) {
      touched.clear()
      await change(make)
      await server.flush()
      for (const subject of touched) touchedBy.set(subject, new Set([...(touchedBy.get(subject) ?? []), make]))
    }
    expect((await server.cache.auditor.audit(10_000)).wrong).toEqual([])
  })

  it('finds a page and the change, whichever dependency is forgotten', { timeout: 600_000 }, async () => {
    const found = new Set<string>()
    const { store } = server.cache
    for (const key of store.keys())
      for (const kind of kindsIn(store.peek(key)?.dependencies ?? new Dependencies())) found.add(kind)
    // An address decides when a page may not be served any more, not when it is rendered: see the golden table.
    // Whether search engines list a post changes never without when it was changed, on which the same pages depend.
    const all = [...found].filter((kind) => !/^post:N\/(?:(?:dated-)?address|index)$/.test(kind))
    expect(all.length).toBeGreaterThan(35)
    const unnamed: string[] = []
    for (const kind of all) {
      // What a change hid for the kind before would hide what this one shows.
      await server.db.sql`update post set status = 'published' where status = 'unpublished'`
      await server.db.sql.unsafe(upsert('searchEngines', 'true'))
      await server.flush()
      forgotten = kind
      await forgetAll()
      if (!(await isFound(kind))) unnamed.push(kind)
    }
    forgotten = undefined
    expect(unnamed).toEqual([])
  })

  /** Makes changes until one of them leaves a page wrong that the auditor finds, and says what was touched. */
  async function isFound(kind: string): Promise<boolean> {
    const subject = subjectOf(kind)
    const makes = [...(touchedBy.get(subject) ?? [])]
    // Twice: what is there the first time may be as the change would have it.
    for (const make of [...makes, ...makes]) {
      await lookForNothing()
      await change(make)
      await server.flush()
      const { wrong } = await server.cache.auditor.audit(10_000)
      if (wrong.length === 0) continue
      const name = subject.replace('list:setting:', 'setting:')
      if (wrong.some(({ suspects }) => suspects.some((suspect) => kindOf(suspect) === name))) return true
    }
    return false
  }

  it('finds what was written behind the triggers, and reads anew how long the lists are', async () => {
    const other = await startTestServer(inject('clusterUrl'), { TEST_TEMPLATE: golden.name })
    try {
      await other.db.sql.begin(async (sql) => {
        await sql`alter table post disable trigger user`
        await sql`insert into post (slug, title, status, published_at) values ('unseen', 'Unseen', 'published', '2020-01-01')`
        await sql`alter table post enable trigger user`
      })
      for (const operation of ['insert', 'update', 'delete', 'truncate']) {
        await other.db.sql.unsafe(`alter table post enable always trigger post_events_${operation}`)
      }
      await other.flush()
      expect((await other.cache.auditor.audit(10_000)).wrong.map(({ url }) => url)).toContain('/archive/1')
      await other.flush()
      expect((await other.get('/archive/1')).text).toContain('Unseen')
      expect((await other.cache.auditor.audit(10_000)).wrong).toEqual([])
    } finally {
      await other.stop()
    }
  })

  it('works in the background, writes down what it found, and heals', async () => {
    forgotten = 'post:N/body'
    const other = await startTestServer(
      inject('clusterUrl'),
      { TEST_TEMPLATE: golden.name, CACHE_AUDIT_PER_MINUTE: '10000' },
      { wrapSite: forgetful },
    )
    try {
      await other.db.sql`update post set html = '<p>Forgotten</p>' where id = 30`
      await other.flush()
      expect((await other.get('/posts/post-30')).text).not.toContain('Forgotten')
      await until(
        async () => (await other.get('/posts/post-30')).text,
        (text) => text.includes('Forgotten'),
        15_000,
      )
      const finding = await until(
        async () =>
          (await other.api('GET', '/cache/findings')).body.items.find(
            ({ url }: { url: string }) => url === '/posts/post-30',
          ),
        (item) => item !== undefined,
      )
      expect(finding).toMatchObject({ difference: expect.stringContaining('Forgotten'), cause: { kind: 'warm' } })
      expect(finding.suspects).toContain('post:30/body')
      expect((await other.api('GET', '/cache')).body.audited.wrong).toBeGreaterThan(0)
      expect((await other.get('/metrics')).text).toMatch(/hearth_cache_audits_total\{result="wrong"\} [1-9]/)
    } finally {
      forgotten = undefined
      await other.stop()
    }
  })
})
