/** What a write would do to the pages, found out inside its own transaction before that is rolled back. */

import type { DependencyIndex } from './dependency-index.ts'
import { type Entry, makeEntry, sameBytes } from './entry.ts'
import { makePlan } from './planner.ts'
import type { PendingEvent, RenderSession } from './site.ts'
import type { EntryStore } from './store.ts'

export interface PreviewedPage {
  readonly url: string
  /** `goes`: answers 404 or 410 from then on. `moves`: redirects from then on. */
  readonly change: 'appears' | 'changes' | 'goes' | 'moves'
  readonly why: string
}

export interface Preview {
  readonly pages: readonly PreviewedPage[]
  /** How many more pages the plan has: a very wide change is not rendered to the end to see what differs. */
  readonly unexamined: number
}

const MAX_EXAMINED = 300

/**
 * Renders what the plan for these events asks for, and compares it with what is stored. Nothing is stored.
 * @param session sees what the write did, and it alone has these events
 */
export async function previewPlan(
  session: RenderSession,
  events: readonly PendingEvent[],
  index: DependencyIndex,
  store: EntryStore,
): Promise<Preview> {
  if (events.length === 0) return { pages: [], unexamined: 0 }
  const changes = await session.changes(events)
  const epochs = [...new Set(events.map(({ epoch }) => epoch))]
  const plan = makePlan(changes, epochs, index, [], (key) => store.peek(key) !== undefined)
  const pages: PreviewedPage[] = []
  const examined = [...plan.render].slice(0, MAX_EXAMINED)
  for (const [url, why] of examined) {
    const stored = store.peek(url)
    const record = { key: url, snapshot: session.snapshot, cause: { kind: 'request', reason: 'preview' } as const }
    const fresh = await makeEntry({ ...record, rendered: await session.render(url), renderMs: 0 }, stored, Date.now())
    const change = changeOf(stored, fresh)
    if (change) pages.push({ url, change, why })
  }
  return { pages, unexamined: plan.render.size - examined.length }
}

function changeOf(stored: Entry | undefined, fresh: Entry): PreviewedPage['change'] | undefined {
  if (stored ? sameBytes(stored, fresh) && stored.status === fresh.status : fresh.status === 404) return undefined
  if (fresh.status >= 400) return 'goes'
  if (fresh.status >= 300) return 'moves'
  return stored && stored.status < 300 ? 'changes' : 'appears'
}
