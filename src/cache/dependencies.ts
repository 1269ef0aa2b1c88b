/**
 * What a render read, and what a write changed, in the same terms.
 *
 * - A **value** is a group of columns of one row (`post:12/card`), a setting (`setting:title`), a menu (`menu:main`).
 * - An **absence** is a lookup that found nothing (`lookup:post/some-slug`). A lookup that found something depends on
 *   the same name: the row that answers it may go, or another may take its place.
 * - A **window** is a closed interval of sort keys of an ordered list.
 * - An **address** is the value that decides whether the entry may exist at its URL at all. When it is touched the
 *   entry is withdrawn, not just stale.
 */

/** Sorts before and after every key. */
export const FIRST_KEY = ''
export const LAST_KEY = '\uffff'

export interface Window {
  readonly list: string
  readonly from: string
  readonly to: string
  /** Whether rows below `from` count too, because the window's place in the list is a number from the oldest. */
  readonly ranked: boolean
}

/** Everything one render read. */
export class Dependencies {
  readonly names = new Set<string>()
  readonly addresses = new Set<string>()
  readonly windows: Window[] = []

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

  window(list: string, from: string, to: string, { ranked = false } = {}): void {
    this.windows.push({ list, from, to, ranked })
  }

  /** Adds all that `other` holds. */
  include(other: Dependencies): void {
    for (const name of other.names) this.names.add(name)
    for (const name of other.addresses) this.addresses.add(name)
    this.windows.push(...other.windows)
  }

  get size(): number {
    return this.names.size + this.windows.length
  }

  /** For people: one line each. */
  describe(): string[] {
    const show = (key: string) => (key === FIRST_KEY ? 'oldest' : key === LAST_KEY ? 'newest' : key)
    return [
      ...[...this.names].map((name) => (this.addresses.has(name) ? `${name} (its own address)` : name)),
      ...this.windows.map((w) => `${w.list} [${show(w.from)}, ${show(w.to)}]${w.ranked ? ' and its rank' : ''}`),
    ].sort()
  }
}

/** Everything one or more writes changed. */
export class Touches {
  /** The shape of the change is unknown (a truncated table): every entry is touched. */
  everything = false
  readonly names = new Set<string>()
  readonly addresses = new Set<string>()
  /** Places in lists where a row appeared, left, or may have done so. */
  readonly points = new Map<string, Set<string>>()

  name(name: string): void {
    this.names.add(name)
  }

  address(name: string): void {
    this.names.add(name)
    this.addresses.add(name)
  }

  point(list: string, key: string): void {
    const points = this.points.get(list)
    if (points) points.add(key)
    else this.points.set(list, new Set([key]))
  }

  get empty(): boolean {
    return !this.everything && this.names.size === 0 && this.points.size === 0
  }

  /** The first reason why an entry with these dependencies is touched, for the why-log; undefined when it is not. */
  reach(dependencies: Dependencies): string | undefined {
    if (this.everything) return 'everything'
    const [few, many] = [this.names, dependencies.names].sort((a, b) => a.size - b.size)
    for (const name of few ?? []) if (many?.has(name)) return name
    for (const window of dependencies.windows) {
      const points = this.points.get(window.list)
      if (points && meets(window, points)) return `list:${window.list}`
    }
    return undefined
  }

  /** Whether the entry may no longer be served. */
  withdraws(dependencies: Dependencies): boolean {
    for (const address of dependencies.addresses) if (this.addresses.has(address)) return true
    return false
  }
}

/** Whether any point lies in the window, or below a ranked one. */
export function meets(window: Window, points: Iterable<string>): boolean {
  for (const point of points) {
    if (point <= window.to && (window.ranked || point >= window.from)) return true
  }
  return false
}
