/** Somebody who has just set up the site, and what their browser says. */
import type { Page } from '@playwright/test'
import { createSetupLink } from '../src/auth/index.ts'
import type { TestServer } from '../test/support/server.ts'
import { expect } from './support.ts'

const EMAIL = 'ann@example.com'
export const PASSWORD = 'a sentence is a good password'

export async function becomeOwner(page: Page, site: TestServer): Promise<void> {
  await page.goto((await createSetupLink(site.db, site.siteUrl)) ?? '')
  await page.getByLabel('Your name').fill('Ann Owner')
  await page.getByLabel('E-mail address').fill(EMAIL)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Make the account' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello, Ann Owner')
}

/** Fills in the form, in another browser or later on. */
export async function signIn(page: Page, siteUrl: string): Promise<void> {
  await page.goto(`${siteUrl}/admin/sign-in`)
  await page.getByLabel('E-mail address').fill(EMAIL)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** What a page says in the console, and what its policy refused; to be empty at the end. */
export function hear(page: Page): string[] {
  const heard: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') heard.push(message.text())
  })
  page.on('pageerror', (error) => heard.push(error.message))
  return heard
}
