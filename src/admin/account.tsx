/** What somebody can change about their own account; nobody else can, so it is not in the API. */
import { renderSVG } from 'uqr'
import { AccountPage, RecoveryCodesPage, SecondFactorPage } from '../../templates/admin/account.tsx'
import {
  AccountError,
  changePassword,
  checkPassword,
  disableSecondFactor,
  enableSecondFactor,
  endSession,
  listPasskeys,
  listSessions,
  MIN_PASSWORD_LENGTH,
  newSecondFactor,
  passkeyRegistration,
  recoveryCodesLeft,
  registerPasskey,
  removePasskey,
} from '../auth/index.ts'
import { audit } from '../content/index.ts'
import { inWriteTransaction, type WriteTransaction } from '../db/index.ts'
import type { Admin, AdminContext } from './env.ts'
import { textField } from './form.ts'
import { framed } from './frame.tsx'

const HOME = '/admin/account'

export function accountRoutes(admin: Admin): void {
  admin.get('/account', (c) => page(c))
  admin.post('/account/password', async (c) => {
    const form = await c.req.parseBody()
    const { account, session } = c.var.signedIn
    if (!(await isOwnPassword(c, textField(form, 'current')))) return page(c, { current: 'This is not your password.' })
    try {
      await change(c, 'user.password', (tx) => changePassword(tx, account.id, textField(form, 'password'), session.id))
    } catch (error) {
      if (!(error instanceof AccountError)) throw error
      return page(c, { [error.field]: error.message })
    }
    return c.redirect(`${HOME}?done=Your+password+is+changed.`, 303)
  })
  admin.post('/account/second-factor', async (c) => {
    const { account } = c.var.signedIn
    const { title } = await c.var.deps.readSiteSettings()
    return secondFactorPage(c, newSecondFactor(title, account.email))
  })
  admin.post('/account/second-factor/on', async (c) => {
    const form = await c.req.parseBody()
    const { account } = c.var.signedIn
    const secret = textField(form, 'secret')
    if (!/^[A-Z2-7]{32}$/.test(secret)) return c.redirect(HOME, 303)
    const codes = await change(c, 'user.second-factor-on', (tx) =>
      enableSecondFactor(tx, account.id, secret, textField(form, 'code')),
    )
    if (codes) return framed(c, { title: 'Recovery codes' }, <RecoveryCodesPage codes={codes} />)
    const uri = `otpauth://totp/Hearth:${encodeURIComponent(account.email)}?secret=${secret}&issuer=Hearth`
    return secondFactorPage(c, { secret, uri }, 'This is not the code that the app shows now.')
  })
  admin.post('/account/second-factor/off', async (c) => {
    const form = await c.req.parseBody()
    if (!(await isOwnPassword(c, textField(form, 'factorPassword'))))
      return page(c, { factorPassword: 'This is not your password.' })
    await change(c, 'user.second-factor-off', (tx) => disableSecondFactor(tx, c.var.signedIn.account.id))
    return c.redirect(`${HOME}?done=The+authenticator+app+is+off.`, 303)
  })
  admin.post('/account/passkeys/options', async (c) =>
    c.json(await passkeyRegistration(c.var.deps.db.drizzle, c.var.signedIn.account, c.var.deps.siteUrl)),
  )
  admin.post('/account/passkeys', async (c) => {
    const { response, name } = await c.req.json<{ response?: unknown; name?: unknown }>().catch(() => ({}) as never)
    const { account } = c.var.signedIn
    const label = (typeof name === 'string' && name.trim().slice(0, 100)) || 'Passkey'
    const isAdded = await change(c, 'user.passkey-add', (tx) =>
      registerPasskey(tx, account, c.var.deps.siteUrl, label, response),
    )
    return isAdded ? c.json({}, 201) : c.json({ detail: 'This passkey could not be added; try again.' }, 422)
  })
  admin.post('/account/passkeys/remove', async (c) => {
    const id = textField(await c.req.parseBody(), 'id')
    await change(c, 'user.passkey-remove', (tx) => removePasskey(tx, c.var.signedIn.account.id, id))
    return c.redirect(`${HOME}?done=The+passkey+is+removed.`, 303)
  })
  admin.post('/account/sessions/:id{\\d+}/end', async (c) => {
    await endSession(c.var.deps.db.drizzle, c.var.signedIn.account.id, Number(c.req.param('id')))
    return c.redirect(`${HOME}?done=Signed+out+there.`, 303)
  })
}

async function page(c: AdminContext, errors?: Record<string, string>) {
  const { account, session } = c.var.signedIn
  const { drizzle } = c.var.deps.db
  const content = (
    <AccountPage
      account={account}
      recoveryCodesLeft={await recoveryCodesLeft(drizzle, account.id)}
      passkeys={await listPasskeys(drizzle, account.id)}
      sessions={await listSessions(drizzle, account.id)}
      currentSession={session.id}
      minPasswordLength={MIN_PASSWORD_LENGTH}
      {...(errors && { errors })}
    />
  )
  return framed(c, { title: 'Your account', scripts: ['account.js'], ...(errors && { status: 422 }) }, content)
}

function secondFactorPage(c: AdminContext, { secret, uri }: { secret: string; uri: string }, problem?: string) {
  const content = <SecondFactorPage secret={secret} qrSvg={renderSVG(uri)} problem={problem} />
  return framed(c, { title: 'Authenticator app', ...(problem && { status: 422 }) }, content)
}

async function isOwnPassword(c: AdminContext, password: string): Promise<boolean> {
  const { account } = c.var.signedIn
  if (c.var.attempts.take(c, `own:${account.id}`) > 0) return false
  return (await checkPassword(c.var.deps.db.drizzle, account.email, password)) !== undefined
}

async function change<T>(c: AdminContext, action: string, work: (tx: WriteTransaction) => Promise<T>): Promise<T> {
  const actor = `user:${c.var.signedIn.account.email}`
  const { value } = await inWriteTransaction(c.var.deps.db, actor, async (tx) => {
    const done = await work(tx)
    if (done !== undefined && done !== false) await audit(tx, action, actor)
    return done
  })
  return value
}
