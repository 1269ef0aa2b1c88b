/** Addresses that were asked for in vain, of a few seconds. */

/** More different ones in so short a time are a machine's. */
const MAX_PATHS = 300
/** Nobody wrote such a link. */
const MAX_PATH_LENGTH = 300

export interface Miss {
  readonly path: string
  hits: number
  /** Milliseconds since 1970. */
  lastSeen: number
  referrer: string | undefined
}

export class Missing {
  readonly #misses = new Map<string, Miss>()

  add({ path, hits, lastSeen, referrer }: Miss): void {
    const known = this.#misses.get(path)
    if (known) {
      known.hits += hits
      known.lastSeen = Math.max(known.lastSeen, lastSeen)
      known.referrer = referrer ?? known.referrer
    } else if (this.#misses.size < MAX_PATHS && path.length <= MAX_PATH_LENGTH) {
      this.#misses.set(path, { path, hits, lastSeen, referrer })
    }
  }

  get size(): number {
    return this.#misses.size
  }

  all(): Miss[] {
    return [...this.#misses.values()]
  }
}

const NOISE: readonly RegExp[] = [
  // Files of other systems, and those that should not be there.
  /\.(?:php\d?|phtml|aspx?|jspx?|cgi|pl|env|ya?ml|sql|bak|zip|tar|gz|rar|7z|log|ini|conf|config|cfg|sh|exe|dll|pem|key|swp)(?:$|[/.~])/,
  /\/\./,
  /^\/(?:wp|wordpress|xmlrpc|phpmyadmin|pma|cgi-bin|vendor|actuator|solr|owa|autodiscover|boaform|hnap1|_ignition|telescope|server-status|swagger[\w-]*)(?:$|[/.])/,
  /\/(?:wp-(?:admin|includes|login|json|config)|wp-content\/(?:plugins|themes)|etc\/passwd|eval-stdin)/,
  // Files that a site may have, asked for without a link to them.
  /^\/(?:apple-touch-icon[\w-]*|browserconfig|favicon[\w-]*|(?:ads|app-ads|security|humans|llms|llms-full)\.txt|crossdomain\.xml|sellers\.json|manifest\.json|site\.webmanifest|service-worker\.js|sw\.js|sitemap[\w-]*\.(?:txt|xml\.gz))(?:$|\.)/,
]

/** Whether only machines ask for such an address: in search of a weakness, or of a file that sites may have. */
export function isNoise(path: string): boolean {
  return NOISE.some((pattern) => pattern.test(path))
}
