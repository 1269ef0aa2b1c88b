/** Edits in batches; after each, once everything is served, the whole site is compared. */
import type { TestServer } from '../support/server.ts'
import { type Miss, Oracle } from './compare.ts'
import { runEdit } from './edits.ts'
import { Random } from './random.ts'

export interface Run {
  readonly edits: number
  readonly comparisons: number
  readonly misses: readonly Miss[]
  /** The edits of the batch in which the first miss came up. */
  readonly guilty: readonly string[]
  readonly renders: number
  readonly unchanged: number
  /** Edits by kind. */
  readonly kinds: ReadonlyMap<string, number>
  /** Renders that changed nothing, by why they were done. */
  readonly wasted: ReadonlyMap<string, number>
}

const MAX_BATCH = 20

/** Of what was rendered, how much had to be. */
export function precision({ renders, unchanged }: Pick<Run, 'renders' | 'unchanged'>): number {
  return renders === 0 ? 1 : (renders - unchanged) / renders
}

/**
 * Runs these edits and stops at the first miss.
 * @param progress called after every comparison
 */
export async function runOracle(
  server: TestServer,
  seed: number,
  numbers: readonly number[],
  progress: (done: number, run: Pick<Run, 'renders' | 'unchanged'>) => void = () => {},
): Promise<Run> {
  const oracle = new Oracle(server)
  const random = new Random(seed)
  const kinds = new Map<string, number>()
  let comparisons = 0
  let misses: Miss[] = []
  let guilty: string[] = []
  await server.flush()
  const before = server.cache.flusher.totals
  const rendered = () => {
    const { rendered, unchanged } = server.cache.flusher.totals
    return { renders: rendered - before.rendered, unchanged: unchanged - before.unchanged }
  }
  try {
    for (let done = 0; done < numbers.length && misses.length === 0; ) {
      const batch = numbers.slice(done, done + 1 + random.below(MAX_BATCH))
      guilty = []
      for (const number of batch) {
        const kind = await runEdit(server, seed, number)
        guilty.push(`${number} ${kind}`)
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
      }
      done += batch.length
      await settle(server)
      misses = await oracle.misses()
      comparisons++
      progress(done, rendered())
    }
  } finally {
    await oracle.close()
  }
  const wasted = await wastedRenders(server)
  return { edits: numbers.length, comparisons, misses, guilty, kinds, wasted, ...rendered() }
}

/** Everything is served, and the jobs that writing asked for (rendering Markdown that SQL changed) are done too. */
async function settle(server: TestServer): Promise<void> {
  const { sql } = server.db
  for (;;) {
    await server.flush()
    const [row] = await sql<{ busy: number }[]>`
      select (select count(*) from graphile_worker.jobs where task_identifier = 'render_markdown' and run_at <= now())::int
        + (select count(*) from cache_event where consumed_at is null)::int as busy`
    if (row?.busy === 0 && server.cache.dirtyKeys.size === 0) return
  }
}

async function wastedRenders({ db: { sql } }: TestServer): Promise<Map<string, number>> {
  const rows = await sql<{ reason: string; count: number }[]>`
    select regexp_replace(r ->> 'url', '[0-9a-z]*[0-9][0-9a-z-]*|(?<=/posts/|/tags/|/authors/)[^/]+', 'N', 'g') || '  ' ||
      regexp_replace(r ->> 'why', '[0-9]+', 'N', 'g') as reason, count(*)::int as count
    from cache_plan, jsonb_array_elements(renders) r where r ->> 'outcome' = 'unchanged' group by 1 order by 2 desc limit 30`
  return new Map(rows.map(({ reason, count }) => [reason, count]))
}
