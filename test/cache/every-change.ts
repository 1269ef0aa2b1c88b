/** Changes of every kind to the golden site, so that whatever pages depend on is changed by one of them. */

/**
 * `n` is another number each time; `turn` counts how often this change was made, for those that go back and forth;
 * `absent` is a name that nothing has had yet, and at whose addresses there was nothing when somebody looked.
 */
export type Change = (n: number, turn: number, absent: string) => string

export const CHANGES: readonly Change[] = [
  (n) => `update post set title = 'Title ${n}' where id = 30`,
  (n) => `update post set slug = 'slug-${n}' where id = 32`,
  (n) => `update post set html = '<p>${n}</p>' where id = 60`,
  (n) => `update post set excerpt = 'Excerpt ${n}' where id = 30`,
  (n) => `update post set seo_title = 'Seo ${n}' where id = 30`,
  (n) => `update post set word_count = ${n} where id = 30`,
  () => `update post set updated_at = updated_at + interval '1 day' where id = 30`,
  () => `update post set published_at = published_at + interval '31 days' where id = 30`,
  () => `update post set published_at = published_at - interval '31 days' where id = 30`,
  ...[40, 41, 42, 43].flatMap((id) => [
    () => `update post set published_at = '2024-01-20 10:00Z' where id = ${id}`,
    () => `update post set published_at = '2024-02-20 10:00Z' where id = ${id}`,
  ]),
  () => `update post set status = 'unpublished' where id in (9, 10)`,
  () => `update post set status = 'published' where id in (9, 10)`,
  () => `update post set status = 'unpublished' where id between 36 and 64`,
  () => `update post set status = 'published' where id between 36 and 64`,
  () => `update post set status = 'unpublished' where id between 61 and 64`,
  () => `update post set status = 'published' where id between 61 and 64`,
  () => `update post set status = 'unpublished' where id between 55 and 64`,
  () => `update post set status = 'published' where id between 55 and 64`,
  () => `update post set status = 'unpublished' where id = 65`,
  () => `update post set status = 'published' where id = 65`,
  (n) => `insert into post (slug, title, status, published_at) select 'more-' || ${n} || '-' || i, 'More', 'published',
      timestamptz '2024-04-01Z' + make_interval(hours => i) from generate_series(1, 140) i`,
  () => `update post set deleted_at = now() where title = 'More' and deleted_at is null`,
  (n) => `with new as (insert into tag (slug, name) values ('tag-${n}', 'Tag ${n}') returning id)
    insert into post_tag (post_id, tag_id) select 31, id from new`,
  () => `delete from post_tag where post_id = 31`,
  () => `update post_author set author_id = 3 - author_id where post_id = 30`,
  (n) => `update tag set name = 'Even ${n}' where id = 1`,
  (n) => `update tag set slug = 'even-${n}' where id = 1`,
  (n) => `update tag set description = 'Description ${n}' where id = 2`,
  (n) => `update author set name = 'Ann ${n}' where id = 1`,
  (n) => `update author set slug = 'ann-${n}' where id = 1`,
  (n) => `update author set bio = 'Bio ${n}' where id = 1`,
  (n) => `update author set bio = 'Bio ${n}' where id = 2`,
  (n) => `with new as (insert into author (slug, name) values ('author-${n}', 'Author ${n}') returning id)
    insert into post_author (post_id, author_id) select 31, id from new`,
  () => `delete from post_author where author_id > 2`,
  (_n, _turn, absent) => `update author set slug = '${absent}' where id = 2`,
  (_n, _turn, absent) => `update tag set slug = '${absent}' where id = 2`,
  (_n, _turn, absent) => `update post set slug = '${absent}' where kind = 'page' and id > 65`,
  // Exactly the pages after the second of a list.
  ...['tag', 'author'].flatMap((kind) => [
    () => `update post set status = 'unpublished' where id in (select p.id from post p join post_${kind} m on m.post_id = p.id
      where m.${kind}_id = ${kind === 'tag' ? 1 : 2} and p.kind = 'post' and p.status = 'published' and p.deleted_at is null order by p.published_at, p.id offset 20)`,
    () => `update post set status = 'published' where status = 'unpublished'`,
  ]),
  () => `insert into redirect (source, target) values ('/absent', '/tags') on conflict do nothing`,
  () => `delete from redirect where source = '/absent'`,
  (n) => `update redirect set target = '/to-${n}' where source = '/elsewhere'`,
  (n) => `update slug_history set owner_id = ${31 + (n % 9)} where slug = 'former' and kind = 'post'`,
  () => `update slug_history set gone = not gone where slug = 'former' and kind <> 'post'`,
  (n) => `update navigation_item set label = 'Label ${n}' where menu = 'main'`,
  (n) => `update navigation_item set label = 'Label ${n}' where menu = 'footer'`,
  ...Object.entries({ title: '"T"', description: '"D"', footer: '"F"', logoUrl: '"/l"', socialImageUrl: '"/s"' }).map(
    ([key, value]) =>
      (n: number) =>
        upsert(key, value.replace(/"$/, `${n}"`)),
  ),
  (n) => upsert('accent', `"#${String(100_000 + n)}"`),
  (_, turn) => upsert('locale', turn % 2 ? '"de"' : '"fr"'),
  (_, turn) => upsert('timeZone', turn % 2 ? '"Pacific/Auckland"' : '"America/Los_Angeles"'),
  (_, turn) => upsert('searchEngines', turn % 2 ? 'false' : 'true'),
  ...['customCss', 'headCode', 'footCode', 'feedFooter'].map((key) => (n: number) => upsert(key, `"/* ${n} */"`)),
  (n) => upsert('robotsLines', `"User-agent: bot-${n}"`),
  ...['aiTraining', 'aiAnswers'].map((key) => (_: number, turn: number) => upsert(key, turn % 2 ? 'false' : 'true')),
  ...Object.entries({
    fonts: ['serif', 'mono'],
    columnWidth: ['narrow', 'wide'],
    headerLayout: ['stacked', 'centred'],
    homeLayout: ['cards', 'list'],
    feedText: ['excerpt', 'full'],
  }).map(
    ([key, values]) =>
      (_: number, turn: number) =>
        upsert(key, `"${values[turn % 2]}"`),
  ),
  () => `update post set no_index = not no_index where id = 30`,
  () => upsert('postsPerPage', '5'),
  () => upsert('postsPerPage', '10'),
  (n) => upsert('feedLength', String(5 + (n % 5))),
  (_, turn) => upsert('formerPermalinks', turn % 2 ? '["/before/{slug}"]' : '[]'),
  (_, turn) => upsert('permalink', turn % 2 ? '"/{mm}/{yyyy}/{slug}"' : '"/{yyyy}/{mm}/{slug}"'),
]

export function upsert(key: string, value: string): string {
  return `insert into setting (key, value) values ('${key}', '${value}') on conflict (key) do update set value = excluded.value`
}
