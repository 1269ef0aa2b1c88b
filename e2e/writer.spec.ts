/** Somebody writes, and nothing of it is lost. */
import { RED_POINT } from '../test/support/pictures.ts'
import { becomeOwner, hear, signIn } from './owner.ts'
import { expect, test } from './support.ts'

test('somebody writes: picture, preview, schedule, publish, conflict, earlier version, bin, undo', async ({
  page,
  site,
  browser,
}) => {
  const heard = hear(page)
  await becomeOwner(page, site)
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
  }, RED_POINT.toString('base64'))
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
  await signIn(other, site.siteUrl)
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
  await becomeOwner(page, site)
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
  await signIn(elsewhere, site.siteUrl)
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
