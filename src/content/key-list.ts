/** Sort keys in order, of one list of posts. */
import { compareKeys, firstFrom } from '../cache/index.ts'

/** More than this many at once are sorted in together. */
const FEW = 100

export class KeyList {
  #keys: string[]

  constructor(keys: Iterable<string> = []) {
    this.#keys = [...keys].sort(compareKeys)
  }

  get size(): number {
    return this.#keys.length
  }

  at(index: number): string | undefined {
    return this.#keys[index]
  }

  /** How many keys sort before this one. */
  countBefore(key: string): number {
    return firstFrom(this.#keys, key)
  }

  /** Takes keys out and puts keys in. One that is in both stays. */
  change(left: ReadonlySet<string>, entered: ReadonlySet<string>): void {
    if (left.size + entered.size > FEW) {
      this.#keys = [...this.#keys.filter((key) => !left.has(key)), ...entered].sort(compareKeys)
      return
    }
    for (const key of left) {
      const index = this.countBefore(key)
      if (this.#keys[index] === key) this.#keys.splice(index, 1)
    }
    for (const key of entered) this.#keys.splice(this.countBefore(key), 0, key)
  }
}
