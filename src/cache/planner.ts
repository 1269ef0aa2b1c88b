/**
 * The plan: from what changed to the least work that makes the store true again. A pure function, so that it can be
 * tested and shown without a database.
 */
import type { DependencyIndex } from './dependency-index.ts'
import type { Entry } from './entry.ts'
import type { Epoch } from './epoch.ts'
import type { Changes } from './site.ts'
import type { Touches } from './touches.ts'

export interface Plan {
  /** May not be served once their replacements are there; rendered anew like the others. */
  readonly withdraw: readonly string[]
  /** Every key to render, with the reason. */
  readonly render: ReadonlyMap<string, string>
  /** Answers that nothing is there, which may say something else now: not worth a render before somebody asks again. */
  readonly drop: readonly string[]
}

/**
 * @param epochs   of the events behind the changes
 * @param ahead    entries whose snapshots may hold some of the events; all others hold none
 * @param isStored whether the store holds a key
 */
export function makePlan(
  { net, gross, appearing }: Omit<Changes, 'accept'>,
  epochs: readonly Epoch[],
  index: DependencyIndex,
  ahead: Iterable<Entry>,
  isStored: (key: string) => boolean,
): Plan {
  const withdraw = new Set<string>()
  const render = new Map<string, string>()
  const drop = new Set<string>()
  const touch = ({ key, status, dependencies }: Entry, touches: Touches, reason: string) => {
    if (status === 404) {
      drop.add(key)
      return
    }
    if (touches.withdraws(dependencies)) withdraw.add(key)
    render.set(key, reason)
  }
  for (const [entry, reason] of index.touchedBy(net)) {
    // Rendered after the change: it shows it already.
    if (!epochs.every((epoch) => entry.snapshot.includes(epoch))) touch(entry, net, reason)
  }
  for (const entry of ahead) {
    const held = epochs.filter((epoch) => entry.snapshot.includes(epoch)).length
    if (held === 0 || held === epochs.length) continue
    // Rendered between two of the changes: what they do together says nothing about what the second one did.
    const reason = gross.reach(entry.dependencies)
    if (reason !== undefined) touch(entry, gross, reason)
  }
  for (const key of appearing) {
    if (!render.has(key) && (drop.has(key) || !isStored(key))) render.set(key, 'appears')
  }
  return { withdraw: [...withdraw], render, drop: [...drop] }
}

/** For people and logs. */
export function describePlan(plan: Plan): string {
  const withdrawn = new Set(plan.withdraw)
  return [...plan.render]
    .map(([key, why]) => `${withdrawn.has(key) ? 'withdraw, render' : 'render'} ${key} (${why})`)
    .join('\n')
}
