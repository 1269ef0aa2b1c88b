import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { connect } from '../../src/db/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { until } from '../support/server.ts'
import { runHere, startHearth } from './command-line.ts'

let database: TestDatabase
let folder: string
let env: Record<string, string>

beforeAll(async () => {
  database = await createTestDatabase(inject('clusterUrl'))
  folder = mkdtempSync(path.join(tmpdir(), 'hearth-cli-'))
  env = { DATABASE_URL: database.url, DATA_DIR: path.join(folder, 'data') }
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

const hearth = (args: string[], more: Record<string, string> = {}, input?: string) =>
  startHearth(args, { ...env, ...more }, input).answer
/** Without a process of its own, which takes longer than what the command does. */
const here = (args: string[], more: Record<string, string> = {}) => runHere(args, { ...env, ...more })

const KEY = `hk_abcdefgh_${'x'.repeat(43)}`

/** Its one line, without a stack. */
function sentence(stderr: string): string {
  expect(stderr).not.toMatch(/^\s+at /m)
  expect(stderr.trim().split('\n')).toHaveLength(1)
  return stderr.trim()
}

describe('the process', () => {
  it('ends with 0 after help, and with 2 after wrong usage', async () => {
    expect(await hearth(['--help'])).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('doctor') })
    expect(await hearth(['fly'])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining("'fly'") })
  })
})

describe('what goes wrong is one sentence, and ends with a number of its own', () => {
  it.each([
    [['import', '/nowhere'], {}, /There is no folder \/nowhere/],
    [['key', 'revoke', 'hk_nothing1'], {}, /There is no key hk_nothing1; "hearth key list"/, 5],
    [['key', 'create', '--scopes', 'posts:burn'], {}, /"posts:burn" is no scope/],
    [['cache', 'status'], {}, /The server is not running/, 3],
    [['post', 'list'], {}, /The server is not running/, 3],
    [['post', 'list'], { HEARTH_URL: 'http://127.0.0.1:1', HEARTH_KEY: KEY }, /Nothing answers at .*HEARTH_URL/, 3],
    [['post', 'list'], { HEARTH_URL: 'https://blog.example' }, /HEARTH_KEY is missing/],
    [
      ['key', 'list'],
      { HEARTH_URL: 'https://blog.example', HEARTH_KEY: KEY },
      /on the machine where the site lives/,
      4,
    ],
    [['migrate'], { DATABASE_URL: 'postgres://x@127.0.0.1:1/x' }, /does not answer .*ECONNREFUSED.*DATABASE_URL/],
    [['migrate'], { PORT: 'x' }, /The setting PORT is "x"/],
  ])('%j %j', async (args, more, text, expected = 1) => {
    const { code, stdout, stderr } = await here(args, more as Record<string, string>)
    expect([code, stdout]).toEqual([expected, ''])
    expect(sentence(stderr)).toMatch(text)
  })

  it('also where a terminal would be asked', async () => {
    const { code, stdout, stderr } = await hearth(['user', 'create', '--email', 'a@b.cd', '--name', 'A'])
    expect([code, stdout, sentence(stderr)]).toEqual([1, '', expect.stringMatching(/no terminal .*--password-stdin/)])
  })

  it('with --debug the stack is shown', async () => {
    const { code, stderr } = await hearth(['import', '/nowhere', '--debug'])
    expect([code, stderr]).toEqual([1, expect.stringMatching(/There is no folder.*\n\s+at /)])
  })
})

describe('keys', () => {
  it('are made, listed and revoked', async () => {
    const args = [
      'key',
      'create',
      '--name',
      'mine',
      '--scopes',
      'posts:read, posts:write',
      '--expires',
      '30d',
      '--json',
    ]
    const made = JSON.parse((await here(args)).stdout)
    expect(made).toMatchObject({ name: 'mine', scopes: ['posts:read', 'posts:write'], revokedAt: null })
    expect(made.key).toMatch(/^hk_\w{8}_[\w-]{43}$/)
    expect(Date.parse(made.expiresAt) - Date.now()).toBeGreaterThan(29.9 * 86_400_000)

    const listed = await here(['key', 'list'])
    expect(listed.stdout).toMatch(new RegExp(`^${made.prefix}  valid     mine .*never used`, 'm'))
    expect(listed.stdout).not.toContain(made.key)
    const rotated = JSON.parse((await here(['key', 'rotate', made.prefix, '--grace', '1h', '--json'])).stdout)
    expect(rotated).toMatchObject({ name: 'mine', scopes: made.scopes })
    expect(rotated.key).not.toBe(made.key)
    expect((await here(['key', 'revoke', made.prefix])).stdout).toBe(`Revoked ${made.prefix} (mine).\n`)
    const [, after] = JSON.parse((await here(['key', 'list', '--json'])).stdout)
    expect(after.revokedAt).not.toBeNull()
  })
})

describe('accounts', () => {
  it('are made with a password from standard input', async () => {
    const args = [
      'user',
      'create',
      '--email',
      'ann@example.com',
      '--name',
      'Ann',
      '--role',
      'editor',
      '--password-stdin',
    ]
    const short = await hearth(args, {}, 'short\n')
    expect([short.code, sentence(short.stderr)]).toEqual([1, expect.stringContaining('at least 12 characters')])
    const made = await hearth(args, {}, 'a long enough password\n')
    expect(made).toMatchObject({ code: 0, stdout: 'Made the account of Ann (editor).\n' })
    const again = await hearth(args, {}, 'a long enough password\n')
    expect([again.code, sentence(again.stderr)]).toEqual([1, expect.stringContaining('e-mail address already')])
  })

  it('are listed, invited, and rescued from a forgotten password', async () => {
    await hearth(
      ['user', 'create', '--email', 'eve@example.com', '--name', 'Eve', '--password-stdin'],
      {},
      'a long enough password\n',
    )
    expect((await here(['user', 'list'])).stdout).toContain('eve@example.com\tEve\towner\n')
    const invited = await here(['user', 'invite', '--email', 'fay@example.com', '--role', 'editor'], {
      SITE_URL: 'https://blog.example',
    })
    expect(invited.stdout).toMatch(/^https:\/\/blog\.example\/admin\/invitation\?token=[\w-]{43}\n$/)
    const change = (email: string, password: string) =>
      hearth(['user', 'password', '--email', email, '--password-stdin', '--without-second-factor'], {}, `${password}\n`)
    expect(sentence((await change('nobody@example.com', 'a long enough password')).stderr)).toContain('no account')
    expect(sentence((await change('eve@example.com', 'short')).stderr)).toContain('at least 12')
    expect((await change('EVE@example.com', 'another long password')).code).toBe(0)
  })
})

describe('import', () => {
  it('reports as JSON, and the second time finds nothing to do', async () => {
    const posts = path.join(folder, 'small')
    mkdirSync(posts)
    writeFileSync(path.join(posts, 'one.md'), '---\ntitle: One\ndate: 2024-01-01\n---\nText {{< x >}}\n')
    writeFileSync(path.join(posts, 'bad.md'), '---\ntitle: "Bad\n---\n')
    const dry = await hearth(['import', posts, '--dry-run'])
    expect([dry.code, dry.stdout]).toEqual([0, expect.stringMatching(/Would import 2 files.*1 created.*1 skipped/s)])

    // The launcher runs in the project's folder; the path is meant from where the caller is.
    const first = await hearth(['import', 'small', '--json'], { HEARTH_CALLER_FOLDER: folder })
    expect([first.code, first.stderr]).toEqual([0, ''])
    expect(JSON.parse(first.stdout)).toEqual({
      ...{ files: 2, created: 1, updated: 0, unchanged: 0, media: 0, redirects: 0, interrupted: false },
      skipped: [{ file: 'bad.md', line: 2, reason: expect.stringContaining('YAML') }],
      warnings: [{ file: 'one.md', line: 5, message: expect.stringContaining('shortcode') }],
    })
    const second = await hearth(['import', posts])
    expect(second.code).toBe(0)
    expect(second.stdout).toMatch(
      /note {3}one\.md:5: .*\n.*skip {3}bad\.md:2: .*\nImported 2 files.*\n {2}0 created, 0 updated, 1 unchanged, 1 skipped\n/,
    )
  })

  it('stopped by Ctrl-C keeps whole batches, says so, ends with 130, and another run does the rest', async () => {
    const posts = path.join(folder, 'many')
    mkdirSync(posts)
    const count = 400
    for (let n = 0; n < count; n++)
      writeFileSync(
        path.join(posts, `part-${n}.md`),
        `---\ntitle: Part ${n}\ndate: 2023-01-01\n---\n${'Text `x`. '.repeat(200)}\n`,
      )
    const db = connect(database.url, { max: 1 })
    const stored = async () => (await db.sql`select count(*)::int as n from post where import_key like '%part-%'`)[0]?.n
    try {
      const { child, answer, stderr } = startHearth(['import', posts], env)
      await until(stored, (n) => n > 0)
      // As a terminal and the launcher do, twice for one press.
      child.kill('SIGINT')
      child.kill('SIGINT')
      const { code, stdout } = await answer
      expect([code, stderr()]).toEqual([130, expect.stringContaining('Stopping after the posts')])
      expect(stdout).toMatch(/It was interrupted\. What is done is kept; run the same command again/)
      const done = await stored()
      expect(done).toBeLessThan(count)
      expect(done % 25).toBe(0)
      expect(stdout).toMatch(new RegExp(`Imported ${done} of ${count} files.*\\n  ${done} created`))
      expect((await hearth(['import', posts])).stdout).toContain(
        `${count - done} created, 0 updated, ${done} unchanged`,
      )
    } finally {
      await db.close()
    }
  })
})

describe('doctor', () => {
  it('finds a healthy site healthy', async () => {
    const { code, stdout } = await hearth(['doctor'], { SITE_URL: 'https://blog.example' })
    expect(code).toBe(0)
    expect(stdout.match(/^(?:ok|warn|fail) +\S+/gm)?.map((line) => line.split(/ +/))).toEqual(
      ['node', 'SITE_URL', 'DATA_DIR', 'disk', 'database', 'server', 'events', 'jobs', 'webhooks'].map((check) => [
        'ok',
        check,
      ]),
    )
  })

  it('says what to do, and ends with 1, when something is wrong', async () => {
    const dataDir = path.join(folder, 'open')
    mkdirSync(dataDir)
    writeFileSync(path.join(dataDir, 'postgres.password'), 'x')
    chmodSync(path.join(dataDir, 'postgres.password'), 0o644)
    const { code, stdout } = await hearth(['doctor', '--json'], {
      ...{ DATA_DIR: dataDir, SITE_URL: 'http://localhost:3000' },
      DATABASE_URL: 'postgres://x@127.0.0.1:1/x',
    })
    expect(code).toBe(1)
    const findings: { check: string; result: string; message: string }[] = JSON.parse(stdout)
    expect(
      findings.filter(({ result }) => result !== 'ok').map(({ check, result, message }) => [check, result, message]),
    ).toEqual([
      ['SITE_URL', 'warn', expect.stringContaining('this machine only')],
      ['DATA_DIR', 'fail', expect.stringContaining('chmod 600')],
      ['database', 'fail', expect.stringContaining('ECONNREFUSED')],
    ])
  })

  it('names a server that does not answer', async () => {
    const dataDir = path.join(folder, 'hung')
    mkdirSync(dataDir)
    writeFileSync(path.join(dataDir, 'server.json'), JSON.stringify({ pid: process.pid, url: 'http://127.0.0.1:1' }), {
      mode: 0o600,
    })
    const { code, stdout } = await hearth(['doctor'], { DATA_DIR: dataDir })
    expect([code, stdout]).toEqual([
      1,
      expect.stringMatching(/^fail +server +does not answer at http:\/\/127\.0\.0\.1:1/m),
    ])
    const asked = await hearth(['cache', 'status'], { DATA_DIR: dataDir })
    expect([asked.code, sentence(asked.stderr)]).toEqual([3, expect.stringContaining('does not answer')])
  })
})
