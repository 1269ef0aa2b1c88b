/**
 * Random edits of every kind, by every way of writing. An edit is decided by its number and the run's seed alone, and by
 * the rows it finds; so a run can be repeated, and a part of it too.
 */
import type { TestServer } from '../support/server.ts'
import { Random } from './random.ts'

type Edit = (server: TestServer, random: Random) => Promise<unknown>

interface EditKind {
  readonly name: string
  /** How often, against the others. */
  readonly weight: number
  readonly run: Edit
}

const TAGS = ['Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon', 'Zeta', 'Eta', 'Theta']
const AUTHORS = ['Ann', 'Bob', 'Cy']

const words = (random: Random, count: number) =>
  Array.from({ length: count }, () =>
    random.pick(['stone', 'river', 'lamp', 'winter', 'letter', 'bread', 'north']),
  ).join(' ')
const someTags = (random: Random) => Array.from({ length: random.below(4) }, () => random.pick(TAGS))
const someDate = (random: Random) =>
  new Date(Date.UTC(2016 + random.below(10), random.below(12), 1 + random.below(28), random.below(24))).toISOString()
const markdown = (random: Random) =>
  `${words(random, 5 + random.below(400))}\n\n## ${words(random, 2)} ${random.below(100)}\n\n${words(random, 20)}`

/** The id of a row by chance; posts public ones mostly. */
async function anyPost({ db: { sql } }: TestServer, random: Random, kind = 'post'): Promise<number> {
  const rows = random.chance(0.85)
    ? await sql<{ id: number }[]>`
        select id::int from post where kind = ${kind} and status = 'published' and deleted_at is null order by id`
    : await sql<{ id: number }[]>`select id::int from post where kind = ${kind} and deleted_at is null order by id`
  return random.pick(rows).id
}

async function anyRow(
  { db: { sql } }: TestServer,
  random: Random,
  table: 'tag' | 'author' | 'redirect',
): Promise<number> {
  return random.pick(await sql<{ id: number }[]>`select id::int from ${sql(table)} order by id`).id
}

const patchPost =
  (patch: (random: Random) => object): Edit =>
  async (server, random) =>
    server.api('PATCH', `/posts/${await anyPost(server, random)}`, patch(random))

const patchSettings =
  (patch: (random: Random) => object): Edit =>
  (server, random) =>
    server.api('PATCH', '/settings', patch(random))

const title = patchPost((random) => ({ title: `${words(random, 3)} ${random.below(1000)}` }))
const date = patchPost((random) => ({ publishedAt: someDate(random) }))
const tags = patchPost((random) => ({ tags: someTags(random) }))
const publish: Edit = async (server, random) =>
  server.api('POST', '/posts', {
    title: `${words(random, 3)} ${random.below(10_000)}`,
    markdown: markdown(random),
    status: random.chance(0.8) ? 'published' : 'draft',
    ...(random.chance(0.3) && { publishedAt: someDate(random) }),
    tags: someTags(random),
    authors: [random.pick(AUTHORS)],
  })
const remove: Edit = async (server, random) => server.api('DELETE', `/posts/${await anyPost(server, random)}`)
const restore: Edit = async (server, random) => {
  const { sql } = server.db
  const rows = await sql<{ id: number }[]>`select id::int from post where deleted_at is not null order by id`
  return server.api('PUT', `/posts/${random.pick(rows).id}/restoration`)
}

const KINDS: readonly EditKind[] = [
  // What writers do all day.
  { name: 'title', weight: 8, run: title },
  { name: 'body', weight: 10, run: patchPost((random) => ({ markdown: markdown(random) })) },
  {
    name: 'excerpt',
    weight: 4,
    run: patchPost((random) => ({ excerpt: random.chance(0.3) ? null : words(random, 6) })),
  },
  { name: 'same', weight: 2, run: patchPost(() => ({})) },
  {
    name: 'seo',
    weight: 3,
    run: patchPost((random) => ({ seoTitle: words(random, 3), seoDescription: words(random, 8) })),
  },
  {
    name: 'cover',
    weight: 3,
    run: patchPost((random) => ({ coverUrl: `/media/${random.below(9)}.png`, coverAlt: words(random, 2) })),
  },
  {
    name: 'layout and cards',
    weight: 3,
    run: patchPost((random) => ({
      ...{ template: random.pick(['default', 'wide', 'cover', 'plain']), noIndex: random.chance(0.3) },
      ...{ socialTitle: random.chance(0.5) ? words(random, 2) : null, socialDescription: words(random, 4) },
    })),
  },
  { name: 'featured', weight: 2, run: patchPost((random) => ({ featured: random.chance(0.5) })) },
  { name: 'tags', weight: 6, run: tags },
  {
    name: 'authors',
    weight: 3,
    run: patchPost((random) => ({ authors: [random.pick(AUTHORS), random.pick(AUTHORS)] })),
  },
  { name: 'rename', weight: 4, run: patchPost((random) => ({ slug: `slug-${random.below(400)}` })) },
  { name: 'date', weight: 5, run: date },
  { name: 'publish', weight: 10, run: publish },
  { name: 'delete', weight: 6, run: remove },
  { name: 'restore', weight: 3, run: restore },
  {
    name: 'unpublish',
    weight: 4,
    run: async (server, random) => server.api('DELETE', `/posts/${await anyPost(server, random)}/publication`),
  },
  {
    name: 'publish again',
    weight: 4,
    async run(server, random) {
      const { sql } = server.db
      const rows = await sql<{ id: number }[]>`
        select id::int from post where status in ('draft', 'unpublished') and deleted_at is null order by id`
      return server.api('PUT', `/posts/${random.pick(rows).id}/publication`, {})
    },
  },
  {
    name: 'to page and back',
    weight: 1,
    async run(server, random) {
      const { sql } = server.db
      const id = await anyPost(server, random)
      await sql`update post set kind = 'page', slug = ${`page-${random.below(30)}`} where id = ${id}`
      if (random.chance(0.7)) await sql`update post set kind = 'post' where id = ${id}`
    },
  },
  // What they do now and then.
  {
    name: 'page',
    weight: 2,
    run: (server, random) =>
      server.api('POST', '/pages', {
        title: words(random, 2),
        slug: `p-${random.below(20)}`,
        status: 'published',
        markdown: markdown(random),
      }),
  },
  {
    name: 'page edit',
    weight: 2,
    run: async (server, random) =>
      server.api('PATCH', `/pages/${await anyPost(server, random, 'page')}`, {
        title: words(random, 2),
        ...(random.chance(0.4) && { slug: `p-${random.below(20)}` }),
      }),
  },
  {
    name: 'tag name',
    weight: 2,
    run: async (server, random) =>
      server.api('PATCH', `/tags/${await anyRow(server, random, 'tag')}`, {
        name: `${random.pick(TAGS)} ${random.below(5)}`,
      }),
  },
  {
    name: 'tag slug',
    weight: 1,
    run: async (server, random) =>
      server.api('PATCH', `/tags/${await anyRow(server, random, 'tag')}`, { slug: `t-${random.below(60)}` }),
  },
  {
    name: 'tag text',
    weight: 2,
    run: async (server, random) =>
      server.api('PATCH', `/tags/${await anyRow(server, random, 'tag')}`, { description: words(random, 4) }),
  },
  {
    name: 'tag away',
    weight: 1,
    run: async (server, random) => server.api('DELETE', `/tags/${await anyRow(server, random, 'tag')}`),
  },
  {
    name: 'author',
    weight: 1,
    run: async (server, random) =>
      server.api(
        'PATCH',
        `/authors/${await anyRow(server, random, 'author')}`,
        random.chance(0.5) ? { bio: words(random, 4) } : { name: `${random.pick(AUTHORS)} ${random.below(5)}` },
      ),
  },
  {
    name: 'menu',
    weight: 1,
    run: async (server, random) =>
      server.api('PUT', '/navigation/main', {
        items: [
          { label: `Menu ${random.below(9)}`, postId: await anyPost(server, random) },
          { label: 'Elsewhere', url: '/archive' },
        ],
      }),
  },
  {
    name: 'redirect',
    weight: 2,
    run: async (server, random) =>
      server.api('POST', '/redirects', {
        source: `/old-${random.below(60)}`,
        ...(random.chance(0.5) ? { postId: await anyPost(server, random) } : { target: `/x-${random.below(9)}` }),
      }),
  },
  {
    name: 'redirect away',
    weight: 1,
    run: async (server, random) => server.api('DELETE', `/redirects/${await anyRow(server, random, 'redirect')}`),
  },
  { name: 'site title', weight: 0.5, run: patchSettings((random) => ({ title: `Site ${random.below(50)}` })) },
  { name: 'footer', weight: 0.5, run: patchSettings((random) => ({ footer: words(random, 3) })) },
  { name: 'site description', weight: 1, run: patchSettings((random) => ({ description: words(random, 4) })) },
  { name: 'posts per page', weight: 0.5, run: patchSettings((random) => ({ postsPerPage: 4 + random.below(12) })) },
  { name: 'feed length', weight: 0.5, run: patchSettings((random) => ({ feedLength: 5 + random.below(30) })) },
  {
    name: 'time zone',
    weight: 0.3,
    run: patchSettings((random) => ({ timeZone: random.pick(['UTC', 'Pacific/Auckland', 'America/Los_Angeles']) })),
  },
  { name: 'locale', weight: 0.2, run: patchSettings((random) => ({ locale: random.pick(['en', 'de', 'fr']) })) },
  {
    name: 'permalink',
    weight: 0.3,
    run: patchSettings((random) => ({ permalink: random.pick(['/posts/{slug}', '/{yyyy}/{mm}/{slug}']) })),
  },
  { name: 'robots', weight: 0.3, run: patchSettings((random) => ({ searchEngines: random.chance(0.5) })) },
  {
    name: 'crawlers',
    weight: 0.5,
    run: patchSettings((random) => ({ aiTraining: random.chance(0.5), aiAnswers: random.chance(0.5) })),
  },
  {
    name: 'feed text',
    weight: 0.3,
    run: patchSettings((random) => ({ feedText: random.pick(['full', 'excerpt']), feedFooter: words(random, 2) })),
  },
  {
    name: 'look',
    weight: 0.3,
    run: patchSettings((random) => ({
      ...{ fonts: random.pick(['mixed', 'serif', 'sans', 'mono']), homeLayout: random.pick(['list', 'cards']) },
      headerLayout: random.pick(['line', 'stacked', 'centred']),
    })),
  },
  {
    name: 'code of the owner',
    weight: 0.3,
    run: ({ db: { sql } }, random) => {
      const value = JSON.stringify(random.chance(0.3) ? '' : `<p>${words(random, 2)}</p>`)
      return sql`
        insert into setting (key, value) values (${random.pick(['headCode', 'footCode', 'customCss'])}, ${value}::text::jsonb)
        on conflict (key) do update set value = excluded.value`
    },
  },
  // Plain SQL, one row or many.
  {
    name: 'sql body',
    weight: 3,
    run: async (server, random) =>
      server.db.sql`update post set markdown = ${markdown(random)} where id = ${await anyPost(server, random)}`,
  },
  {
    name: 'sql bulk title',
    weight: 1,
    run: ({ db: { sql } }, random) =>
      sql`update post set title = title || '.' where id % 17 = ${random.below(17)}::int and length(title) < 100`,
  },
  {
    name: 'sql bulk move',
    weight: 1,
    run: ({ db: { sql } }, random) => sql`
      update post set published_at = published_at + make_interval(days => ${random.below(60) - 30}::int)
      where id % 23 = ${random.below(23)}::int and published_at is not null`,
  },
  {
    name: 'sql bulk state',
    weight: 1,
    run: ({ db: { sql } }, random) => sql`
      update post set status = case status when 'published' then 'unpublished' else 'published' end
      where id % 29 = ${random.below(29)}::int and status in ('published', 'unpublished') and published_at is not null`,
  },
  {
    name: 'sql tag swap',
    weight: 1,
    run: ({ db: { sql } }, random) => sql`
      update post_tag m set tag_id = (select id from tag order by id limit 1)
      where post_id % 11 = ${random.below(11)}::int and not exists (
        select from post_tag o where o.post_id = m.post_id and o.tag_id = (select id from tag order by id limit 1))
      and tag_id = (select max(tag_id) from post_tag x where x.post_id = m.post_id)`,
  },
  {
    name: 'sql delete',
    weight: 1,
    run: async (server, random) => server.db.sql`delete from post where id = ${await anyPost(server, random)}`,
  },
  {
    name: 'sql upsert setting',
    weight: 0.3,
    run: ({ db: { sql } }, random) => sql`
      insert into setting (key, value) values ('footer', to_jsonb(${words(random, 2)}::text)) on conflict (key) do update set value = excluded.value`,
  },
  {
    name: 'sql truncate redirects',
    weight: 0.1,
    run: ({ db: { sql } }) => sql`truncate redirect`,
  },
  // What trips caches.
  {
    name: 'there and back',
    weight: 3,
    async run(server, random) {
      const { sql } = server.db
      const id = await anyPost(server, random)
      const [row] = await sql<{ slug: string; title: string }[]>`select slug, title from post where id = ${id}`
      await sql`update post set slug = ${`away-${id}`}, title = 'Away' where id = ${id}`
      if (random.chance(0.5)) await server.get(`/posts/away-${id}`)
      await sql`update post set slug = ${row?.slug ?? ''}, title = ${row?.title ?? ''} where id = ${id}`
    },
  },
  {
    name: 'here and gone',
    weight: 2,
    async run(server, random) {
      const { sql } = server.db
      const slug = `brief-${random.below(100)}`
      await sql`insert into post (slug, title, status, published_at) values (${slug}, 'Brief', 'published', ${someDate(random)})`
      if (random.chance(0.5)) await server.get('/')
      await sql`delete from post where slug = ${slug}`
    },
  },
  {
    name: 'rolled back',
    weight: 2,
    run: ({ db: { sql } }) =>
      sql.begin(async (tx) => {
        await tx`update post set title = 'never', slug = 'never-' || id`
        throw new Error('rolled back on purpose')
      }),
  },
  {
    name: 'burst',
    weight: 2,
    async run(server, random) {
      const id = await anyPost(server, random)
      for (let n = 0; n < 20; n++) await server.db.sql`update post set title = ${`Burst ${n}`} where id = ${id}`
    },
  },
  {
    name: 'together',
    weight: 3,
    run: (server, random) =>
      Promise.all([title, date, tags, publish, remove].map((edit) => edit(server, new Random(random.below(2 ** 31))))),
  },
  {
    name: 'crossing',
    weight: 2,
    /** One takes a tag off a post and commits after another has published, moved or unpublished it. */
    async run(server, random) {
      const { sql } = server.db
      const id = await anyPost(server, random)
      const [row] = await sql<{ status: string }[]>`select status from post where id = ${id}`
      await sql.begin(async (slow) => {
        await slow`delete from post_tag where post_id = ${id}`
        if (row?.status === 'published' && random.chance(0.5))
          await sql`update post set published_at = ${someDate(random)} where id = ${id}`
        else
          await sql`update post set status = case status when 'published' then 'unpublished' else 'published' end, published_at = coalesce(published_at, now()) where id = ${id}`
        await server.flush()
      })
    },
  },
  {
    name: 'reader of nothing',
    weight: 2,
    run: (server, random) =>
      server.get(
        random.pick([
          `/posts/slug-${random.below(400)}`,
          `/old-${random.below(60)}`,
          `/tags/t-${random.below(60)}`,
          `/archive/${random.below(60)}`,
        ]),
      ),
  },
]

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
