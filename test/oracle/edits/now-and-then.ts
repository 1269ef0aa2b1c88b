/** What people do with a site now and then: pages, tags, authors, menus, redirects, settings. */
import { AUTHORS, anyPost, anyRow, type EditKind, markdown, patchSettings, TAGS, words } from './edit.ts'

export const NOW_AND_THEN: readonly EditKind[] = [
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
]
