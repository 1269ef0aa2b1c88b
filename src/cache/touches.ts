/** What one or more writes changed, in the terms of `dependencies.ts`. */

import type { Dependencies } from './dependencies.ts'
import { ListChange } from './list-change.ts'

export class Touches {
  /** The shape of the change is unknown (a truncated table): every entry is touched. */
  everything = false
  readonly names = new Set<string>()
  readonly addresses = new Set<string>()
  readonly lists = new Map<string, ListChange>()
  /** Every name and list that begins so: of a table that changed in a way its events do not tell. */
  readonly prefixes = new Set<string>()

  name(name: string): void {
    this.names.add(name)
  }

  address(name: string): void {
    this.names.add(name)
    this.addresses.add(name)
  }

  /** A second change of the same list makes it one of which only the places are known. */
  list(name: string, change: ListChange): void {
    const known = this.lists.get(name)
    this.lists.set(name, known ? ListChange.somewhere([...known.points, ...change.points]) : change)
  }

  /** The first reason why an entry with these dependencies is touched, for the why-log; undefined when it is not. */
  reach(dependencies: Dependencies): string | undefined {
    if (this.everything) return 'everything'
    const [few, many] = [this.names, dependencies.names].sort((a, b) => a.size - b.size)
    for (const name of few ?? []) if (many?.has(name)) return name
    for (const prefix of this.prefixes) {
      for (const name of dependencies.names) if (name.startsWith(prefix)) return `${prefix}*`
      if (dependencies.lists().some((list) => list.startsWith(`list:${prefix}`))) return `${prefix}*`
    }
    const { windows, counts, sizes } = dependencies
    for (const window of windows) if (this.lists.get(window.list)?.meets(window)) return `list:${window.list}`
    for (const count of counts) if (this.lists.get(count.list)?.changes(count)) return `list:${count.list}`
    for (const size of sizes) if (this.lists.get(size.list)?.crosses(size)) return `list:${size.list}`
    return undefined
  }

  /** Whether the entry may no longer be served. */
  withdraws(dependencies: Dependencies): boolean {
    for (const address of dependencies.addresses) if (this.addresses.has(address)) return true
    return false
  }
}
