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
      const value = rawHeaders[i + 1] ?? ''
      switch (name.length) {
        case 10:
          if (is(name, 'User-Agent', 'user-agent')) agent = value
          break
        case 7:
          if (is(name, 'Referer', 'referer')) referrer = value
          else if (is(name, 'Purpose', 'purpose') && isInAdvance(value)) return undefined
          break
        case 6:
          // Whoever works on the site looks at it all day.
          if (is(name, 'Cookie', 'cookie') && value.includes('hearth-session=')) return undefined
          break
        case 14:
          // A page by itself: not in a frame, not read by a script.
          if (is(name, 'Sec-Fetch-Dest', 'sec-fetch-dest') && value !== 'document') return undefined
          break
        case 11:
          if (is(name, 'Sec-Purpose', 'sec-purpose') && isInAdvance(value)) return undefined
          break
        case 9:
          if (is(name, 'X-Purpose', 'x-purpose') && isInAdvance(value)) return undefined
          break
        case 5:
          if (is(name, 'X-Moz', 'x-moz') && isInAdvance(value)) return undefined
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

/** Whether a header has this name, which most senders write in the same way. */
function is(name: string, usual: string, lowerCase: string): boolean {
  return name === usual || ((name.charCodeAt(0) | 0x20) === lowerCase.charCodeAt(0) && name.toLowerCase() === lowerCase)
}

/** Fetched in case it is wanted, or to be shown as a small picture. */
function isInAdvance(purpose: string): boolean {
  return /prefetch|prerender|preview/.test(purpose)
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
    if (name.length === 7 && is(name, 'Referer', 'referer')) return rawHeaders[i + 1]
  }
  return undefined
}
