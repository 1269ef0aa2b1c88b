import { formOf, RED_POINT } from '../test/support/pictures.ts'
import { becomeOwner, hear } from './owner.ts'
import { expect, test } from './support.ts'

test('the look is seen before it is saved, and served when it is', async ({ page, site }) => {
  const heard = hear(page)
  await becomeOwner(page, site)
  await site.api('POST', '/posts', { title: 'A post', markdown: 'Some text', status: 'published' })
  await site.flush()
  await page.goto(`${site.siteUrl}/admin/settings/appearance`)
  const shown = page.frameLocator('iframe[title="Preview of the site"]')
  await expect(shown.locator('h1')).toHaveText('Hearth')
  await page.getByLabel('In the middle').check()
  await expect(shown.locator('body')).toHaveClass('header-centred')
  await page.getByLabel('All monospaced').check()
  await page.getByLabel('Stylesheet').fill('h1 { color: rgb(1, 2, 3) } /* </style><script>alert(1)</script> */')
  await expect(shown.locator('h1')).toHaveCSS('color', 'rgb(1, 2, 3)')
  await page.getByRole('button', { name: 'Preview a post' }).click()
  await expect(shown.locator('h1')).toHaveText('A post')
  // Nothing of it is served yet.
  expect((await site.get('/')).text).not.toContain('header-centred')

  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await site.flush()
  await page.goto(`${site.siteUrl}/`)
  await expect(page.locator('body')).toHaveClass('fonts-mono header-centred')
  await expect(page.locator('h1')).toHaveCSS('color', 'rgb(1, 2, 3)')
  expect(await page.locator('script').count()).toBe(1)
  expect(heard).toEqual([])
})

test("the owner's code runs on pages, only there, and nobody else's does", async ({ page, site }) => {
  await becomeOwner(page, site)
  await site.api('POST', '/posts', { title: 'A post', markdown: 'Some text', status: 'published' })
  await page.goto(`${site.siteUrl}/admin/settings/appearance`)
  await page
    .getByLabel('HTML at the end of the page')
    .fill('<p id="own"></p>\n<script>\nown.textContent = document.cookie + "|" + origin\n</script>')
  // In the preview it has no origin, so no cookies and no way into the admin.
  const shown = page.frameLocator('iframe[title="Preview of the site"]')
  await page.getByRole('button', { name: 'Preview home' }).click()
  await expect(shown.locator('script').last()).toBeAttached()
  // It may be loading once more: what was typed is shown a moment later.
  const frame = () => page.frames().find((one) => one.name() === 'site-preview')
  await expect
    .poll(() =>
      frame()
        ?.evaluate(() => origin)
        .catch(String),
    )
    .toBe('null')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('This site runs code of your own')).toBeVisible()
  // The admin's own policy is what it was.
  expect((await page.reload())?.headers()['content-security-policy']).toContain("script-src 'self';")

  // What gets past the sanitiser still does not run.
  await site.db
    .sql`update post set html = html || '<script>document.title = "broken"</script><img src=x onerror="document.title = 1">'`
  await site.flush()
  const answer = await page.goto(`${site.siteUrl}/posts/a-post`)
  expect(answer?.headers()['content-security-policy']).toContain("'sha256-")
  await expect(page.locator('#own')).toHaveText(`|${site.siteUrl}`)
  expect(await page.title()).toBe('A post – Hearth')
})

test('a pattern of addresses, a language and robots.txt say what they do', async ({ page, site }) => {
  const heard = hear(page)
  await becomeOwner(page, site)
  const post = { title: 'A post', status: 'published', publishedAt: '2024-05-06T12:00:00Z' }
  await site.api('POST', '/posts', post)
  await page.goto(`${site.siteUrl}/admin/settings/place`)
  await page.getByLabel('Language').fill('de')
  await page.getByLabel('Time zone').fill('Europe/Vienna')
  await expect(page.locator('[data-sample]')).toHaveText(/tag, .* um \d\d:\d\d/)
  await page.getByLabel('Addresses of posts').fill('/{yyyy}/{mm}/{slug}')
  await page.getByRole('button', { name: 'What would change?' }).click()
  await expect(page.getByText('/2024/05/a-post')).toBeVisible()
  expect((await site.get('/posts/a-post')).status).toBe(200)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await site.flush()
  expect((await site.get('/posts/a-post')).headers.get('location')).toBe('/2024/05/a-post')

  await page.goto(`${site.siteUrl}/admin/settings/crawlers`)
  await page.getByLabel('May read the site to train models').uncheck()
  await expect(page.locator('#robots')).toContainText('User-agent: GPTBot')
  expect((await site.get('/robots.txt')).text).not.toContain('GPTBot')
  await page.getByLabel('Further lines').fill('Nonsense')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(/line 1: must be a field/)).toBeVisible()
  await page.getByLabel('Further lines').fill('User-agent: Foo\nDisallow: /private')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await site.flush()
  expect((await site.get('/robots.txt')).text).toMatch(/User-agent: GPTBot\n[\s\S]*Disallow: \/\n\nUser-agent: Foo/)
  expect(heard.filter((line) => !/status of 422/.test(line))).toEqual([])
})

test('logo and social picture are chosen from the library', async ({ page, site }) => {
  const heard = hear(page)
  await becomeOwner(page, site)
  const { body: picture } = await site.api('POST', '/media', formOf(RED_POINT, 'point.png'))
  await page.goto(`${site.siteUrl}/admin/settings`)
  await page.getByRole('button', { name: 'Choose a picture' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'point.png' }).click()
  await expect(page.getByLabel('Logo')).toHaveValue(picture.url)
  await expect(page.locator('[data-chosen=logoUrl]')).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await site.flush()
  expect((await site.get('/')).text).toContain(`<img src="${picture.url}" alt="Hearth" height="40"/>`)
  expect(heard).toEqual([])
})
