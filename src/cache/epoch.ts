/**
 * Points in commit order. PostgreSQL: "Transaction ID and Snapshot Information Functions"; a transaction id is an
 * `xid8` (64 bits, never reused), a snapshot is `xmin:xmax:xip_list`.
 */

/** A transaction id. */
export type Epoch = bigint

/** The cookie that carries it for browsers. */
export const EPOCH_COOKIE = 'hearth-epoch'

/** Reads an epoch as HTTP headers carry it. Undefined when it is none. */
export function parseEpoch(text: string): Epoch | undefined {
  return /^\d{1,19}$/.test(text) ? BigInt(text) : undefined
}

/** The epoch that a request asks for, by header or by cookie. */
export function epochIn(header: string | undefined, cookie: string | undefined): Epoch | undefined {
  return parseEpoch(header ?? (cookie?.includes(EPOCH_COOKIE) ? (COOKIE.exec(cookie)?.[1] ?? '') : ''))
}

const COOKIE = new RegExp(`(?:^|;\\s*)${EPOCH_COOKIE}=(\\d+)`)

/** What one `REPEATABLE READ` transaction sees. */
export class Snapshot {
  readonly xmin: Epoch
  readonly xmax: Epoch
  readonly #inProgress: ReadonlySet<Epoch>

  constructor(xmin: Epoch, xmax: Epoch, inProgress: Iterable<Epoch> = []) {
    this.xmin = xmin
    this.xmax = xmax
    this.#inProgress = new Set(inProgress)
  }

  /** Reads the text of `pg_current_snapshot()`, e.g. `745:750:745,748`. */
  static parse(text: string): Snapshot {
    const match = /^(\d+):(\d+):((?:\d+,)*\d+)?$/.exec(text)
    if (!match) throw new TypeError(`"${text}" is not a PostgreSQL snapshot.`)
    const inProgress = match[3] ? match[3].split(',').map(BigInt) : []
    return new Snapshot(BigInt(match[1] ?? 0), BigInt(match[2] ?? 0), inProgress)
  }

  /** Whether the snapshot sees what transaction `epoch` committed: the rule of `pg_visible_in_snapshot`. */
  includes(epoch: Epoch): boolean {
    if (epoch < this.xmin) return true
    return epoch < this.xmax && !this.#inProgress.has(epoch)
  }

  /** Whether `later` sees everything that this one sees. */
  isWithin(later: Snapshot): boolean {
    if (this.xmax > later.xmax) return false
    for (const epoch of later.#inProgress) if (this.includes(epoch)) return false
    return true
  }

  toString(): string {
    return `${this.xmin}:${this.xmax}:${[...this.#inProgress].join(',')}`
  }
}
