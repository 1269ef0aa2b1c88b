import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import { createApiKey } from '../../src/auth/index.ts'
import { type Config, loadConfig } from '../../src/config.ts'
import { inWriteTransaction } from '../../src/db/index.ts'
import { type RunningServer, startServer, type Testing } from '../../src/server.ts'
import { createTestDatabase } from './database.ts'

export interface TestServer extends RunningServer {
  readonly key: string
  readonly dataDir: string
  /** Calls the API; the answer's JSON under `body`. */
  api(method: string, address: string, body?: unknown, headers?: Record<string, string>): Promise<ApiAnswer>
  /** Reads a page as it is now, without following redirects. */
  get(address: string, headers?: Record<string, string>): Promise<{ status: number; text: string; headers: Headers }>
  /** Waits until everything committed so far is served. */
  flush(): Promise<{ rendered: number; unchanged: number; withdrawn: number; events: number }>
}

// biome-ignore lint/suspicious/noExplicitAny: answers are what the tests look into
export type ApiAnswer = { status: number; body: any; headers: Headers }

/** A whole server on a database of its own. */
export async function startTestServer(
  clusterUrl: string,
  env: Record<string, string> = {},
  testing: Testing = {},
): Promise<TestServer> {
  const database = await createTestDatabase(clusterUrl, env.TEST_TEMPLATE)
  const dataDir = mkdtempSync(path.join(tmpdir(), 'hearth-server-'))
  const config: Config = loadConfig({
    PORT: '0',
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    CACHE_MAX_STALENESS_MS: '60000',
    CACHE_AUDIT_PER_MINUTE: '0',
    ...env,
  })
  const server = await startServer(config, pino({ level: 'silent' }), { strictReads: true, ...testing })
  await server.warm
  const { value } = await inWriteTransaction(server.db, 'test', (tx) =>
    createApiKey(tx, { name: 'test', scopes: ['*'] }),
  )
  const { key } = value

  const api: TestServer['api'] = async (method, address, body, headers = {}) => {
    const isForm = body instanceof FormData
    const response = await fetch(`${server.localUrl}/api/v1${address}`, {
      method,
      headers: {
        Authorization: `Bearer ${key}`,
        ...(body !== undefined && !isForm && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isForm || typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return {
      status: response.status,
      body: isJson && text ? JSON.parse(text) : text || undefined,
      headers: response.headers,
    }
  }
  return {
    ...server,
    key,
    dataDir,
    api,
    async get(address, headers = {}) {
      const response = await fetch(server.localUrl + address, { redirect: 'manual', headers })
      return { status: response.status, text: await response.text(), headers: response.headers }
    },
    flush: async () => (await api('POST', '/cache/flush')).body,
    async stop() {
      await server.stop()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** `count` published posts, a day apart, with two tags and two authors. */
export async function seedPosts(server: TestServer, count: number): Promise<void> {
  await server.db.sql`
    insert into tag (slug, name) values ('odd', 'Odd'), ('even', 'Even') on conflict do nothing`
  await server.db.sql`
    insert into author (slug, name) values ('ann', 'Ann'), ('bob', 'Bob') on conflict do nothing`
  await server.db.sql`
    insert into post (slug, title, markdown, html, plain_text, auto_excerpt, rendered_from, renderer_version, status, published_at)
    select 'post-' || n, 'Post ' || n, 'Text ' || n, '<p>Text ' || n || '</p>', 'Text ' || n, 'Text ' || n, md5('Text ' || n), 1, 'published',
      timestamptz '2020-01-01 12:00Z' + make_interval(days => n)
    from generate_series(1, ${count}::int) n`
  await server.db.sql`
    insert into post_tag (post_id, tag_id) select p.id, t.id from post p join tag t
      on t.slug = case when split_part(p.slug, '-', 2)::int % 2 = 0 then 'even' else 'odd' end where p.slug like 'post-%'`
  await server.db.sql`
    insert into post_author (post_id, author_id) select p.id, a.id from post p join author a
      on a.slug = case when split_part(p.slug, '-', 2)::int % 3 = 0 then 'ann' else 'bob' end where p.slug like 'post-%'`
  await server.flush()
}

/** Every stored page, compared with a fresh render: the urls of those that differ. */
export async function wrongPages(server: TestServer): Promise<string[]> {
  const { body } = await server.api('POST', '/cache/audit?sample=100000')
  return body.wrong.map(({ url }: { url: string }) => url)
}

/** How many renders readers have caused since the start. */
export async function rendersOnRequest(server: TestServer): Promise<number> {
  const { text } = await server.get('/metrics')
  return [...text.matchAll(/^hearth_cache_renders_total\{cause="request"[^}]*\} (\d+)/gm)].reduce(
    (sum, match) => sum + Number(match[1]),
    0,
  )
}

/** Waits for a state, looking often, but not so often that it keeps what it waits for from its work; throws with the last one seen. */
export async function until<T>(look: () => Promise<T>, isIt: (seen: T) => boolean, limitMs = 60_000): Promise<T> {
  const deadline = performance.now() + limitMs
  for (;;) {
    const seen = await look()
    if (isIt(seen)) return seen
    if (performance.now() > deadline)
      throw new Error(`Waited in vain; last seen: ${JSON.stringify(seen)?.slice(0, 300)}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
