/** The whole site, rendered afresh beside the running server, against what it serves. */
import { firstDifference } from '../../src/cache/difference.ts'
import { connect, type Database } from '../../src/db/index.ts'
import { Assets, createSite, createSiteRoutes, type SiteRenderer } from '../../src/site/index.ts'
import type { TestServer } from '../support/server.ts'

export interface Miss {
  readonly url: string
  readonly difference: string
}

/** Renders on its own connections, with nothing of the server's but the database. */
export class Oracle {
  readonly #db: Database
  readonly #site: SiteRenderer
  readonly #server: TestServer

  constructor(server: TestServer) {
    this.#server = server
    this.#db = connect(server.db.url, { max: 1 })
    const routes = createSiteRoutes(new Assets())
    this.#site = createSite({ db: this.#db, siteUrl: server.siteUrl, routes, strictReads: true })
  }

  close(): Promise<void> {
    return this.#db.close()
  }

  /** Every page that is stored or exists and is not served as a fresh render gives it. Nothing may be pending. */
  async misses(): Promise<Miss[]> {
    const { store } = this.#server.cache
    const session = await this.#site.openSession()
    try {
      const misses: Miss[] = []
      for (const url of new Set([...store.keys(), ...(await session.inventory())])) {
        const stored = store.peek(url)
        const fresh = await session.render(url)
        if (!stored) {
          if (fresh.status !== 404) misses.push({ url, difference: `not stored; fresh with status ${fresh.status}` })
          continue
        }
        const served = [
          stored.status,
          stored.rendered.contentType,
          stored.rendered.headers,
          stored.variants.identity.body.toString(),
        ]
        const right = [fresh.status, fresh.contentType, fresh.headers, fresh.body]
        const difference = served
          .map((part, i) => firstDifference(text(part), text(right[i])))
          .find((one) => one !== '')
        if (difference) misses.push({ url, difference })
      }
      return misses
    } finally {
      await session.close()
    }
  }
}

function text(part: unknown): string {
  return typeof part === 'string' ? part : JSON.stringify(part)
}
