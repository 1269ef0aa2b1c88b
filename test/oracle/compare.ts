/** The whole site, rendered afresh beside the running server, against what it serves. */
import { firstDifference } from '../../src/cache/difference.ts'
import type { RenderSession } from '../../src/cache/index.ts'
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
  misses(): Promise<Miss[]> {
    return this.#withSession(async (session) => {
      const misses: Miss[] = []
      for (const url of new Set([...this.#server.cache.store.keys(), ...(await session.inventory())])) {
        const difference = await this.#difference(session, url, true)
        if (difference) misses.push({ url, difference })
      }
      return misses
    })
  }

  /** How what is stored for one address differs from a fresh render; undefined when it does not, or nothing is. */
  differenceOf(url: string): Promise<string | undefined> {
    return this.#withSession((session) => this.#difference(session, url, false))
  }

  async #difference(session: RenderSession, url: string, mustBeStored: boolean): Promise<string | undefined> {
    const stored = this.#server.cache.store.peek(url)
    const fresh = await session.render(url)
    if (!stored)
      return mustBeStored && fresh.status !== 404 ? `not stored; fresh with status ${fresh.status}` : undefined
    const { status, rendered, variants } = stored
    const served = [status, rendered.contentType, rendered.headers, variants.identity.body.toString()]
    const right = [fresh.status, fresh.contentType, fresh.headers, fresh.body]
    return served.map((part, i) => firstDifference(text(part), text(right[i]))).find((one) => one !== '')
  }

  async #withSession<T>(look: (session: RenderSession) => Promise<T>): Promise<T> {
    const session = await this.#site.openSession()
    try {
      return await look(session)
    } finally {
      await session.close()
    }
  }
}

function text(part: unknown): string {
  return typeof part === 'string' ? part : JSON.stringify(part)
}
