/**
 * What a render read, in the terms in which `touches.ts` says what a write changed.
 *
 * - A **value** is a group of columns of one row (`post:12/card`), a setting (`setting:title`), a menu (`menu:main`).
 * - An **absence** is a lookup that found nothing (`lookup:post/some-slug`). A lookup that found something depends on
 *   the same name: the row that answers it may go, or another may take its place.
 * - A **window** is a closed interval of sort keys of an ordered list: which members stand in it, in which order.
 * - A **count** is the number of members in a half-open interval: of a page numbered from the oldest, its rank.
 * - A **size** is whether a list has at least so many members: whether there is a next page, or any.
 * - An **address** is the value that decides whether the entry may exist at its URL at all. When it is touched the
 *   entry is withdrawn, not just stale.
 */

/** Sorts before and after every key. */
export const FIRST_KEY = ''
export const LAST_KEY = '\uffff'

/** The members from `from` to `to`, both included. */
export interface Window {
  readonly list: string
  readonly from: string
  readonly to: string
}

/** How many members there are from `from` on and before `before`. */
export interface Count {
  readonly list: string
  readonly from: string
  readonly before: string
}

/** Whether the list has `atLeast` members. */
export interface Size {
  readonly list: string
  readonly atLeast: number
}

/** Everything one render read. */
export class Dependencies {
  readonly names = new Set<string>()
  readonly addresses = new Set<string>()
  readonly windows: Window[] = []
  readonly counts: Count[] = []
  readonly sizes: Size[] = []

  value(name: string): void {
    this.names.add(name)
  }

  absence(lookup: string): void {
    this.names.add(lookup)
  }

  address(name: string): void {
    this.names.add(name)
    this.addresses.add(name)
  }

  window(list: string, from: string, to: string): void {
    this.windows.push({ list, from, to })
  }

  count(list: string, from: string, before: string): void {
    this.counts.push({ list, from, before })
  }

  /** How many members come before `key`: what a page numbered from the oldest shows is decided by it. */
  rank(list: string, key: string): void {
    this.count(list, FIRST_KEY, key)
  }

  size(list: string, atLeast: number): void {
    this.sizes.push({ list, atLeast })
  }

  /** Adds all that `other` holds. */
  include(other: Dependencies): void {
    for (const name of other.names) this.names.add(name)
    for (const name of other.addresses) this.addresses.add(name)
    this.windows.push(...other.windows)
    this.counts.push(...other.counts)
    this.sizes.push(...other.sizes)
  }

  /** The lists that were read, as `list:name`. */
  lists(): string[] {
    return [...this.windows, ...this.counts, ...this.sizes].map(({ list }) => `list:${list}`)
  }

  /** How many records there are; 0 means that nothing could ever make the entry stale. */
  get records(): number {
    return this.names.size + this.windows.length + this.counts.length + this.sizes.length
  }

  /** For people: one line each. */
  describe(): string[] {
    const show = (key: string) => (key === FIRST_KEY ? 'oldest' : key === LAST_KEY ? 'newest' : key)
    return [
      ...[...this.names].map((name) => (this.addresses.has(name) ? `${name} (its own address)` : name)),
      ...this.windows.map(({ list, from, to }) => `list:${list} [${show(from)}, ${show(to)}]`),
      ...this.counts.map(({ list, from, before }) => `list:${list} number in [${show(from)}, ${show(before)})`),
      ...this.sizes.map(({ list, atLeast }) => `list:${list} whether it has ${atLeast}`),
    ].sort()
  }
}
