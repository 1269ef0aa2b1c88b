/** Counts by name that cannot grow without bound: what is new when it is full is counted together, under the empty name. */
export class Tally {
  readonly #counts = new Map<string, { n: number }>()
  readonly #maxNames: number

  constructor(maxNames: number) {
    this.#maxNames = maxNames
  }

  add(name: string, n = 1): void {
    const count = this.#counts.get(name)
    if (count) count.n += n
    else if (this.#counts.size < this.#maxNames || name === '') this.#counts.set(name, { n })
    else this.add('', n)
  }

  addAll(other: Tally): void {
    for (const [name, n] of other.entries()) this.add(name, n)
  }

  get size(): number {
    return this.#counts.size
  }

  entries(): [name: string, n: number][] {
    return [...this.#counts].map(([name, { n }]) => [name, n])
  }
}
