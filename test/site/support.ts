/** A site over a database of the test's own, rendered as the cache has it rendered: one snapshot, no reader. */
import type { Rendered } from '../../src/cache/index.ts'
import type { Settings } from '../../src/content/index.ts'
import { createPost, type PostInput, type PostRecord, writeSettings } from '../../src/content/index.ts'
import { connect, type Database, inWriteTransaction, type WriteTransaction } from '../../src/db/index.ts'
import { Assets, createSite, createSiteRoutes } from '../../src/site/index.ts'
import { createTestDatabase } from '../support/database.ts'

export const SITE_URL = 'https://blog.example'

export interface TestSite {
  readonly db: Database
  /** The answer for a canonical path. */
  get(path: string): Promise<Rendered>
  write<T>(work: (tx: WriteTransaction) => Promise<T>): Promise<T>
  publish(...posts: PostInput[]): Promise<PostRecord[]>
  set(settings: Partial<Settings>): Promise<void>
  close(): Promise<void>
}

export async function openTestSite(clusterUrl: string): Promise<TestSite> {
  const database = await createTestDatabase(clusterUrl)
  const db = connect(database.url)
  const site = createSite({ db, siteUrl: SITE_URL, routes: createSiteRoutes(new Assets()), strictReads: true })
  const write = async <T>(work: (tx: WriteTransaction) => Promise<T>) =>
    (await inWriteTransaction(db, 'test', work)).value
  return {
    db,
    write,
    async get(path) {
      const session = await site.openSession()
      try {
        return await session.render(path)
      } finally {
        await session.close()
      }
    },
    publish: (...posts) =>
      write(async (tx) => {
        const written: PostRecord[] = []
        const context = { siteUrl: SITE_URL, now: new Date('2024-06-01T12:00:00Z') }
        for (const input of posts) written.push(await createPost(tx, context, { status: 'published', ...input }))
        return written
      }),
    async set(settings) {
      await write((tx) => writeSettings(tx, settings))
    },
    async close() {
      await db.close()
      await database.drop()
    },
  }
}

/** Posts `Post 1` (the oldest) to `Post n`, a day apart. */
export function numberedPosts(count: number, more: Partial<PostInput> = {}): PostInput[] {
  return Array.from({ length: count }, (_, i) => ({
    title: `Post ${i + 1}`,
    slug: `post-${i + 1}`,
    markdown: `Text of ${i + 1}.`,
    publishedAt: new Date(Date.UTC(2024, 0, 1 + i, 12)),
    ...more,
  }))
}

/** The titles of the cards on a page, in order. */
export function cardTitles({ body }: Rendered): string[] {
  return [...body.matchAll(/<h2><a href="[^"]*">([^<]*)<\/a><\/h2>/g)].map((match) => match[1] ?? '')
}

/** Where the links of the pager lead. */
export function pager({ body }: Rendered): { older: string | undefined; newer: string | undefined } {
  const link = (name: string) => new RegExp(`<a class="${name}" href="([^"]*)"`).exec(body)?.[1]
  return { older: link('older'), newer: link('newer') }
}
