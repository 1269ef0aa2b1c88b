/** The commands that ask a running server. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'
import { announce, envOf, runHere, startHearth } from './command-line.ts'

let server: TestServer
let folder: string
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
  folder = mkdtempSync(path.join(tmpdir(), 'hearth-texts-'))
  announce(server)
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

const hearth = (args: string[], input?: string) =>
  input === undefined ? runHere(args, envOf(server)) : startHearth(args, envOf(server), input).answer
const json = async (...args: string[]) => JSON.parse((await hearth([...args, '--json'])).stdout)

describe.each(['post', 'page'] as const)('hearth %s', (kind) => {
  it('names a file that cannot be read', async () => {
    const { code, stderr } = await hearth([kind, 'create', '--title', 'None', '--file', '/nowhere/text.md'])
    expect([code, stderr.trim()]).toEqual([1, '/nowhere/text.md cannot be read.'])
  })

  it('goes the whole way from a draft to the bin and back', async () => {
    writeFileSync(path.join(folder, `${kind}.md`), 'First *text*.')
    const made = await hearth([kind, 'create', '--title', `A ${kind}`, '--file', path.join(folder, `${kind}.md`)])
    expect([made.code, made.stdout]).toEqual([0, expect.stringMatching(/^Made \d+, version 1 \(draft\): A p\w+\nhttp/)])
    const slug = `a-${kind}`
    expect((await hearth([kind, 'show', slug, '--markdown'])).stdout).toBe('First *text*.\n')
    expect((await hearth([kind, 'list', '--status', 'draft'])).stdout).toMatch(
      new RegExp(`^\\d+ +draft +${slug} +A ${kind}$`, 'm'),
    )

    const published = await json(kind, 'publish', slug)
    expect(published).toMatchObject({ status: 'published' })
    await server.flush()
    const address = new URL(published.url).pathname
    expect((await server.get(address)).text).toContain('First <em>text</em>.')

    const edited = await hearth([kind, 'edit', slug, '--file', '-', '--excerpt', 'In short'], 'Second text.')
    expect(edited.stdout).toMatch(/^Saved \d+, version 3/)
    await server.flush()
    expect((await server.get(address)).text).toContain('Second text.')
    expect((await hearth([kind, 'versions', slug])).stdout).toMatch(/^3 .*\n1 /m)
    expect((await hearth([kind, 'versions', slug, '1'])).stdout).toBe('First *text*.\n')

    expect(await json(kind, 'unpublish', slug)).toMatchObject({ status: 'unpublished' })
    const gone = await hearth([kind, 'delete', slug])
    expect(gone.stdout).toContain(`"A ${kind}" is in the bin`)
    expect((await json(kind, 'list', '--bin'))[0]).toMatchObject({ slug })
    expect((await json(kind, 'restore', slug)).deletedAt).toBeNull()
  })

  it('says what is wrong, each in one way', async () => {
    const none = await hearth([kind, 'show', 'nowhere'])
    expect([none.code, none.stderr]).toEqual([
      5,
      `There is no ${kind} nowhere; "hearth ${kind} list" shows those there are.\n`,
    ])
    const invalid = await hearth([kind, 'create', '--title', ''])
    expect([invalid.code, invalid.stderr]).toEqual([7, expect.stringMatching(/^title: .+\n$/)])
    const { id, version } = await json(kind, 'create', '--title', 'Disputed')
    await json(kind, 'edit', String(id), '--title', 'Disputed by others')
    const late = await hearth([kind, 'edit', String(id), '--title', 'Late', '--if-version', String(version)])
    expect([late.code, late.stderr]).toEqual([6, expect.stringContaining('"show" has the version')])
  })
})

describe('other things', () => {
  it('tags and authors are made, found, changed and deleted', async () => {
    for (const kind of ['tag', 'author']) {
      expect((await hearth([kind, 'create', '--name', 'Of The Road'])).stdout).toMatch(/^Made \d+: Of The Road\nhttp/)
      expect(await json(kind, 'edit', 'of-the-road', '--name', 'Roads')).toMatchObject({ name: 'Roads' })
      expect((await hearth([kind, 'show', 'of-the-road'])).stdout).toMatch(/^name +Roads$/m)
      expect((await hearth([kind, 'list'])).stdout).toMatch(/of-the-road +Roads/)
      expect((await hearth([kind, 'delete', 'of-the-road'])).stdout).toBe(`Deleted the ${kind} Roads.\n`)
      expect((await hearth([kind, 'show', 'of-the-road'])).code).toBe(5)
    }
  })

  it('settings keep their types', async () => {
    expect((await hearth(['setting', 'set', 'title', '1984'])).stdout).toBe('title is now 1984\n')
    expect(await json('setting', 'set', 'postsPerPage', '12')).toEqual({ name: 'postsPerPage', value: 12 })
    expect((await hearth(['setting', 'get', 'title'])).stdout).toBe('1984\n')
    expect(await json('setting', 'list')).toMatchObject({ title: '1984', postsPerPage: 12 })
    const unknown = await hearth(['setting', 'get', 'colour'])
    expect([unknown.code, unknown.stderr]).toEqual([5, expect.stringContaining('There is no setting colour')])
    expect((await hearth(['setting', 'set', 'postsPerPage', '0'])).code).toBe(7)
  })

  it('menus are replaced in order', async () => {
    const { stdout } = await hearth(['navigation', 'set', 'main', 'Home=/', 'All of it=/archive?a=b'])
    expect(stdout).toMatch(/^main +Home +\/\nmain +All of it +\/archive\?a=b$/m)
    expect(await json('navigation', 'show', 'footer')).toEqual([])
    expect((await hearth(['navigation', 'set', 'main', 'Home'])).code).toBe(2)
    expect((await hearth(['navigation', 'set', 'main'])).stdout).toBe('The menu is empty.\n')
  })

  it('jobs are listed, run and cancelled', async () => {
    await json('post', 'create', '--title', 'To come', '--at', '2099-01-01T00:00:00Z')
    const [job] = await json('job', 'list', '--state', 'waiting')
    expect(job).toMatchObject({ task: 'publish_scheduled', state: 'waiting' })
    expect((await hearth(['job', 'list'])).stdout).toMatch(/publish_scheduled +waiting +2099-01-01 00:00Z +0 of /)
    expect((await hearth(['job', 'cancel', job.id])).stdout).toBe('Cancelled.\n')
    expect((await hearth(['job', 'retry', job.id])).code).toBe(5)
  })

  it('the audit log says who', async () => {
    await server.api('POST', '/users/invitations', { email: 'new@example.com', role: 'author' })
    expect((await hearth(['audit', '--limit', '5'])).stdout).toMatch(/key:test +user\.invite +user:new@example\.com/)
  })
})

describe('a site on another machine', () => {
  it('is asked with a key of it, and nothing is looked for here', async () => {
    const there = (key: string, ...args: string[]) =>
      runHere(args, { HEARTH_URL: server.localUrl, HEARTH_KEY: key, DATA_DIR: '/nowhere/at/all' })
    expect((await there(server.key, 'setting', 'get', 'title')).stdout).toBe('1984\n')
    const wrong = await there(`hk_abcdefgh_${'x'.repeat(43)}`, 'setting', 'list')
    expect([wrong.code, wrong.stderr]).toEqual([4, expect.stringContaining('does not know the key in HEARTH_KEY')])
    const { key } = (await server.api('POST', '/keys', { name: 'reader', scopes: ['posts:read'] })).body
    const lacking = await there(key, 'setting', 'list')
    expect([lacking.code, lacking.stderr]).toEqual([4, 'This key lacks the scope "settings:read".\n'])
  })

  it('leaves no key behind', async () => {
    expect(await server.db.sql`select name from api_key where name = 'command line'`).toEqual([])
  })
})
