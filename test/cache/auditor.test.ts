/** The cache's distrust of itself: whichever dependency a page forgets, the auditor finds the page and names the change. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { Dependencies } from '../../src/cache/index.ts'
import type { TestDatabase } from '../support/database.ts'
import { createGoldenDatabase } from '../support/golden-site.ts'
import { startTestServer, type TestServer, until } from '../support/server.ts'
import { CHANGES, type Change, upsert } from './every-change.ts'
import { Forgetful, kindOf, kindsIn, subjectOf } from './forgetful-site.ts'

const site = new Forgetful()
let golden: TestDatabase
let server: TestServer
beforeAll(async () => {
  golden = await createGoldenDatabase(inject('clusterUrl'))
  server = await startTestServer(inject('clusterUrl'), { TEST_TEMPLATE: golden.name }, { wrapSite: site.wrap })
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

let counter = 0
/** A name that nothing has had yet, and at whose addresses there was nothing when somebody looked. */
let absent = 'absent'
const turns = new Map<Change, number>()
async function change(make: Change): Promise<void> {
  const turn = (turns.get(make) ?? 0) + 1
  turns.set(make, turn)
  await server.db.sql.unsafe(make(++counter, turn, absent))
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
  it('finds nothing where nothing is forgotten', async () => {
    site.forgotten = undefined
    // Twice: some go back and forth.
    for (const make of [...CHANGES, ...CHANGES]) {
      site.touched.clear()
      await change(make)
      await server.flush()
      for (const subject of site.touched) touchedBy.set(subject, new Set([...(touchedBy.get(subject) ?? []), make]))
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
      site.forgotten = kind
      await forgetAll()
      if (!(await isFound(kind))) unnamed.push(kind)
    }
    site.forgotten = undefined
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
    site.forgotten = 'post:N/body'
    const other = await startTestServer(
      inject('clusterUrl'),
      { TEST_TEMPLATE: golden.name, CACHE_AUDIT_PER_MINUTE: '10000' },
      { wrapSite: site.wrap },
    )
    try {
      await other.db.sql`update post set html = '<p>Forgotten</p>' where id = 30`
      await other.flush()
      expect((await other.get('/posts/post-30')).text).not.toContain('Forgotten')
      await until(
        async () => (await other.get('/posts/post-30')).text,
        (text) => text.includes('Forgotten'),
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
      site.forgotten = undefined
      await other.stop()
    }
  })
})
