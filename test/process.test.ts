/** The server as an operator runs it: a process that is started, stopped and killed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from './support/database.ts'
import { until } from './support/server.ts'

const root = path.resolve(import.meta.dirname, '..')
let dataDir: string
let children: ChildProcess[]
let databases: TestDatabase[]

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'hearth-process-'))
  children = []
  databases = []
  return async () => {
    for (const database of databases) await database.drop()
    rmSync(dataDir, { recursive: true, force: true })
  }
})
afterEach(async () => {
  for (const child of children)
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM')
      await exited(child)
    }
})

function start(program: string[], env: Record<string, string>): { child: ChildProcess; output: () => string } {
  const child = spawn(
    process.execPath,
    program.map((part) => (part.startsWith('dist/') ? path.join(root, part) : part)),
    {
      env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: dataDir, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  child.stdout?.on('data', (chunk) => {
    output += chunk
  })
  child.stderr?.on('data', (chunk) => {
    output += chunk
  })
  children.push(child)
  return { child, output: () => output }
}

/** After all that it had to say was read. */
function exited(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    if (child.stdout?.closed && child.stderr?.closed) resolve(child.exitCode)
    else child.on('close', resolve)
  })
}

async function serve(env: Record<string, string>) {
  const server = start(['dist/src/main.js'], env)
  await until(
    async () => server.output(),
    (text) => text.includes('Hearth is at'),
  )
  const { url, pid } = JSON.parse(readFileSync(path.join(dataDir, 'server.json'), 'utf8')) as {
    url: string
    pid: number
  }
  return { ...server, url, pid }
}

async function hearth(args: string[], env: Record<string, string> = {}) {
  const { child, output } = start(['dist/src/cli.js', ...args], env)
  return { code: await exited(child), output: output() }
}

async function database(): Promise<string> {
  const made = await createTestDatabase(inject('clusterUrl'))
  databases.push(made)
  return made.url
}

describe('a server process', () => {
  it('starts on the embedded database, is used from the command line meanwhile, stops clean, and starts again', async () => {
    const first = await serve({})
    expect(first.output()).toMatch(/\/admin\/setup\?token=/)
    await until(
      () => fetch(`${first.url}/readyz`).then((r) => r.status),
      (status) => status === 200,
    )
    expect(await (await fetch(first.url)).text()).toContain('Welcome to Hearth')
    const made = await hearth(['key', 'create', '--scopes', 'cache:read', '--name', 'test'])
    expect(made.output.trim()).toMatch(/^hk_\w{8}_[\w-]{43}$/)
    expect((await hearth(['cache', 'status', '--json'])).output).toContain('"warm": true')
    expect((await hearth(['cache', 'explain', '/'])).output).toContain('setting:title')
    const doctor = await hearth(['doctor'])
    expect([doctor.code, doctor.output]).toEqual([0, expect.stringContaining('embedded')])
    first.child.kill('SIGTERM')
    expect(await exited(first.child)).toBe(0)

    // Without the server the command line starts the database on its own.
    expect((await hearth(['key', 'list'])).output).toContain('test')
    expect((await hearth(['cache', 'flush'])).output).toContain('not running')

    const second = await serve({})
    expect((await fetch(`${second.url}/posts/welcome`)).status).toBe(200)
    second.child.kill('SIGKILL')
    await exited(second.child)
    // The database outlived it, and is taken over.
    const third = await serve({})
    expect((await fetch(`${third.url}/posts/welcome`)).status).toBe(200)
    third.child.kill('SIGTERM')
    expect(await exited(third.child)).toBe(0)
  })

  it('killed in the middle of writes: nothing is lost or stuck after the next start', async () => {
    const DATABASE_URL = await database()
    const first = await serve({ DATABASE_URL })
    const key = (await hearth(['key', 'create', '--scopes', '*'], { DATABASE_URL })).output.trim()
    const api = (url: string, method: string, address: string, body?: unknown) =>
      fetch(`${url}/api/v1${address}`, {
        method,
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
    const written: string[] = []
    let stop = false
    const writer = async (name: string) => {
      for (let n = 0; !stop; n++) {
        const answer = await api(first.url, 'POST', '/posts', {
          title: `${name} ${n}`,
          status: 'published',
          tags: [name],
        }).catch(() => undefined)
        if (answer?.status === 201) written.push(`/posts/${name}-${n}`)
      }
    }
    const writers = ['ann', 'bob', 'cy'].map(writer)
    await until(
      async () => written.length,
      (count) => count > 20,
    )
    first.child.kill('SIGKILL')
    stop = true
    await Promise.all(writers)

    const second = await serve({ DATABASE_URL })
    const state = await until(
      async () => (await api(second.url, 'GET', '/cache')).json() as Promise<{ pendingEvents: number; warm: boolean }>,
      ({ pendingEvents, warm }) => pendingEvents === 0 && warm,
    )
    expect(state.warm).toBe(true)
    for (const address of written) {
      const { status, headers } = await fetch(second.url + address)
      expect([address, status, headers.get('cache-status')]).toEqual([address, 200, 'hearth; hit'])
    }
    expect(await (await api(second.url, 'POST', '/cache/audit?sample=10000')).json()).toMatchObject({ wrong: [] })
    const jobs = (await (await api(second.url, 'GET', '/jobs')).json()) as { items: { state: string }[] }
    expect(jobs.items.filter((job) => job.state === 'running')).toEqual([])
  })

  it('goes on serving while its embedded database is killed, starts it again, and then takes writes', async () => {
    const server = await serve({})
    const made = await hearth(['key', 'create', '--scopes', 'posts:write,cache:write', '--name', 'test'])
    const send = (address: string, body: object) =>
      fetch(`${server.url}/api/v1${address}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${made.output.trim()}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
    const shown = async () => (await fetch(`${server.url}/posts/welcome`)).status
    await until(shown, (status) => status === 200)
    const [pid = ''] = readFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
    process.kill(Number(pid), 'SIGKILL')
    const statuses = new Set<number>()
    await until(
      async () => {
        statuses.add(await shown())
        return (await send('/posts', { title: 'Afterwards', status: 'published' })).status
      },
      (status) => status === 201,
    )
    expect([...statuses]).toEqual([200])
    expect((await send('/cache/flush', {})).status).toBe(200)
    expect(await (await fetch(`${server.url}/`)).text()).toContain('Afterwards')
    await until(
      async () => server.output(),
      (text) => text.includes('is there again'),
    )
    server.child.kill('SIGTERM')
    expect(await exited(server.child)).toBe(0)
  })

  it('lets no second server take its changes: that one waits for the first to stop, or says why it does not start', async () => {
    const DATABASE_URL = await database()
    const first = await serve({ DATABASE_URL })
    const refused = start(['dist/src/main.js'], { DATABASE_URL, PORT: '0' })
    expect(await exited(refused.child)).toBe(1)
    expect(refused.output()).toContain('Another Hearth serves this database already')
    const waiting = serve({ DATABASE_URL })
    first.child.kill('SIGTERM')
    expect(await exited(first.child)).toBe(0)
    const second = await waiting
    expect((await fetch(second.url)).status).toBe(200)
    second.child.kill('SIGTERM')
    expect(await exited(second.child)).toBe(0)
  })

  it('lets open requests finish when it is told to stop', async () => {
    const server = await serve({ DATABASE_URL: await database() })
    const answers = Array.from({ length: 30 }, (_, n) =>
      fetch(`${server.url}/search?q=word${n}`).then(async (r) => ({ status: r.status, text: await r.text() })),
    )
    await Promise.race(answers)
    server.child.kill('SIGTERM')
    const settled = await Promise.allSettled(answers)
    // What had not been taken yet may be refused; what was answered was answered whole.
    for (const answer of settled) if (answer.status === 'fulfilled') expect(answer.value.text).toContain('</html>')
    expect(settled.some(({ status }) => status === 'fulfilled')).toBe(true)
    expect(await exited(server.child)).toBe(0)
  })
})

describe('a wrong setting', () => {
  it.each([
    [{ PORT: 'abc' }, /The setting PORT is "abc"/],
    // An address for documentation (RFC 5737): never this machine's.
    [{ HOST: '203.0.113.1', PORT: '0' }, /203\.0\.113\.1/],
    [{ CACHE_QUIET_MS: '-1' }, /The setting CACHE_QUIET_MS is "-1"/],
    [{ SITE_URL: 'blog' }, /The setting SITE_URL is "blog"/],
    [{ SITE_URL: 'https://a.example/blog' }, /without a path/],
    [{ CACHE_AUTO_FLUSH_MS: '9000' }, /at least twice CACHE_AUTO_FLUSH_MS/],
    [{ DATABASE_URL: 'mysql://x' }, /The setting DATABASE_URL is/],
    [{ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }, /The database does not answer/],
  ])('%j: one sentence, exit 1', async (env, message) => {
    const { child, output } = start(['dist/src/main.js'], env as Record<string, string>)
    expect(await exited(child)).toBe(1)
    expect(output().trim()).toMatch(message)
    expect(output().trim().split('\n')).toHaveLength(1)
  })

  it('a port that is taken is named', async () => {
    const blocker = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => blocker.once('listening', resolve))
    const { port } = blocker.address() as { port: number }
    const { child, output } = start(['dist/src/main.js'], { PORT: String(port) })
    expect(await exited(child)).toBe(1)
    expect(output()).toContain(`127.0.0.1:${port}`)
    blocker.close()
  })
})

describe('the command line', () => {
  it('explains itself', async () => {
    const { code, output } = await hearth(['--help'])
    expect(code).toBe(0)
    for (const command of ['import', 'key', 'user', 'migrate', 'cache', 'doctor']) expect(output).toContain(command)
  })

  it.each([
    [['fly'], 2, /unknown command/],
    [['key', 'create'], 2, /--scopes/],
  ])('%j: wrong usage', async (args, code, message) => {
    const answer = await hearth(args)
    expect([answer.code, answer.output]).toEqual([code, expect.stringMatching(message)])
  })

  it('names unknown scopes and the ones there are', async () => {
    const answer = await hearth(['key', 'create', '--scopes', 'posts:burn'], { DATABASE_URL: await database() })
    expect([answer.code, answer.output]).toEqual([
      1,
      expect.stringMatching(/"posts:burn" is no scope\. There are: \*, posts:read/),
    ])
  })
})
