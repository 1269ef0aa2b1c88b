/**
 * Random edits of every kind, by every way of writing. An edit is decided by its number and the run's seed alone, and by
 * the rows it finds; so a run can be repeated, and a part of it too.
 */
import type { TestServer } from '../support/server.ts'
import type { EditKind } from './edits/edit.ts'
import { NOW_AND_THEN } from './edits/now-and-then.ts'
import { PLAIN_SQL } from './edits/plain-sql.ts'
import { TRAPS } from './edits/traps.ts'
import { WRITERS } from './edits/writers.ts'
import { Random } from './random.ts'

const KINDS = [...WRITERS, ...NOW_AND_THEN, ...PLAIN_SQL, ...TRAPS]
const TOTAL_WEIGHT = KINDS.reduce((sum, { weight }) => sum + weight, 0)

/** Carries out edit `number` and says which it was. One that cannot be done (a slug is taken) changes nothing. */
export async function runEdit(server: TestServer, seed: number, number: number): Promise<string> {
  const { kind, random } = choose(seed, number)
  await kind.run(server, random).catch(() => {})
  return kind.name
}

/** Which kind of edit `number` is. */
export function kindOfEdit(seed: number, number: number): string {
  return choose(seed, number).kind.name
}

function choose(seed: number, number: number): { kind: EditKind; random: Random } {
  const random = new Random(Math.imul(seed, 1_000_003) ^ Math.imul(number + 1, 2_654_435_761))
  let at = random.fraction() * TOTAL_WEIGHT
  const kind = KINDS.find(({ weight }) => {
    at -= weight
    return at < 0
  })
  if (!kind) throw new Error('No kind of edit was chosen.')
  return { kind, random }
}
