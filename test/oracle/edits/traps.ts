/** What trips caches. */
import { Random } from '../random.ts'
import { anyPost, type EditKind, someDate } from './edit.ts'
import { date, publish, remove, tags, title } from './writers.ts'

export const TRAPS: readonly EditKind[] = [
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
