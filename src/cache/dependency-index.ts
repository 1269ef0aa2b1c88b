/** Finds the entries that a change touches, in time proportional to what it finds. */
import type { Touches, Window } from './dependencies.ts'
import { meets } from './dependencies.ts'
import type { Entry } from './entry.ts'

export class DependencyIndex {
  readonly #byName = new Map<string, Set<Entry>>()
  readonly #byList = new Map<string, Map<Entry, Window[]>>()
  readonly #all = new Set<Entry>()

  add(entry: Entry): void {
    this.#all.add(entry)
    for (const name of entry.dependencies.names) {
      const entries = this.#byName.get(name)
      if (entries) entries.add(entry)
      else this.#byName.set(name, new Set([entry]))
    }
    for (const window of entry.dependencies.windows) {
      const entries = this.#byList.get(window.list) ?? new Map<Entry, Window[]>()
      this.#byList.set(window.list, entries)
      const windows = entries.get(entry)
      if (windows) windows.push(window)
      else entries.set(entry, [window])
    }
  }

  remove(entry: Entry): void {
    this.#all.delete(entry)
    for (const name of entry.dependencies.names) {
      const entries = this.#byName.get(name)
      if (entries?.delete(entry) && entries.size === 0) this.#byName.delete(name)
    }
    for (const window of entry.dependencies.windows) {
      const entries = this.#byList.get(window.list)
      if (entries?.delete(entry) && entries.size === 0) this.#byList.delete(window.list)
    }
  }

  /** The touched entries, each with the first reason found. */
  touchedBy(touches: Touches): Map<Entry, string> {
    const touched = new Map<Entry, string>()
    const note = (entry: Entry, reason: string) => {
      if (!touched.has(entry)) touched.set(entry, reason)
    }
    if (touches.everything) {
      for (const entry of this.#all) note(entry, 'everything')
      return touched
    }
    for (const name of touches.names) {
      for (const entry of this.#byName.get(name) ?? []) note(entry, name)
    }
    for (const [list, points] of touches.points) {
      for (const [entry, windows] of this.#byList.get(list) ?? []) {
        if (windows.some((window) => meets(window, points))) note(entry, `list:${list}`)
      }
    }
    return touched
  }
}
