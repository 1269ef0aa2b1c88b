/** A server in this process, on a database and in a folder of its own, with generated posts. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pino } from 'pino'

const built = (file: string) => path.resolve(import.meta.dirname, '../dist/src', file)
const { startServer } = (await import(built('server.js'))) as typeof import('../src/server.ts')
const { loadConfig } = (await import(built('config.js'))) as typeof import('../src/config.ts')
const { createApiKey } = (await import(built('auth/index.js'))) as typeof import('../src/auth/index.ts')
const { inWriteTransaction } = (await import(built('db/index.js'))) as typeof import('../src/db/index.ts')

export type BenchSite = Awaited<ReturnType<typeof openSite>>

/** @param posts published a day apart (closer where that would be more than thirty years), each with two of twenty tags and one of three authors, and 300 words */
export async function openSite(
  posts: number,
  env: Record<string, string> = {},
  reached: import('../src/cache/index.ts').ReachedFailpoint = () => {},
) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'hearth-bench-'))
  const config = loadConfig({ PORT: '0', DATA_DIR: dataDir, CACHE_AUDIT_PER_MINUTE: '0', ...env })
  const log = pino({ level: 'error' })
  const testing = { requestsPerMinute: 1_000_000, reached }
  // Filled before the server that is measured starts, as a site is that has grown for years.
  const empty = await startServer(config, log, testing)
  await seed(empty, posts)
  const { value } = await inWriteTransaction(empty.db, 'bench', (tx) =>
    createApiKey(tx, { name: 'bench', scopes: ['*'] }),
  )
  await empty.stop()

  const startedAt = performance.now()
  const server = await startServer(config, log, testing)
  await server.warm
  const warmMs = performance.now() - startedAt
  const api = async <T>(method: string, address: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${server.localUrl}/api/v1${address}`, {
      method,
      headers: { Authorization: `Bearer ${value.key}`, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const answer: unknown = await response.json().catch(() => undefined)
    if (response.status >= 400) throw new Error(`${method} ${address}: ${JSON.stringify(answer)}`)
    return answer as T
  }
  return {
    ...server,
    warmMs,
    api,
    get: async (address: string) => (await fetch(server.localUrl + address)).text(),
    async stop() {
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function seed({ db: { sql } }: { db: import('../src/db/index.ts').Database }, posts: number): Promise<void> {
  const text = 'Words that fill a page as a post does, with a few of them repeated. '.repeat(25)
  await sql`alter table post disable trigger user`
  await sql`insert into tag (slug, name) select 'tag-' || n, 'Tag ' || n from generate_series(1, 20) n`
  await sql`insert into author (slug, name) select 'author-' || n, 'Author ' || n from generate_series(1, 3) n`
  await sql`
    insert into post (slug, title, markdown, html, plain_text, auto_excerpt, rendered_from, renderer_version, word_count, status, published_at)
    select 'post-' || n, 'Post ' || n, ${text}, '<p>' || ${text} || '</p>', ${text}, left(${text}, 200), md5(${text}), 1, 300, 'published',
      now() - (${posts} - n + 1) * least(interval '1 day', interval '30 years' / ${posts}::int)
    from generate_series(1, ${posts}::int) n`
  await sql`alter table post enable always trigger post_events_insert`
  await sql`alter table post enable trigger user`
  for (const op of ['insert', 'update', 'delete', 'truncate']) {
    await sql.unsafe(`alter table post enable always trigger post_events_${op}`)
  }
  await sql`
    insert into post_tag (post_id, tag_id) select p.id, t.id from post p join tag t
      on t.id in (1 + p.id % 20, 1 + (p.id + 7) % 20) where p.slug like 'post-%'`
  await sql`insert into post_author (post_id, author_id) select id, 1 + id % 3 from post where slug like 'post-%'`
  await sql`update cache_event set consumed_at = now() where consumed_at is null`
  await sql`analyze`
}

/** Of numbers in any order: the one at this share of them, sorted. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
