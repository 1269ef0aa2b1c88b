import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { MediaFiles } from '../../src/content/index.ts'
import { ImportError, type ImportOptions, importMarkdownFolder } from '../../src/portability/index.ts'
import { TWO_BY_THREE } from '../support/pictures.ts'
import { startTestServer, type TestServer, wrongPages } from '../support/server.ts'

let server: TestServer
let folder: string

beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
})
afterAll(() => server.stop())
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hearth-import-'))
  return () => rmSync(folder, { recursive: true, force: true })
})

function file(name: string, text: string | Uint8Array): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
  writeFileSync(path.join(folder, name), text)
}

function run(options: Partial<ImportOptions> = {}) {
  const { db, dataDir, siteUrl } = server
  return importMarkdownFolder({ db, files: new MediaFiles(dataDir), siteUrl, folder, ...options })
}

describe('importing a folder of Markdown', () => {
  it('understands the habits of each generator', async () => {
    file(
      'hugo/index.md',
      '---\ntitle: Hugo\ndate: 2024-03-01T10:00:00+01:00\ntags: [One, Two]\naliases: [/old/hugo.html]\n---\nText ![pic](pic.png "Shown")\n',
    )
    file('hugo/pic.png', TWO_BY_THREE)
    file(
      'zola.md',
      '+++\npath = "2015/05/15/Zola"\ntitle = "Zola"\nauthors = ["Ann"]\n[taxonomies]\ntags = ["Two"]\n[extra]\nx = 1\n+++\nSee [the other](@/hugo/index.md#part).\n',
    )
    file(
      '_posts/2019-04-03-jekyll.markdown',
      '---\nlayout: post\ntitle: "Jekyll: a story"\nredirect_from:\n  - /jekyll-old/\ncategories: Three\n---\nText\n',
    )
    file(
      'astro.mdx',
      "---\ntitle: 'Astro'\npubDate: '2022-07-08'\ndescription: 'Short.'\nheroImage: '/img/hero.png'\n---\nText\n",
    )
    file('static/img/hero.png', TWO_BY_THREE)
    file('plain.md', '# Plain title\n\nText without a head.\n')
    file('pages/about-us.md', '---\ntitle: About us\n---\nWe.\n')
    file('draft.md', '---\ntitle: Draft\ndate: 2024-01-01\ndraft: true\n---\n')
    file('_index.md', '---\ntitle: Section\n---\n')
    const report = await run()
    expect(report).toMatchObject({ files: 8, created: 7, updated: 0, unchanged: 0, interrupted: false })
    expect(report.skipped).toEqual([{ file: '_index.md', reason: expect.stringContaining('section') }])
    await server.flush()

    const hugo = await server.get('/posts/hugo')
    expect(hugo.text).toMatch(/<img[^>]+src="\/media\/[0-9a-f]{64}\.png"[^>]* width="2" height="3"/)
    expect(hugo.text).toContain('datetime="2024-03-01T09:00:00.000Z"')
    expect((await server.get('/old/hugo.html')).headers.get('location')).toBe('/posts/hugo')
    const zola = await server.get('/posts/zola')
    expect(zola.text).toContain('href="/posts/hugo#part"')
    expect(zola.text).toContain('datetime="2015-05-15T00:00:00.000Z"')
    expect((await server.get('/2015/05/15/zola')).headers.get('location')).toBe('/posts/zola')
    expect((await server.get('/posts/jekyll')).text).toContain('Jekyll: a story')
    expect((await server.get('/jekyll-old')).headers.get('location')).toBe('/posts/jekyll')
    expect((await server.get('/posts/astro')).text).toMatch(/\/media\/[0-9a-f]{64}\.png/)
    expect((await server.get('/about-us')).text).toContain('We.')
    expect((await server.get('/posts/draft')).status).toBe(404)
    expect((await server.get('/tags/two')).text.match(/<article/g)).toHaveLength(2)
    expect(await wrongPages(server)).toEqual([])
  })

  it('writes nothing the second time, and only what changed the third', async () => {
    file('a.md', '---\ntitle: Steady\ndate: 2024-01-01\n---\nText\n')
    file('b.md', '---\ntitle: Moving\ndate: 2024-01-02\n---\nText\n')
    await run()
    const events = async () =>
      (
        await server.db.sql`select (select count(*)::int from cache_event) + (select count(*)::int from audit_log) as n`
      )[0]?.n
    const before = await events()
    expect(await run()).toMatchObject({ created: 0, updated: 0, unchanged: 2 })
    expect(await events()).toBe(before)
    file('b.md', '---\ntitle: Moved\ndate: 2024-01-02\n---\nText\n')
    expect(await run()).toMatchObject({ updated: 1, unchanged: 1 })
  })

  it('does not write over what was edited here since', async () => {
    file('mine.md', '---\ntitle: Mine\ndate: 2024-01-01\n---\nFrom the file\n')
    await run()
    const { id } = (await server.api('GET', '/posts?slug=mine')).body.items[0]
    await server.api('PATCH', `/posts/${id}`, { title: 'Better' })
    file('mine.md', '---\ntitle: Mine again\ndate: 2024-01-01\n---\nFrom the file\n')
    expect((await run()).skipped).toEqual([{ file: 'mine.md', reason: expect.stringContaining('edited here') }])
    expect((await server.api('GET', `/posts/${id}`)).body.title).toBe('Better')
    expect(await run({ overwrite: true })).toMatchObject({ updated: 1 })
    expect((await server.api('GET', `/posts/${id}`)).body.title).toBe('Mine again')
  })

  it('says where a bad file is bad, and imports the others', async () => {
    file('bad-yaml.md', '---\ntitle: x\ntags: [a, b\n---\n')
    file('bad-toml.md', '+++\ntitle = "x"\ndate = = 3\n+++\n')
    file('endless.md', '---\ntitle: x\n\nno end')
    file('bad-date.md', '---\ntitle: x\ndate: 2024-02-31\n---\n')
    file('good.md', '---\ntitle: Good one\ndate: 2024-02-01\n---\n![gone](gone.png)')
    const report = await run()
    expect(report.created).toBe(1)
    expect(report.warnings).toEqual([{ file: 'good.md', line: 5, message: 'the file "gone.png" is missing' }])
    expect(report.skipped).toEqual([
      { file: 'bad-date.md', line: 3, reason: expect.stringContaining('date: "2024-02-31" is no date') },
      { file: 'bad-toml.md', line: 3, reason: expect.stringContaining('TOML') },
      { file: 'bad-yaml.md', line: expect.any(Number), reason: expect.stringContaining('YAML') },
      { file: 'endless.md', line: 1, reason: expect.stringContaining('never ends') },
    ])
  })

  it('goes on after an interruption', async () => {
    for (let n = 0; n < 60; n++) file(`part-${n}.md`, `---\ntitle: Part ${n}\ndate: 2023-01-01\n---\n${n}\n`)
    const abort = new AbortController()
    const first = await run({ signal: abort.signal, onProgress: () => abort.abort() })
    expect(first).toMatchObject({ interrupted: true, created: 25 })
    expect(await run()).toMatchObject({ interrupted: false, created: 35, unchanged: 25 })
  })

  it('says what it would do, and does nothing, in a dry run', async () => {
    file('dry.md', '---\ntitle: Dry\ndate: 2024-01-01\n---\n')
    expect(await run({ dryRun: true })).toMatchObject({ created: 1 })
    expect((await server.api('GET', '/posts?slug=dry')).body.items).toEqual([])
  })

  it('leaves code alone', async () => {
    file(
      'code.md',
      '---\ntitle: Code\ndate: 2024-01-01\n---\n```md\n![not](x.png) [link](@/a.md)\n```\n\n`[b](@/b.md)` and\n\n    ![indented](y.png)\n',
    )
    const report = await run()
    expect(report.warnings).toEqual([])
    expect((await server.api('GET', '/posts?slug=code')).body.items[0].markdown).toContain(
      '![not](x.png) [link](@/a.md)',
    )
  })

  it('needs a folder with Markdown', async () => {
    await expect(run()).rejects.toThrow(ImportError)
    await expect(run({ folder: path.join(folder, 'nowhere') })).rejects.toThrow(/no folder/)
  })
})

const corpus = path.resolve(import.meta.dirname, '../../../shared/data/rust-blog/content')

describe.skipIf(!existsSync(corpus))('a real blog of 754 files', () => {
  it('arrives whole, at its old addresses, and stays as it is the second time', async () => {
    cpSync(corpus, folder, { recursive: true })
    const own = await startTestServer(inject('clusterUrl'))
    try {
      const { db, dataDir, siteUrl } = own
      const options = { db, files: new MediaFiles(dataDir), siteUrl, folder }
      const report = await importMarkdownFolder(options)
      expect(report.files).toBe(754)
      expect(report.created + report.skipped.length).toBe(754)
      expect(report.skipped.map(({ file }) => path.basename(file))).toEqual(['_index.md', '_index.md', '_index.md'])
      await own.flush()
      for (const [old, slug] of [
        ['/2025/06/26/Rust-1.88.0', 'rust-1.88.0'],
        ['/releases/1.88.0', 'rust-1.88.0'],
        ['/2014/09/15/Rust-1.0.html', 'rust-1.0'],
      ]) {
        expect([old, (await own.get(String(old))).headers.get('location')]).toEqual([old, `/posts/${slug}`])
      }
      expect((await own.get('/posts/rust-1.88.0')).text).toMatch(/data-lang="rust"/)
      expect(await importMarkdownFolder(options)).toMatchObject({ created: 0, updated: 0, unchanged: report.created })
    } finally {
      await own.stop()
    }
  })
})
