import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import { createSetupLink } from '../src/auth/index.ts'
import type { TestServer } from '../test/support/server.ts'
import { expect, test } from './support.ts'

const PASSWORD = 'a sentence is a good password'
/** A red point. */
const PICTURE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

/** What a page says in the console, and what its policy refused; empty at the end. */
function listen(page: Page): string[] {
  const heard: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') heard.push(message.text())
  })
  page.on('pageerror', (error) => heard.push(error.message))
  return heard
}

async function setUp(page: Page, site: TestServer): Promise<void> {
  await page.goto((await createSetupLink(site.db, site.siteUrl)) ?? '')
  await page.getByLabel('Your name').fill('Ann Owner')
  await page.getByLabel('E-mail address').fill('ann@example.com')
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Make the account' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello, Ann Owner')
}

async function signInBy(page: Page, site: TestServer): Promise<void> {
  await page.goto(`${site.siteUrl}/admin/sign-in`)
  await page.getByLabel('E-mail address').fill('ann@example.com')
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

test('somebody writes: picture, preview, schedule, publish, conflict, earlier version, bin, undo', async ({
  page,
  site,
  browser,
}) => {
  const heard = listen(page)
  await setUp(page, site)
  await page.getByRole('link', { name: 'Write a post' }).click()
  const title = page.getByRole('textbox', { name: 'Title' }).first()
  const text = page.locator('.cm-content')
  const state = page.locator('[data-save-state]')
  await text.waitFor()
  await title.fill('A walk')
  await title.press('Enter')
  await page.keyboard.type('We went **far**.')
  await page.keyboard.press('Enter')
  // The preview is the site's own page, and follows.
  const preview = page.frameLocator('iframe[title=Preview]')
  await expect(preview.locator('.prose strong')).toHaveText('far')
  await expect(preview.locator('h1')).toHaveText('A walk')

  // A picture is pasted, described, and in the text.
  await text.evaluate((element, base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
    const data = new DataTransfer()
    data.items.add(new File([bytes], 'point.png', { type: 'image/png' }))
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, PICTURE)
  await page.getByLabel('For readers who cannot see it').fill('A red point')
  await page.keyboard.press('Enter')
  await expect(text).toContainText('![A red point](/media/')
  await expect(preview.locator('.prose img')).toHaveAttribute('alt', 'A red point')
  await expect(state).toContainText('Kept at')

  // What would change, then a date to come.
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByLabel('Tags').fill('Walks')
  await page.getByLabel('Publish at').fill('2099-05-01T09:00')
  await page.getByRole('button', { name: 'Schedule', exact: true }).click()
  await expect(page.locator('[data-status]')).toHaveText('scheduled')
  await page.getByRole('button', { name: 'What would change?' }).click()
  await expect(page.getByRole('dialog')).toContainText('/posts/a-walk')
  await page.keyboard.press('Escape')
  expect((await page.request.get(`${site.siteUrl}/posts/a-walk`)).status()).toBe(404)

  await page.getByLabel('Publish at').fill('2020-05-01T09:00')
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await expect(state).toContainText(/Live at .*pages updated/)
  const reader = await (await browser.newContext()).newPage()
  await reader.goto(`${site.siteUrl}/posts/a-walk`)
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText('A walk')
  await expect(reader.getByAltText('A red point')).toBeVisible()

  // Somebody else saves the same post.
  const other = await (await browser.newContext()).newPage()
  await signInBy(other, site)
  await other.goto(page.url())
  await other.locator('.cm-content').click()
  await other.keyboard.press('Control+End')
  await other.keyboard.type(' Theirs.')
  await other.getByRole('button', { name: 'Update' }).click()
  await expect(other.locator('[data-save-state]')).toContainText('Live at')
  await text.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' Mine.')
  await page.keyboard.press('Control+s')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Somebody else saved')
  await expect(dialog.locator('del')).toContainText('Theirs')
  await expect(dialog.locator('ins')).toContainText('Mine')
  await dialog.getByRole('button', { name: 'Keep mine' }).click()
  await expect(state).toContainText('Live at')
  await reader.reload()
  await expect(reader.locator('.prose')).toContainText('Mine.')

  // Theirs is an earlier version, and comes back.
  await page.getByText('Earlier versions').click()
  await page.locator('[data-revision-list]').getByRole('button').nth(1).click()
  await dialog.getByRole('button', { name: 'Bring it back' }).click()
  await expect(text).toContainText('Theirs.')
  await page.keyboard.press('Control+s')
  await expect(state).toContainText('Live at')
  await reader.reload()
  await expect(reader.locator('.prose')).toContainText('Theirs.')

  // Deleted, and taken back.
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('It is in the bin')).toBeVisible()
  expect((await reader.request.get(`${site.siteUrl}/posts/a-walk`)).status()).toBe(410)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(title).toHaveValue('A walk')
  expect((await reader.request.get(`${site.siteUrl}/posts/a-walk`)).status()).toBe(200)
  // The browser says so when a request is refused; those that were meant to be are.
  expect(heard.filter((line) => !/status of 409/.test(line))).toEqual([])
})

test('nothing typed is lost: the browser is closed, the session ends, the connection breaks', async ({
  page,
  site,
  context,
}) => {
  await setUp(page, site)
  await page.goto(`${site.siteUrl}/admin/posts/new`)
  const title = page.getByRole('textbox', { name: 'Title' }).first()
  const state = page.locator('[data-save-state]')
  await title.fill('Half a thought')
  await page.locator('.cm-content').click()
  await page.keyboard.type('and a half.')
  await expect(state).toContainText('Kept at')
  const address = page.url()
  await page.close({ runBeforeUnload: false })

  // Another browser has it, too: it was kept on the server.
  const again = await context.newPage()
  await again.goto(address)
  await again.evaluate(() => localStorage.clear())
  await again.reload()
  await again.getByRole('button', { name: 'Bring it back' }).click()
  await expect(again.locator('.cm-content')).toHaveText('and a half.')

  // The session ends: the text stays, and is saved after signing in elsewhere.
  await site.db.sql`delete from session`
  await again.keyboard.press('Control+s')
  await expect(again.getByRole('dialog')).toContainText('You are signed out')
  await again.getByRole('button', { name: 'Later' }).click()
  const elsewhere = await context.newPage()
  await signInBy(elsewhere, site)
  await expect(elsewhere.getByRole('heading', { level: 1 })).toHaveText('Hello, Ann Owner')
  await again.bringToFront()
  await again.keyboard.press('Control+s')
  await expect(again.locator('[data-save-state]')).toContainText('Saved at')

  // No connection: it says so, keeps the text, and saves when there is one again.
  await context.setOffline(true)
  await again.locator('.cm-content').click()
  await again.keyboard.press('Control+End')
  await again.keyboard.type(' More.')
  await expect(again.locator('[data-save-state]')).toContainText('No connection')
  await context.setOffline(false)
  await again.keyboard.press('Control+s')
  await expect(again.locator('[data-save-state]')).toContainText('Saved at')
  const { body } = await site.api('GET', '/posts?q=Half')
  expect(body.items[0]).toMatchObject({ title: 'Half a thought', markdown: 'and a half. More.' })
})

test('signing in by passkey, and by a code', async ({ page, site, context }) => {
  await setUp(page, site)
  const devtools = await context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
  await page.goto(`${site.siteUrl}/admin/account`)
  await page.getByLabel('Name of this device').fill('My laptop')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByText('The passkey is added.')).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).first().click()
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello, Ann Owner')

  await page.goto(`${site.siteUrl}/admin/account`)
  await page.getByRole('button', { name: 'Set it up' }).click()
  const secret = await page.locator('code').innerText()
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  await page.getByRole('textbox', { name: 'Code' }).fill(totp.generate({ timestamp: Date.now() - 30_000 }))
  await page.getByRole('button', { name: 'Turn it on' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your recovery codes')
  await page.goto(`${site.siteUrl}/admin/account`)
  await page.locator('nav').getByRole('button', { name: 'Sign out' }).click()
  await signInBy(page, site)
  await page.getByLabel('Code').fill(totp.generate())
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello, Ann Owner')
})

test('every page of the admin is for everyone: axe, phone, dark, no error', async ({ page, site }) => {
  const heard = listen(page)
  await setUp(page, site)
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
  const form = new FormData()
  form.set('file', new File([Buffer.from(PICTURE, 'base64')], 'point.png'))
  const { body: media } = await site.api('POST', '/media', form)
  // Something to look at on the overview, and a suggestion.
  await site.get('/', { 'User-Agent': 'Mozilla/5.0 Firefox/145.0', Referer: 'https://news.example/' })
  await site.get('/blog/a-post')
  await site.flush()
  await page.setViewportSize({ width: 390, height: 800 })
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
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.goto(`${site.siteUrl}/admin${path}`)
      if (path.startsWith('/posts/')) await page.locator('.cm-content').waitFor()
      // What is inside the frame is a page of the site, looked at elsewhere.
      const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze()
      expect([path, colorScheme, violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)]).toEqual([
        path,
        colorScheme,
        [],
      ])
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect([path, Math.max(0, overflow)]).toEqual([path, 0])
  }
  expect(heard.filter((line) => !/status of 404/.test(line))).toEqual([])
})

test('the doors are for everyone, too', async ({ page, site, browser }) => {
  const heard = listen(page)
  const look = async (address: string, title: string | RegExp) => {
    await page.setViewportSize({ width: 390, height: 800 })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.goto(address)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect([address, violations.map(({ id }) => id)]).toEqual([address, []])
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect([address, Math.max(0, overflow)]).toEqual([address, 0])
  }
  await look((await createSetupLink(site.db, site.siteUrl)) ?? '', 'Welcome to Hearth')
  const owner = await browser.newPage()
  await setUp(owner, site)
  await owner.close()
  await look(`${site.siteUrl}/admin/sign-in`, /./)
  const { body } = await site.api('POST', '/users/invitations', { email: 'bea@example.com', role: 'author' })
  await look(body.url, 'You are invited')
  await look(`${site.siteUrl}/admin/setup?token=used`, 'This link does not work any more')
  expect(heard.filter((line) => !/status of 403/.test(line))).toEqual([])
})

test('the keyboard is enough', async ({ page, site }) => {
  await setUp(page, site)
  await page.goto(`${site.siteUrl}/admin/posts/new`)
  await expect(page.getByRole('textbox', { name: 'Title' }).first()).toBeFocused()
  await page.keyboard.type('By keys')
  await page.keyboard.press('Enter')
  await page.keyboard.type('one ')
  await page.keyboard.press('Control+b')
  await page.keyboard.type('two')
  await expect(page.locator('.cm-content')).toContainText('one **two**')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('https://example.com/')
  await page.keyboard.press('Enter')
  await expect(page.locator('.cm-content')).toContainText('](https://example.com/)')
  await page.keyboard.press('Control+.')
  await expect(page.getByRole('complementary', { name: 'Settings' })).toBeVisible()
  await page.keyboard.press('Control+s')
  await expect(page.locator('[data-save-state]')).toContainText('Saved at')
})
