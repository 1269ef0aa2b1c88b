/** Every page of the admin, and of the way in, is for everyone. */
import { createSetupLink } from '../src/auth/index.ts'
import { formOf, RED_POINT } from '../test/support/pictures.ts'
import { barriersOf } from './everyone.ts'
import { becomeOwner, hear } from './owner.ts'
import { expect, test } from './support.ts'

test('every page of the admin is for everyone: axe, phone, dark, no error', async ({ page, site }) => {
  const heard = hear(page)
  await becomeOwner(page, site)
  const { body } = await site.api('POST', '/posts', { title: 'A post', markdown: 'Text', status: 'published' })
  await site.api('POST', '/redirects', { source: '/from', target: '/archive' })
  const { body: hook } = await site.api('POST', '/webhooks', { url: 'https://example.com/hook', events: ['*'] })
  await site.api('PATCH', `/webhooks/${hook.id}`, { state: 'paused' })
  const [delivery] = await site.db.sql`
    insert into webhook_delivery (webhook_id, message_id, type, subject, body, status, history)
    select ${hook.id}, 'msg_' || n, 'post.published', 'A post with a long title ' || n, '{}', (array['failed', 'delivered', 'waiting'])[n],
      '[{"at": "2026-05-01T09:00:00Z", "ms": 1200, "status": null, "error": "No answer within 10 s."}]' from generate_series(1, 3) n
    returning id::int`
  const { body: tag } = await site.api('POST', '/tags', { name: 'Walks' })
  const { body: media } = await site.api('POST', '/media', formOf(RED_POINT, 'point.png'))
  // Something to look at on the overview, and a suggestion.
  await site.get('/', { 'User-Agent': 'Mozilla/5.0 Firefox/145.0', Referer: 'https://news.example/' })
  await site.get('/blog/a-post')
  await site.flush()
  const paths = [
    '',
    '/posts',
    '/posts?bin=true',
    '/posts?status=published&tag=none&sort=-changed',
    '/posts?q=post&sort=title',
    '/pages',
    '/media',
    `/media/${media.id}`,
    '/tags',
    `/tags/${tag.id}/merge`,
    '/authors',
    '/navigation',
    '/redirects',
    '/redirects?test=/from',
    '/redirects/import',
    '/redirects/not-found',
    '/calendar',
    '/settings',
  ]
  paths.push(...['appearance', 'place', 'crawlers', 'feeds', 'data', 'server'].map((name) => `/settings/${name}`))
  paths.push(
    '/users',
    '/keys',
    '/cache?url=/',
    '/outbox',
    '/jobs',
    '/system',
    '/api',
    '/audit',
    '/account',
    '/nowhere',
    '/posts/new',
    `/posts/${body.id}`,
  )
  paths.push('/webhooks', `/webhooks/${hook.id}`, `/webhooks/${hook.id}/deliveries/${delivery?.id}`)
  for (const path of paths) {
    await page.goto(`${site.siteUrl}/admin${path}`)
    if (path.startsWith('/posts/')) await page.locator('.cm-content').waitFor()
    expect([path, await barriersOf(page)]).toEqual([path, []])
  }
  expect(heard.filter((line) => !/status of 404/.test(line))).toEqual([])
})

test('the doors are for everyone, too', async ({ page, site, browser }) => {
  const heard = hear(page)
  const look = async (address: string, title: string | RegExp) => {
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
    expect([address, await barriersOf(page)]).toEqual([address, []])
  }
  await look((await createSetupLink(site.db, site.siteUrl)) ?? '', 'Welcome to Hearth')
  const owner = await browser.newPage()
  await becomeOwner(owner, site)
  await owner.close()
  await look(`${site.siteUrl}/admin/sign-in`, /./)
  const { body } = await site.api('POST', '/users/invitations', { email: 'bea@example.com', role: 'author' })
  await look(body.url, 'You are invited')
  await look(`${site.siteUrl}/admin/setup?token=used`, 'This link does not work any more')
  expect(heard.filter((line) => !/status of 403/.test(line))).toEqual([])
})
