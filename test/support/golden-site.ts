/** A site whose every page is known: 64 posts, a day apart, and what changes on it. */

import { connect } from '../../src/db/index.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import type { TestServer } from './server.ts'

/**
 * Posts 1 to 64 from 2 January 2024 on, so January has 1 to 30, February 31 to 59, March 60 to 64. Even and odd ones have
 * those tags; every third is by Ann, the others by Bob. A page "about" is in the menu.
 */
export async function createGoldenDatabase(clusterUrl: string): Promise<TestDatabase> {
  const database = await createTestDatabase(clusterUrl)
  const { sql, close } = connect(database.url, { max: 1 })
  await sql`insert into tag (slug, name) values ('even', 'Even'), ('odd', 'Odd')`
  await sql`insert into author (slug, name) values ('ann', 'Ann'), ('bob', 'Bob')`
  await sql`
    insert into post (kind, slug, title, markdown, html, plain_text, excerpt, rendered_from, renderer_version, word_count, status,
      published_at, created_at, updated_at, cover_url, cover_alt, canonical_url, seo_title, seo_description)
    select case when n = 65 then 'page' else 'post' end, case when n = 65 then 'about' else 'post-' || n end, 'Post ' || n,
      'Text ' || n, '<p>Text ' || n || '</p>', 'Text ' || n, 'About ' || n, md5('Text ' || n), 1, 2, 'published',
      at, at, at, '/media/' || n || '.png', 'Cover ' || n, null, 'Seo ' || n, 'Described ' || n
    from generate_series(1, 65) n, lateral (select timestamptz '2024-01-01 12:00Z' + make_interval(days => n) as at) d`
  await sql`
    insert into post_tag (post_id, tag_id) select p.id, t.id from post p join tag t
      on t.slug = case when split_part(p.slug, '-', 2)::int % 2 = 0 then 'even' else 'odd' end where p.kind = 'post'`
  await sql`
    insert into post_author (post_id, author_id) select p.id, a.id from post p join author a
      on a.slug = case when split_part(p.slug, '-', 2)::int % 3 = 0 then 'ann' else 'bob' end where p.kind = 'post'`
  await sql`insert into navigation_item (menu, position, label, post_id) select 'main', 0, 'About', id from post where slug = 'about'`
  await sql`insert into redirect (source, target, status) values ('/elsewhere', '/archive', 301)`
  await sql`insert into slug_history (kind, slug, owner_id) select 'post', 'former', id from post where slug = 'post-30'`
  await sql`insert into media (hash, extension, content_type, file_name, byte_size) values (repeat('a', 64), 'png', 'image/png', 'a.png', 1)`
  await sql`insert into setting (key, value) values ('title', '"Golden"'), ('footer', '"Foot"')`
  await sql`insert into revision (post_id, version, title, markdown) select id, 1, title, markdown from post`
  await sql`update cache_event set consumed_at = now()`
  await sql`delete from graphile_worker._private_jobs`
  await close()
  return database
}

export interface Effect {
  /** Every address that was rendered. */
  readonly rendered: string[]
  /** Every address whose answer is another one than before. */
  readonly changed: string[]
}

/** Carries out an edit, waits until it is served, and compares every stored answer with that before. */
export async function effectOf(server: TestServer, edit: () => Promise<unknown>): Promise<Effect> {
  await server.flush()
  const before = answers(server)
  const [last] = await server.db.sql<{ id: number }[]>`select coalesce(max(id), 0)::int as id from cache_plan`
  await edit()
  await server.flush()
  const after = answers(server)
  const rows = await server.db.sql<{ url: string }[]>`
    select distinct r ->> 'url' as url from cache_plan, jsonb_array_elements(renders) r
    where id > ${last?.id ?? 0} and r ->> 'outcome' is not null`
  const all = new Set([...before.keys(), ...after.keys()])
  return {
    rendered: rows.map(({ url }) => url).sort(),
    changed: [...all].filter((url) => before.get(url) !== after.get(url)).sort(),
  }
}

/** What a reader gets at each address that is stored: status, ETag and where it leads. Nothing is like not stored. */
function answers({ cache: { store } }: TestServer): Map<string, string> {
  const entries = store
    .keys()
    .map((key) => store.peek(key))
    .filter((entry) => entry !== undefined)
  return new Map(
    entries
      .filter(({ status }) => status !== 404)
      .map(({ key, status, variants, rendered }) => [
        key,
        `${status} ${variants.identity.etag} ${rendered.headers.location}`,
      ]),
  )
}
