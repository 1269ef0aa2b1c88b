/** Somebody makes a webhook in the admin, and follows what comes of it. */
import { isSignedWith, Receiver } from '../test/webhooks/receiver.ts'
import { becomeOwner, hear } from './owner.ts'
import { test as base, expect } from './support.ts'

const test = base.extend<{ receiver: Receiver }>({
  env: { WEBHOOKS_ALLOW_PRIVATE: 'true' },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from the pattern
  receiver: async ({}, use) => {
    const receiver = await Receiver.start()
    await use(receiver)
    await receiver.stop()
  },
})

test('a webhook is made, tested, told, fails, is told again, paused and removed', async ({ page, site, receiver }) => {
  const heard = hear(page)
  page.on('dialog', (dialog) => dialog.accept())
  await becomeOwner(page, site)
  await page.getByRole('link', { name: 'Webhooks' }).click()

  // What is refused is said beside its field, and what was typed stays.
  await page.getByLabel('Address').fill('https://me:secret@example.com/')
  await page.getByLabel('Name').fill('Chat')
  await page.getByRole('button', { name: 'Make it' }).click()
  await expect(page.getByRole('alert')).toContainText('must have no user name or password')
  await expect(page.getByLabel('Name')).toHaveValue('Chat')
  await page.getByLabel('Address').fill(receiver.url)
  await page.getByRole('button', { name: 'Make it' }).click()
  const secret = await page.getByLabel('This is its secret').inputValue()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Chat')

  receiver.reply = () => ({ status: 200, body: '<script>alert(1)</script>' })
  await page.getByRole('button', { name: 'Send a test' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('webhook.test: A test')
  await expect(page.getByText('arrived', { exact: true })).toBeVisible()
  await expect(page.getByText('<script>alert(1)</script>')).toBeVisible()
  await expect(page.getByText('whsec_')).toHaveCount(0)
  expect(receiver.received.every((one) => isSignedWith(secret, one))).toBe(true)

  // It listens to published posts, as was ticked; the receiver has trouble.
  receiver.reply = () => ({ status: 500, body: 'Out of paper' })
  await site.api('POST', '/posts', { title: 'A walk', status: 'published', tags: ['walks'] })
  await expect.poll(() => receiver.types).toEqual(['webhook.test', 'post.published'])
  await page.getByRole('link', { name: 'Chat' }).click()
  await expect(page.getByRole('alert')).toContainText('Nothing has arrived since')
  await page.getByRole('link', { name: 'A walk' }).click()
  await expect(page.getByText('on its way')).toBeVisible()
  await expect(page.getByText('Out of paper')).toBeVisible()
  await expect(page.getByText('"slug": "a-walk"')).toBeVisible()
  receiver.reply = () => ({ status: 200 })
  await page.getByRole('button', { name: 'Send again' }).click()
  await expect(page.getByText('arrived', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Chat' }).click()
  await expect(page.getByRole('alert')).toHaveCount(0)

  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByRole('alert')).toContainText('It is paused')
  await page.getByRole('button', { name: 'Resume' }).click()
  await page.getByText('Address and events').click()
  await page.getByLabel('Everything, also kinds of events to come').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Secret, and removing it').click()
  await page.getByRole('button', { name: 'Make a new secret' }).click()
  expect(await page.getByLabel('The new secret').inputValue()).not.toBe(secret)
  await page.getByText('Secret, and removing it').click()
  await page.getByRole('button', { name: 'Remove this webhook' }).click()
  await expect(page.getByText('Nobody is told yet.')).toBeVisible()
  // The browser says so when a form is refused; that one was meant to be.
  expect(heard.filter((line) => !/status of 422/.test(line))).toEqual([])
})
