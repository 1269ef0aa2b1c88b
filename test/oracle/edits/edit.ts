/** What edits are made of: words, dates and rows by chance. */
import type { TestServer } from '../../support/server.ts'
import type { Random } from '../random.ts'

export type Edit = (server: TestServer, random: Random) => Promise<unknown>

export interface EditKind {
  readonly name: string
  /** How often, against the others. */
  readonly weight: number
  readonly run: Edit
}

export const TAGS = ['Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon', 'Zeta', 'Eta', 'Theta']
export const AUTHORS = ['Ann', 'Bob', 'Cy']

export const words = (random: Random, count: number) =>
  Array.from({ length: count }, () =>
    random.pick(['stone', 'river', 'lamp', 'winter', 'letter', 'bread', 'north']),
  ).join(' ')
export const someTags = (random: Random) => Array.from({ length: random.below(4) }, () => random.pick(TAGS))
export const someDate = (random: Random) =>
  new Date(Date.UTC(2016 + random.below(10), random.below(12), 1 + random.below(28), random.below(24))).toISOString()
export const markdown = (random: Random) =>
  `${words(random, 5 + random.below(400))}\n\n## ${words(random, 2)} ${random.below(100)}\n\n${words(random, 20)}`

/** The id of a row by chance; posts public ones mostly. */
export async function anyPost({ db: { sql } }: TestServer, random: Random, kind = 'post'): Promise<number> {
  const rows = random.chance(0.85)
    ? await sql<{ id: number }[]>`
        select id::int from post where kind = ${kind} and status = 'published' and deleted_at is null order by id`
    : await sql<{ id: number }[]>`select id::int from post where kind = ${kind} and deleted_at is null order by id`
  return random.pick(rows).id
}

export async function anyRow(
  { db: { sql } }: TestServer,
  random: Random,
  table: 'tag' | 'author' | 'redirect',
): Promise<number> {
  return random.pick(await sql<{ id: number }[]>`select id::int from ${sql(table)} order by id`).id
}

export const patchPost =
  (patch: (random: Random) => object): Edit =>
  async (server, random) =>
    server.api('PATCH', `/posts/${await anyPost(server, random)}`, patch(random))

export const patchSettings =
  (patch: (random: Random) => object): Edit =>
  (server, random) =>
    server.api('PATCH', '/settings', patch(random))
