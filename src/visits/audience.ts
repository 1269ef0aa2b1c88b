/**
 * Who counts as a reader: somebody who looks at a page, in a browser. Not machines, not pages that a browser fetches in
 * case they are wanted, not who works on the site. Nothing of it is kept.
 *
 * All of this is on the way of every stored page, so headers are told apart by their lengths first (see cache/serve.ts), and
 * what a user agent is, is decided once.
 */
import { isbot } from 'isbot'

/** Browsers are a few hundred different ones at a time; a flood of made-up names begins the memory anew. */
const MAX_REMEMBERED_AGENTS = 1000
/** In-app browsers tell their whole story; longer than this is none of them. */
const MAX_AGENT_LENGTH = 600

/** What a request says about where its reader comes from. */
export interface Reader {
  /** `Referer` as it came, if it did. */
  readonly referrer: string | undefined
}

export class Audience {
  readonly #agents = new Map<string, boolean>()

  /** The reader who made the request; undefined: nobody who counts. Names and values take turns in `rawHeaders`. */
  readerOf(rawHeaders: readonly string[]): Reader | undefined {
    let agent: string | undefined
    let referrer: string | undefined
    for (let i = 0; i < rawHeaders.length; i += 2) {
      const name = rawHeaders[i] ?? ''
      const { length } = name
      if (length > 14 || length < 5 || length === 8 || length === 9 || length === 12 || length === 13) continue
      const value = rawHeaders[i + 1] ?? ''
      switch (name.toLowerCase()) {
        case 'user-agent':
          agent = value
          break
        case 'referer':
          referrer = value
          break
        case 'cookie':
          // Whoever works on the site looks at it all day.
          if (value.includes('hearth-session=')) return undefined
          break
        case 'sec-fetch-dest':
          // A page by itself: not in a frame, not read by a script.
          if (value !== 'document') return undefined
          break
        case 'sec-purpose':
        case 'purpose':
        case 'x-purpose':
        case 'x-moz':
          if (/prefetch|prerender|preview/.test(value)) return undefined
          break
      }
    }
    return agent !== undefined && this.#isBrowser(agent) ? { referrer } : undefined
  }

  #isBrowser(agent: string): boolean {
    const known = this.#agents.get(agent)
    if (known !== undefined) return known
    if (agent === '' || agent.length > MAX_AGENT_LENGTH) return false
    const isBrowser = !isbot(agent)
    if (this.#agents.size >= MAX_REMEMBERED_AGENTS) this.#agents.clear()
    this.#agents.set(agent, isBrowser)
    return isBrowser
  }

  /** How many user agents. */
  get remembered(): number {
    return this.#agents.size
  }
}

/** The host of a referrer, without `www.`; undefined when there is none that could be one. */
export function hostOf(referrer: string | undefined): string | undefined {
  const host = /^https?:\/\/(?:www\.)?([a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)(?::\d{1,5})?(?:[/?#]|$)/i.exec(
    referrer ?? '',
  )?.[1]
  return host?.toLowerCase()
}

/** The `Referer` of a request, whoever made it. */
export function referrerOf(rawHeaders: readonly string[]): string | undefined {
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? ''
    if (name.length === 7 && name.toLowerCase() === 'referer') return rawHeaders[i + 1]
  }
  return undefined
}
