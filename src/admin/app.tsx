/** The admin's pages: for now the making of the owner's account. */
import { type Context, Hono } from 'hono'
import { AdminHomePage, AdminMessagePage, SetupDonePage, SetupPage } from '../../templates/admin/setup.tsx'
import {
  AccountError,
  createAccount,
  createApiKey,
  hasOwner,
  isSetupToken,
  MIN_PASSWORD_LENGTH,
  useSetupToken,
} from '../auth/index.ts'
import { type Database, inWriteTransaction } from '../db/index.ts'

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** The token was used by somebody else meanwhile; rolls the account back. */
class TokenUsedError extends Error {}

export function createAdmin({ db, siteUrl }: { readonly db: Database; readonly siteUrl: string }): Hono {
  const admin = new Hono()
  admin.use(async (c, next) => {
    c.header('Content-Security-Policy', POLICY)
    c.header('Cache-Control', 'no-store')
    c.header('Referrer-Policy', 'no-referrer')
    c.header('X-Content-Type-Options', 'nosniff')
    await next()
  })

  admin.get('/', async (c) => c.html(<AdminHomePage isSetUp={await hasOwner(db)} />))

  admin.get('/setup', async (c) => {
    const token = c.req.query('token') ?? ''
    if (!(await isSetupToken(db, token))) return invalidLink(c)
    return c.html(<SetupPage token={token} values={{ name: '', email: '' }} minPasswordLength={MIN_PASSWORD_LENGTH} />)
  })

  admin.post('/setup', async (c) => {
    if (!isSameOrigin(c))
      return c.html(<AdminMessagePage title="Not allowed" text="This form was sent from another site." />, 403)
    const form = await c.req.parseBody()
    const text = (name: string) => (typeof form[name] === 'string' ? form[name] : '')
    const values = { name: text('name'), email: text('email') }
    const token = text('token')
    if (!(await isSetupToken(db, token))) return invalidLink(c)
    try {
      const { value } = await inWriteTransaction(db, 'setup', async (tx) => {
        await createAccount(tx, { ...values, password: text('password'), role: 'owner' })
        if (!(await useSetupToken(tx, token))) throw new TokenUsedError()
        return createApiKey(tx, { name: `${values.name.trim()} (set-up)`, scopes: ['*'] })
      })
      return c.html(<SetupDonePage name={values.name.trim()} apiKey={value.key} siteUrl={siteUrl} />)
    } catch (error) {
      if (error instanceof TokenUsedError) return invalidLink(c)
      if (!(error instanceof AccountError)) throw error
      const { field, message } = error
      return c.html(
        <SetupPage token={token} values={values} error={{ field, message }} minPasswordLength={MIN_PASSWORD_LENGTH} />,
        422,
      )
    }
  })
  admin.all('*', (c) => c.html(<AdminMessagePage title="Not found" text="There is no such page in the admin." />, 404))
  return admin
}

function invalidLink(c: Context) {
  return c.html(
    <AdminMessagePage
      title="This link does not work any more"
      text="It was used, or is more than a day old. Start the server again: while there is no owner, it prints a new one."
    />,
    403,
  )
}

/** Browsers say where a form comes from; what says nothing is no browser, and has no session to abuse. */
function isSameOrigin(c: Context): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = c.req.header('origin')
  return origin === undefined || new URL(origin).host === c.req.header('host')
}
