import { becomeOwner, hear } from './owner.ts'
import { expect, test } from './support.ts'

test('a reader is counted, a missing address is redirected by a click', async ({ page, site, browser }) => {
  const heard = hear(page)
  await becomeOwner(page, site)
  await site.api('POST', '/posts', { title: 'A walk in the woods', status: 'published' })
  await site.api('POST', '/posts', { title: 'On gardens', status: 'published' })
  await site.flush()
  // A real browser, which says so, on a phone; one that says that it is a robot is not counted.
  const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'
  const reader = await (await browser.newContext({ userAgent })).newPage()
  await reader.goto(`${site.siteUrl}/posts/a-walk-in-the-woods`)
  await reader.goto(`${site.siteUrl}/posts/a-walk-in-the-woods`)
  await reader.goto(`${site.siteUrl}/blog/walk-in-the-woods.html`)
  await reader.goto(`${site.siteUrl}/somewhere/else`)
  // Whoever works on the site is not.
  await page.goto(`${site.siteUrl}/posts/a-walk-in-the-woods`)

  await page.goto(`${site.siteUrl}/admin`)
  await expect(page.getByRole('img', { name: 'Views by day' })).toBeVisible()
  await expect(page.locator('.view-figures dd').first()).toHaveText('2')
  await page.getByRole('link', { name: '2 addresses were not found' }).click()
  await page.getByRole('button', { name: 'Redirect to “A walk in the woods”' }).click()
  await expect(page.getByRole('status')).toContainText('leads there now')
  await expect(page.getByRole('heading', { name: '/blog/walk-in-the-woods.html' })).toHaveCount(0)
  await reader.goto(`${site.siteUrl}/blog/walk-in-the-woods.html`)
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText('A walk in the woods')

  // Words find a post to choose.
  const target = page.getByLabel('Where /somewhere/else is to lead')
  await target.fill('gardens')
  await expect(page.locator('#targets option')).toHaveCount(1)
  await expect(page.locator('#targets option')).toHaveAttribute('value', '/posts/on-gardens')
  await target.fill('/posts/on-gardens')
  await target.press('Enter')
  await expect(page.getByText('Nothing is missing')).toBeVisible()
  expect(heard).toEqual([])
})

test('the calendar by keys: months, days, a post on a day', async ({ page, site }) => {
  const heard = hear(page)
  await becomeOwner(page, site)
  await site.api('PATCH', '/settings', { timeZone: 'Europe/Vienna' })
  await site.api('POST', '/posts', { title: 'In spring', status: 'published', publishedAt: '2099-03-29T07:00:00Z' })
  await page.goto(`${site.siteUrl}/admin/calendar?month=2099-02`)
  await page.keyboard.press('PageDown')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('March 2099')
  await expect(page.getByRole('link', { name: '09:00 In spring scheduled' })).toBeVisible()
  await page.getByRole('link', { name: 'New post on Sunday 29 March' }).focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByRole('link', { name: 'New post on Saturday 21 March' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('#publishedAt')).toHaveValue('2099-03-21T09:00')
  await page.locator('.cm-content').waitFor()
  await page.getByRole('textbox', { name: 'Title' }).first().fill('The first day')
  await page.getByRole('button', { name: 'Schedule', exact: true }).click()
  await expect(page.locator('[data-status]')).toHaveText('scheduled')
  await page.goto(`${site.siteUrl}/admin/calendar?month=2099-03`)
  await expect(page.getByRole('link', { name: '09:00 The first day scheduled' })).toBeVisible()
  // On a phone it is a list of days.
  await page.setViewportSize({ width: 390, height: 800 })
  await expect(page.getByRole('link', { name: '09:00 The first day scheduled' })).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await page.keyboard.press('Home')
  await expect(page).toHaveURL(`${site.siteUrl}/admin/calendar`)
  expect(heard).toEqual([])
})
