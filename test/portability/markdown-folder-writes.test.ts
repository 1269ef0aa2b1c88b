/** What an import writes, and what it leaves alone. No server runs here: the rows are looked at. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  createRedirect,
  deletePost,
  MediaFiles,
  updatePost,
  updateTag,
  writeSettings,
} from '../../src/content/index.ts'
import { inWriteTransaction } from '../../src/db/index.ts'
import { ImportError, type ImportOptions, importMarkdownFolder } from '../../src/portability/index.ts'
import { db } from '../support/own-database.ts'
import { TWO_BY_THREE } from '../support/pictures.ts'

let folder: string

beforeEach(async () => {
  await db.sql`truncate post, tag, author, media, redirect, setting, slug_history restart identity cascade`
  folder = mkdtempSync(path.join(tmpdir(), 'hearth-writes-'))
  return () => rmSync(folder, { recursive: true, force: true })
})

function file(name: string, text: string | Uint8Array): void {
  mkdirSync(path.dirname(path.join(folder, 'posts', name)), { recursive: true })
  writeFileSync(path.join(folder, 'posts', name), text)
}
const post = (title: string, head = '', body = 'Text\n') =>
  `---\ntitle: ${title}\ndate: 2024-01-02\n${head}\n---\n${body}`

function run(options: Partial<ImportOptions> = {}) {
  const files = new MediaFiles(path.join(folder, 'data'))
  return importMarkdownFolder({
    db,
    files,
    siteUrl: 'https://blog.example',
    folder: path.join(folder, 'posts'),
    ...options,
  })
}

async function row(slug: string) {
  const [found] = await db.sql`select *, id::int as id from post where slug = ${slug}`
  if (!found) throw new Error(`There is no post ${slug}.`)
  return found
}
const context = { siteUrl: 'https://blog.example', now: new Date() }
const write = <T>(work: Parameters<typeof inWriteTransaction<T>>[2]) => inWriteTransaction(db, 'ann', work)

describe('what is written', () => {
  it('has every field in its place', async () => {
    file(
      'full.md',
      post(
        'Full',
        'slug: the-full\nupdated: 2024-02-03\ntags: [One, Two, "!"]\nauthors: [{name: Ann}]\ndescription: Short\nimage: {src: p.png, alt: A dot}\nfeatured: true\ncanonical: https://x.example/a\naliases: [/was]',
      ),
    )
    file('p.png', TWO_BY_THREE)
    const report = await run()
    expect(report).toMatchObject({ created: 1, media: 1, redirects: 1, skipped: [] })
    expect(report.warnings).toEqual([
      { file: 'full.md', message: 'the name "!" has no letter or digit; it is left out' },
    ])
    expect(await row('the-full')).toMatchObject({
      ...{ kind: 'post', title: 'Full', status: 'published', excerpt: 'Short', featured: true, version: 1 },
      ...{ cover_url: expect.stringMatching(/^\/media\/[0-9a-f]{64}\.png$/), cover_alt: 'A dot' },
      ...{ canonical_url: 'https://x.example/a', html: '<p>Text</p>\n', markdown: 'Text\n' },
      published_at: '2024-01-02 00:00:00+00',
      updated_at: '2024-02-03 00:00:00+00',
      created_at: '2024-01-02 00:00:00+00',
    })
    expect(await db.sql`select t.slug from post_tag join tag t on t.id = tag_id order by position`).toEqual([
      { slug: 'one' },
      { slug: 'two' },
    ])
    expect(await db.sql`select name from author`).toEqual([{ name: 'Ann' }])
    expect(await db.sql`select source, post_id::int from redirect`).toEqual([
      { source: '/was', post_id: (await row('the-full')).id },
    ])
    expect(await db.sql`select distinct actor from audit_log where action = 'post.create'`).toEqual([
      { actor: 'import' },
    ])
  })

  it('is public, scheduled, a draft or a page, as the file says', async () => {
    file('public.md', post('Public'))
    file('draft.md', post('Draft', 'draft: true'))
    file('dateless.md', '---\ntitle: Dateless\n---\n')
    file('future.md', '---\ntitle: Future\ndate: 2999-01-01\n---\n')
    file('pages/about.md', '---\ntitle: About\n---\n')
    await run()
    expect(await db.sql`select slug, kind, status from post order by slug`).toEqual([
      { slug: 'about', kind: 'page', status: 'published' },
      { slug: 'dateless', kind: 'post', status: 'draft' },
      { slug: 'draft', kind: 'post', status: 'draft' },
      { slug: 'future', kind: 'post', status: 'scheduled' },
      { slug: 'public', kind: 'post', status: 'published' },
    ])
  })

  it('takes dates without a zone for the site’s', async () => {
    await write((tx) => writeSettings(tx, { timeZone: 'Asia/Tokyo', permalink: '/{yyyy}/{mm}/{dd}/{slug}' }))
    file('a.md', post('A', 'path: 2024/01/02/a', '[b](b.md)'))
    file('b.md', post('B'))
    expect(await run()).toMatchObject({ created: 2, redirects: 0 })
    expect((await row('a')).published_at).toBe('2024-01-01 15:00:00+00')
    expect((await row('a')).markdown).toBe('[b](/2024/01/02/b)')
  })

  it('numbers posts from the oldest', async () => {
    for (const [name, date] of [
      ['a', '2022'],
      ['b', '2020'],
      ['c', '2021'],
    ])
      file(`${name}.md`, `---\ndate: ${date}-01-01\n---\n`)
    await run()
    expect((await db.sql`select slug from post order by id`).map(({ slug }) => slug)).toEqual(['b', 'c', 'a'])
  })
})

describe('a second run', () => {
  it('writes nothing at all when nothing changed', async () => {
    file('a.md', post('A', 'tags: [One]\naliases: [/old]', '![x](x.png)\n'))
    file('x.png', 'not really a picture')
    await run()
    const state =
      () => db.sql`select (select max(xmin::text::bigint) from post) as post, (select count(*) from cache_event) as events,
      (select count(*) from audit_log) as audits, (select count(*) from revision) as revisions, (select max(xmin::text::bigint) from redirect) as redirect`
    const before = await state()
    expect(await run()).toMatchObject({ created: 0, updated: 0, unchanged: 1, media: 0, redirects: 0 })
    expect(await run({ overwrite: true })).toMatchObject({ updated: 0, unchanged: 1 })
    expect(await state()).toEqual(before)
  })

  it('notices a picture, a title or a linked address that changed', async () => {
    file('a.md', post('A', '', '![p](p.txt) [b](b.md)'))
    file('b.md', post('B'))
    file('p.txt', 'one')
    await run()
    file('p.txt', 'two')
    expect(await run()).toMatchObject({ updated: 1, unchanged: 1 })
    file('b.md', post('B', 'slug: bee'))
    expect(await run()).toMatchObject({ updated: 2, unchanged: 0 })
    expect((await row('a')).markdown).toContain('[b](/posts/bee)')
    expect(await db.sql`select slug from slug_history where kind = 'post'`).toEqual([{ slug: 'b' }])
  })

  it('keeps what was edited here, whichever part of it', async () => {
    for (const name of ['text', 'tags', 'slug', 'status']) file(`${name}.md`, post(name, 'tags: [One]'))
    await run()
    const id = async (slug: string) => (await row(slug)).id
    await write(async (tx) => {
      await updatePost(tx, context, await id('text'), { markdown: 'Mine' })
      await updatePost(tx, context, await id('tags'), { tags: ['Two'] })
      await updatePost(tx, context, await id('slug'), { slug: 'renamed' })
      await updatePost(tx, context, await id('status'), { status: 'unpublished' })
    })
    for (const name of ['text', 'tags', 'slug', 'status']) file(`${name}.md`, post(`${name} again`, 'tags: [One]'))
    const report = await run()
    expect(report).toMatchObject({ created: 0, updated: 0, unchanged: 0 })
    expect(report.skipped.map(({ file, reason }) => [file, reason.includes('edited here')])).toEqual(
      ['slug', 'status', 'tags', 'text'].map((name) => [`${name}.md`, true]),
    )
    expect(await run({ overwrite: true })).toMatchObject({ updated: 4, skipped: [] })
    expect(await row('text')).toMatchObject({ markdown: 'Text\n', title: 'text again' })
    expect((await row('status')).status).toBe('published')
    expect(await run()).toMatchObject({ unchanged: 4 })
  })

  it('does not take for an edit what nobody edited: a tag’s new name, an hour that came', async () => {
    file('tagged.md', post('Tagged', 'tags: [One]'))
    file('timed.md', '---\ntitle: Timed\ndate: 2999-01-01\n---\n')
    await run()
    const [tag] = await db.sql`select id::int as id from tag`
    await write((tx) => updateTag(tx, tag?.id, { name: 'Uno', slug: 'uno' }))
    await db.sql`update post set status = 'published' where slug = 'timed'`
    file('tagged.md', post('Tagged too', 'tags: [Uno]'))
    file('timed.md', '---\ntitle: Timed too\ndate: 2999-01-01\n---\n')
    expect(await run()).toMatchObject({ updated: 2, skipped: [] })
  })

  it('leaves the bin alone', async () => {
    file('a.md', post('A'))
    await run()
    await write(async (tx) => deletePost(tx, context, (await row('a')).id))
    file('a.md', post('A again'))
    expect((await run({ overwrite: true })).skipped).toEqual([{ file: 'a.md', reason: expect.stringContaining('bin') }])
  })
})

describe('beside what the site has', () => {
  it('a slug that is taken is not taken again', async () => {
    await db.sql`insert into post (slug, title) values ('hello', 'Here first')`
    file('hello.md', post('Hello'))
    expect(await run()).toMatchObject({ created: 1 })
    expect((await row('hello')).title).toBe('Here first')
    expect((await row('hello-2024-01-02')).title).toBe('Hello')
    expect(await run()).toMatchObject({ unchanged: 1 })
  })

  it('a redirect that leads elsewhere stays, and is told', async () => {
    await write((tx) => createRedirect(tx, { source: '/old', target: '/elsewhere' }))
    file('a.md', post('A', 'aliases: [/old, /older]'))
    const report = await run()
    expect(report.redirects).toBe(1)
    expect(report.warnings).toEqual([
      { file: 'a.md', message: expect.stringContaining('"/old" has a redirect to elsewhere') },
    ])
  })
})

describe('when something goes wrong', () => {
  it('the posts that the site refuses are named, and all others of their batch written', async () => {
    for (let n = 0; n < 20; n++) file(`fine-${n}.md`, post(`Fine ${n}`))
    file('pages/search.md', '---\ntitle: Search\n---\n')
    file('pages/tags/all.md', '---\ntitle: All\nslug: tags/all\n---\n')
    const report = await run()
    expect(report.created).toBe(20)
    expect(report.skipped).toEqual([
      { file: 'pages/search.md', reason: '"search" is an address of the site itself; choose another slug.' },
      { file: 'pages/tags/all.md', reason: '"tags/all" is an address of the site itself; choose another slug.' },
    ])
  })

  it('a file of no kind Hearth keeps is told, and the post imported', async () => {
    file('a.md', post('A', '', '[zip](a.zip)'))
    file('a.zip', Buffer.from('PK\x03\x04\0\0\0binary', 'latin1'))
    const report = await run()
    expect(report.warnings).toEqual([{ file: 'a.md', message: expect.stringContaining('"a.zip" is no picture') }])
    expect((await row('a')).markdown).toBe('[zip](a.zip)')
  })

  it('a database that fails half-way leaves whole batches, and another run does the rest', async () => {
    for (let n = 0; n < 60; n++) file(`part-${String(n).padStart(2, '0')}.md`, post(`Part ${n}`))
    await db.sql.unsafe(`
      create function fail_late() returns trigger language plpgsql as $$ begin raise exception 'the disk is full' using errcode = '53100'; end $$;
      create trigger fail_late before insert on post for each row when (new.slug = 'part-40') execute function fail_late()`)
    try {
      await expect(run()).rejects.toThrow()
      expect((await db.sql`select count(*)::int as n from post`)[0]?.n).toBe(25)
    } finally {
      await db.sql.unsafe('drop trigger fail_late on post; drop function fail_late()')
    }
    expect(await run()).toMatchObject({ created: 35, unchanged: 25, skipped: [] })
  })

  it('two imports at once: the second is told to wait', async () => {
    file('a.md', post('A'))
    const both = await Promise.allSettled([run(), run()])
    const refused = both.filter((result) => result.status === 'rejected')
    expect(refused.map(({ reason }) => reason)).toEqual([expect.any(ImportError)])
    expect(refused[0]?.reason.message).toMatch(/Another import is running/)
    expect(await run()).toMatchObject({ unchanged: 1 })
  })
})

describe('a dry run', () => {
  it('counts the same as the real one, and writes no row and no file', async () => {
    file('a.md', post('A', 'aliases: [/old]', '![p](p.txt)'))
    file('b.md', post('B'))
    file('bad.md', '---\n- x\n---\n')
    file('p.txt', 'text')
    const dry = await run({ dryRun: true })
    expect((await db.sql`select count(*)::int as n from post`)[0]?.n).toBe(0)
    expect((await db.sql`select count(*)::int as n from media`)[0]?.n).toBe(0)
    expect(await run()).toEqual(dry)
  })
})
