import { createSetupLink } from '../src/auth/index.ts'
import { expect, test } from './support.ts'

test('the owner sets up an account once, and gets a key that works', async ({ page, site }) => {
  const link = (await createSetupLink(site.db, site.localUrl)) ?? ''
  await page.goto(link)
  await page.getByLabel('Your name').fill('Ann Owner')
  await page.getByLabel('E-mail address').fill('ann@example.com')
  await page.getByLabel('Password').fill('short')
  await page.evaluate(() => document.querySelector('form')?.setAttribute('novalidate', ''))
  await page.getByRole('button').click()
  // The password was too short: said beside it, and what was typed is still there.
  await expect(page.getByRole('alert')).toContainText('at least 12')
  await expect(page.getByLabel('E-mail address')).toHaveValue('ann@example.com')
  await page.getByLabel('Password').fill('a sentence is a good password')
  await page.getByRole('button').click()
  await expect(page.getByRole('heading')).toHaveText('Ready, Ann Owner')
  const key = (await page.locator('pre').first().innerText()).trim()
  const answer = await page.request.get(`${site.localUrl}/api/v1/posts`, {
    headers: { Authorization: `Bearer ${key}` },
  })
  expect(answer.status()).toBe(200)

  expect((await page.goto(link))?.status()).toBe(403)
  expect(await createSetupLink(site.db, site.localUrl)).toBeUndefined()
})
