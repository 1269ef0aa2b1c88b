/** A site whose pages forget one kind of dependency. */
import { Dependencies, type RenderSession, type Site } from '../../src/cache/index.ts'

/** `post:12/card` and `post:13/card` are records of one kind; so are all lookups of posts, and all windows of tags. */
export function kindOf(record: string): string {
  return record.replace(/\d+/g, 'N').replace(/^(lookup:[a-z]+(?:\/(?:post|page|tag|author)(?=\/))?).*$/, '$1')
}

const kinds = {
  name: (name: string) => kindOf(name),
  window: (list: string) => `window of ${kindOf(list)}`,
  count: (list: string) => `count of ${kindOf(list)}`,
  size: (list: string) => `size of ${kindOf(list)}`,
}

export function kindsIn(d: Dependencies): string[] {
  return [
    ...[...d.names].map(kinds.name),
    ...d.windows.map(({ list }) => kinds.window(list)),
    ...d.counts.map(({ list }) => kinds.count(list)),
    ...d.sizes.map(({ list }) => kinds.size(list)),
  ]
}

function without(all: Dependencies, kind: string | undefined): Dependencies {
  const kept = new Dependencies()
  for (const name of all.names) if (kinds.name(name) !== kind) kept.value(name)
  for (const name of all.addresses) if (kinds.name(name) !== kind) kept.address(name)
  for (const { list, from, to } of all.windows) if (kinds.window(list) !== kind) kept.window(list, from, to)
  for (const { list, from, before } of all.counts) if (kinds.count(list) !== kind) kept.count(list, from, before)
  for (const { list, atLeast } of all.sizes) if (kinds.size(list) !== kind) kept.size(list, atLeast)
  return kept
}

/** The subject of a kind in the words of touches. */
export function subjectOf(kind: string): string {
  return kind.replace(/^(?:window|count|size) of /, 'list:')
}

export class Forgetful {
  /** The kind that pages forget. */
  forgotten: string | undefined
  /** What events touched since this was emptied. A job may add some later on. */
  readonly touched = new Set<string>()

  readonly wrap = (site: Site): Site => {
    const openSession: Site['openSession'] = async (options) => {
      const session = await site.openSession(options)
      const render = async (key: string) => {
        const rendered = await session.render(key)
        return { ...rendered, dependencies: without(rendered.dependencies, this.forgotten) }
      }
      const changes: RenderSession['changes'] = async (events) => {
        const changes = await session.changes(events)
        for (const name of changes.net.names) this.touched.add(kinds.name(name))
        for (const list of changes.net.lists.keys()) this.touched.add(`list:${kindOf(list)}`)
        return changes
      }
      return { ...session, render, changes }
    }
    return { ...site, openSession }
  }
}
