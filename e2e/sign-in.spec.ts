import { Secret, TOTP } from 'otpauth'
import { becomeOwner, signIn } from './owner.ts'
import { expect, test } from './support.ts'

test('signing in by passkey, and by a code', async ({ page, site, context }) => {
  await becomeOwner(page, site)
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
  await signIn(page, site.siteUrl)
  await page.getByLabel('Code').fill(totp.generate())
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello, Ann Owner')
})
