/** Plain SQL, one row or many. */
import { anyPost, type EditKind, markdown, words } from './edit.ts'

export const PLAIN_SQL: readonly EditKind[] = [
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
]
