/** A server that is killed at any point between a write and what is served: nothing is lost, and nothing is stuck. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, inject, it } from 'vitest'
import { createApiKey } from '../src/auth/index.ts'
import { FAILPOINTS } from '../src/cache/index.ts'
import { connect, type Database, inWriteTransaction } from '../src/db/index.ts'
import { createTestDatabase } from './support/database.ts'
import { until } from './support/server.ts'

/** A busy machine has time enough; graphile-worker keeps what a dead one held for hours. */
const CONVERGED_WITHIN_MS = 30_000

interface Server {
  readonly child: ChildProcess
  readonly url: string
  arm(): Promise<void>
  readonly died: Promise<NodeJS.Signals | null>
}

async function start(databaseUrl: string, dataDir: string, failpoint = ''): Promise<Server> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'support', 'dying-server.js'), failpoint], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      CACHE_AUDIT_PER_MINUTE: '0',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  const died = new Promise<NodeJS.Signals | null>((resolve) => child.on('exit', (_, signal) => resolve(signal)))
  const line = (pattern: RegExp) =>
    until(
      async () => pattern.exec(output)?.[0],
      (found) => found !== undefined,
    )
  const url = (await line(/http:\S+/)) ?? ''
  return {
    child,
    url,
    died,
    async arm() {
      child.stdin.write('now\n')
      await line(/armed/)
    },
  }
}

async function call(server: Server, key: string, method: string, address: string, body?: unknown) {
  const response = await fetch(`${server.url}/api/v1${address}`, {
    method,
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json().catch(() => undefined) }
}

async function seed({ sql }: Database): Promise<void> {
  await sql`insert into tag (slug, name) values ('one', 'One')`
  await sql`
    insert into post (slug, title, markdown, status, published_at)
    select 'post-' || n, 'Post ' || n, 'Text', 'published', timestamptz '2024-01-01Z' + make_interval(days => n) from generate_series(1, 15) n`
  await sql`insert into post_tag (post_id, tag_id) select p.id, t.id from post p, tag t where p.slug like 'post-%'`
}

it.each(FAILPOINTS)('killed at %s', async (failpoint) => {
  const database = await createTestDatabase(inject('clusterUrl'))
  const dataDir = mkdtempSync(path.join(tmpdir(), 'hearth-failpoint-'))
  const db = connect(database.url, { max: 2 })
  const children: ChildProcess[] = []
  try {
    await seed(db)
    const { value } = await inWriteTransaction(db, 'test', (tx) => createApiKey(tx, { name: 'test', scopes: ['*'] }))
    const { key } = value
    const first = await start(database.url, dataDir, failpoint)
    children.push(first.child)
    await call(first, key, 'POST', '/cache/flush')
    await first.arm()

    // Everything that a site does at once, each of it acknowledged or not.
    const done = new Map<string, boolean>()
    const write = async (name: string, method: string, address: string, body?: unknown) => {
      const answer = await call(first, key, method, address, body).catch(() => undefined)
      done.set(name, answer !== undefined && answer.status < 300)
    }
    const soon = new Date(Date.now() + 400).toISOString()
    await Promise.all([
      write('edit', 'PATCH', '/posts/5', { title: 'Edited' }),
      write('publish', 'POST', '/posts', { title: 'Fresh', status: 'published', tags: ['One'] }),
      write('rename', 'PATCH', '/posts/6', { slug: 'renamed' }),
      write('delete', 'DELETE', '/posts/7'),
      write('schedule', 'POST', '/posts', { title: 'Later', status: 'scheduled', publishedAt: soon }),
      db.sql`update post set markdown = 'Changed by *SQL*' where id = 8`,
      fetch(`${first.url}/nothing-here`).catch(() => {}),
    ])
    expect(await first.died).toBe('SIGKILL')

    const second = await start(database.url, dataDir)
    children.push(second.child)
    await until(
      async () => {
        const [row] = await db.sql<{ pending: number; due: number; locked: number }[]>`
          select (select count(*)::int from cache_event where consumed_at is null) as pending,
            (select count(*)::int from graphile_worker.jobs where run_at <= now()) as due,
            (select count(*)::int from graphile_worker.jobs where locked_at is not null) as locked`
        const served = await fetch(`${second.url}/posts/post-8`).then((answer) => answer.text())
        return { ...row, sql: served.includes('<em>SQL</em>') }
      },
      ({ pending, due, locked, sql }) => pending === 0 && due === 0 && locked === 0 && sql,
      CONVERGED_WITHIN_MS,
    )
    const page = async (address: string) => {
      const answer = await fetch(second.url + address, { redirect: 'manual' })
      return { status: answer.status, text: await answer.text(), from: answer.headers.get('cache-status') }
    }
    // What was acknowledged is there; what was not may be, whole or not at all.
    const rows = await db.sql<{ slug: string; title: string; status: string; isDeleted: boolean }[]>`
      select slug, title, status, deleted_at is not null as "isDeleted" from post`
    const has = (test: (row: (typeof rows)[number]) => boolean) => rows.some(test)
    const kept: Record<string, boolean> = {
      edit: has(({ title }) => title === 'Edited'),
      publish: has(({ slug }) => slug === 'fresh'),
      rename: has(({ slug }) => slug === 'renamed'),
      delete: has(({ slug, isDeleted }) => slug === 'post-7' && isDeleted),
      schedule: has(({ slug }) => slug === 'later'),
    }
    for (const [name, isAcknowledged] of done) if (isAcknowledged) expect([name, kept[name]]).toEqual([name, true])
    for (const { slug, status, isDeleted } of rows) {
      const wanted = isDeleted ? 410 : status === 'published' ? 200 : 404
      const found = await page(`/posts/${slug}`)
      expect([slug, found.status]).toEqual([slug, wanted])
      if (wanted === 200) expect([slug, found.from]).toEqual([slug, 'hearth; hit'])
    }
    if (kept.schedule) expect(rows.find(({ slug }) => slug === 'later')?.status).toBe('published')
    const audit = await call(second, key, 'POST', '/cache/audit?sample=10000')
    expect(audit.body).toMatchObject({ wrong: [] })
  } finally {
    for (const child of children) child.kill('SIGKILL')
    await db.close()
    await database.drop()
    rmSync(dataDir, { recursive: true, force: true })
  }
})
