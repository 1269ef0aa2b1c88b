/**
 * The plan: from what changed to the least work that makes the store true again. A pure function, so that it can be
 * tested and shown without a database.
 */
import type { Touches } from './dependencies.ts'
import type { DependencyIndex } from './dependency-index.ts'
import type { Epoch } from './epoch.ts'

export interface Plan {
  /** May not be served any more; rendered anew like the others. */
  readonly withdraw: readonly string[]
  /** Every key to render, with the reason. */
  readonly render: ReadonlyMap<string, string>
}

/**
 * @param appearing URLs that may exist because of the change
 * @param isStored  whether the store holds a key
 */
export function makePlan(
  touches: Touches,
  epochs: readonly Epoch[],
  index: DependencyIndex,
  appearing: readonly string[],
  isStored: (key: string) => boolean,
): Plan {
  const withdraw: string[] = []
  const render = new Map<string, string>()
  for (const [entry, reason] of index.touchedBy(touches)) {
    // Rendered after the change: it shows it already.
    if (epochs.every((epoch) => entry.snapshot.includes(epoch))) continue
    if (touches.withdraws(entry.dependencies)) withdraw.push(entry.key)
    render.set(entry.key, reason)
  }
  for (const key of appearing) {
    if (!render.has(key) && !isStored(key)) render.set(key, 'appears')
  }
  return { withdraw, render }
}

/** For people and logs. */
export function describePlan(plan: Plan): string {
  const withdrawn = new Set(plan.withdraw)
  return [...plan.render]
    .map(([key, why]) => `${withdrawn.has(key) ? 'withdraw, render' : 'render'} ${key} (${why})`)
    .join('\n')
}
