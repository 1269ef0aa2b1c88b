/** Sort keys in order, of one list of posts. */

/** More than this many at once are sorted in together. */
const FEW = 100

export class KeyList {
  #keys: string[]

  constructor(keys: Iterable<string> = []) {
    this.#keys = [...keys].sort(byCodeUnits)
  }

  get size(): number {
    return this.#keys.length
  }

  at(index: number): string | undefined {
    return this.#keys[index]
  }

  /** How many keys sort before this one. */
  countBefore(key: string): number {
    let [low, high] = [0, this.#keys.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#keys[middle] ?? '') < key) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Takes keys out and puts keys in. One that is in both stays. */
  change(left: ReadonlySet<string>, entered: ReadonlySet<string>): void {
    if (left.size + entered.size > FEW) {
      this.#keys = [...this.#keys.filter((key) => !left.has(key)), ...entered].sort(byCodeUnits)
      return
    }
    for (const key of left) {
      const index = this.countBefore(key)
      if (this.#keys[index] === key) this.#keys.splice(index, 1)
    }
    for (const key of entered) this.#keys.splice(this.countBefore(key), 0, key)
  }
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
