/** The lists of the admin, by mouse, by touch and by keys. */
import type { Page } from '@playwright/test'
import { createAccount } from '../src/auth/index.ts'
import { inWriteTransaction } from '../src/db/index.ts'
import type { TestServer } from '../test/support/server.ts'
import { expect, test } from './support.ts'

const PASSWORD = 'a sentence is a good password'

async function signIn(page: Page, site: TestServer): Promise<void> {
  await inWriteTransaction(site.db, 'test', (tx) =>
    createAccount(tx, { email: 'ann@example.com', name: 'Ann Owner', password: PASSWORD, role: 'owner' }),
  )
  await page.goto(`${site.siteUrl}/admin/sign-in`)
  await page.getByLabel('E-mail address').fill('ann@example.com')
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello, Ann Owner')
}

/** A picture of one point; each colour is another file. */
function picture(name: string, red: number) {
  const buffer = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
  buffer[13] = red
  return { name, mimeType: 'image/gif', buffer }
}

test('redirects: a file is looked at and imported, an address tried, several deleted', async ({ page, site }) => {
  await signIn(page, site)
  await page.goto(`${site.siteUrl}/admin/redirects/import`)
  await page.getByLabel('Text').fill('/a /archive\n/b /a 302\n/c /x y z')
  await page.getByRole('button', { name: 'Look at it first' }).click()
  await expect(page.getByText('Conditions are not taken: y z.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Import' })).toHaveCount(0)
  await page.getByLabel('Text').fill('/a /archive\n/b /a 302')
  await page.getByRole('button', { name: 'Look again' }).click()
  await expect(page.getByText('2 pages will change.')).toBeVisible()
  await page.getByRole('button', { name: 'Import 2' }).click()
  await expect(page.getByText('Imported: 2 new, 0 changed.')).toBeVisible()

  await page.getByLabel('Where does an address lead?').fill('/b')
  await page.keyboard.press('Enter')
  await expect(page.locator('.steps li')).toHaveCount(3)
  await expect(page.getByText('A page is there.')).toBeVisible()
  await page.getByLabel('Where does an address lead?').fill('/nothing"><script>alert(1)</script>')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Make a redirect' }).click()
  await expect(page.getByLabel('From').first()).toHaveValue(/nothing/)

  await page.goto(`${site.siteUrl}/admin/redirects`)
  await expect(page.getByRole('button', { name: 'Delete', exact: true }).first()).toBeDisabled()
  await page.getByLabel('Select all').check()
  await expect(page.getByText('2 selected')).toBeVisible()
  await page.locator('#bulk').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('2 pages will change.')).toBeVisible()
  await page.getByRole('button', { name: 'Delete 2 redirects' }).click()
  await expect(page.getByText('No redirects.')).toBeVisible()
})

test('media: several are uploaded, found by keys, described, replaced with a look first, and deleted', async ({
  page,
  site,
}) => {
  await signIn(page, site)
  await page.goto(`${site.siteUrl}/admin/media`)
  const refused = { name: 'program.exe', mimeType: 'application/octet-stream', buffer: Buffer.from([0, 1, 2, 3]) }
  await page.getByLabel('Upload files').setInputFiles([picture('boat.gif', 1), refused])
  await expect(page.locator('.uploads')).toContainText('"program.exe" is no picture')
  await page.getByLabel('Upload files').setInputFiles([picture('pier.gif', 2), picture('sea.gif', 3)])
  await expect(page.getByText('2 uploaded.')).toBeVisible()

  const tiles = page.locator('a.tile')
  await expect(tiles).toHaveCount(3)
  await tiles.first().focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(tiles.nth(2)).toBeFocused()
  await page.keyboard.press('Space')
  await expect(page.getByText('1 selected')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('boat.gif')
  await page.getByLabel('What it shows').fill('A boat "><img src=x onerror=alert(1)>')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  const address = new URL(await page.getByLabel('Address').inputValue()).pathname
  await page.getByRole('button', { name: 'Copy' }).click()
  await expect(page.getByRole('button', { name: /Copied|Ctrl/ })).toBeVisible()

  await site.api('POST', '/posts', { title: 'At sea', status: 'published', markdown: `![Boat](${address})` })
  await site.flush()
  await page.reload()
  await expect(page.getByRole('link', { name: 'At sea' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Delete' })).toHaveCount(0)
  await page.getByLabel('File', { exact: true }).setInputFiles(picture('ship.gif', 4))
  await expect(page.locator('[data-replace-preview]')).toContainText('/posts/at-sea')
  await page.getByRole('button', { name: 'Replace' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('ship.gif')
  await site.flush()
  expect((await site.get('/posts/at-sea')).text).not.toContain(address)

  await page.goto(`${site.siteUrl}/admin/media?used=false`)
  await expect(tiles).toHaveCount(2)
  await page.getByLabel('All', { exact: true }).check()
  await page.locator('#bulk').getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Delete 2 files' }).click()
  await expect(page.getByText('2 deleted.')).toBeVisible()
})
