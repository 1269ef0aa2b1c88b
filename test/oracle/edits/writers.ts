/** What writers do all day. */
import { AUTHORS, anyPost, type Edit, type EditKind, markdown, patchPost, someDate, someTags, words } from './edit.ts'

export const title = patchPost((random) => ({ title: `${words(random, 3)} ${random.below(1000)}` }))
export const date = patchPost((random) => ({ publishedAt: someDate(random) }))
export const tags = patchPost((random) => ({ tags: someTags(random) }))
export const publish: Edit = async (server, random) =>
  server.api('POST', '/posts', {
    title: `${words(random, 3)} ${random.below(10_000)}`,
    markdown: markdown(random),
    status: random.chance(0.8) ? 'published' : 'draft',
    ...(random.chance(0.3) && { publishedAt: someDate(random) }),
    tags: someTags(random),
    authors: [random.pick(AUTHORS)],
  })
export const remove: Edit = async (server, random) => server.api('DELETE', `/posts/${await anyPost(server, random)}`)
const restore: Edit = async (server, random) => {
  const { sql } = server.db
  const rows = await sql<{ id: number }[]>`select id::int from post where deleted_at is not null order by id`
  return server.api('PUT', `/posts/${random.pick(rows).id}/restoration`)
}

export const WRITERS: readonly EditKind[] = [
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
]
