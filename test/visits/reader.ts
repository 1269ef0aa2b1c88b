/** Readers, and what was counted of them. */
import type { TestServer } from '../support/server.ts'

export const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'
export const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'

export function read(server: TestServer, path: string, headers: Record<string, string> = {}) {
  return server.get(path, { 'User-Agent': FIREFOX, ...headers })
}

/** Views by path, all days together. */
export async function views(server: TestServer): Promise<Record<string, number>> {
  await server.visits.write()
  const rows = await server.db.sql<{ path: string; views: number }[]>`
    select path, sum(views)::int as views from page_view group by path order by path`
  return Object.fromEntries(rows.map(({ path, views }) => [path, views]))
}

export async function referrers(server: TestServer): Promise<Record<string, number>> {
  await server.visits.write()
  const rows = await server.db.sql<{ host: string; views: number }[]>`
    select host, sum(views)::int as views from referrer_view group by host order by host`
  return Object.fromEntries(rows.map(({ host, views }) => [host, views]))
}

/** Forgets everything that was counted. */
export async function forget(server: TestServer): Promise<void> {
  await server.visits.write()
  await server.db.sql`truncate page_view, referrer_view, not_found`
}
