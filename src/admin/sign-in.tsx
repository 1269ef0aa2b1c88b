/** The doors: set-up, invitation, password, code, passkey, and out. */
import { getCookie, setCookie } from 'hono/cookie'
import { AccountForm, CodeForm, MessagePage, SignInForm } from '../../templates/admin/sign-in.tsx'
import {
  type Account,
  AccountError,
  acceptInvitation,
  checkPassword,
  createAccount,
  endSession,
  hasOwner,
  MIN_PASSWORD_LENGTH,
  passkeySignIn,
  readHalfSession,
  readInvitation,
  readLink,
  readSession,
  sessionCookieName,
  startSession,
  useLink,
  usePasskey,
  useSecondFactor,
} from '../auth/index.ts'
import { audit, createAuthorNamed } from '../content/index.ts'
import { inWriteTransaction } from '../db/index.ts'
import type { Admin, AdminContext } from './env.ts'
import { textField, textFields } from './form.ts'
import { bare } from './frame.tsx'

/** A link was used by somebody else meanwhile; rolls the account back. */
class LinkUsedError extends Error {}

export function signInRoutes(admin: Admin): void {
  admin.get('/sign-in', async (c) => {
    if (await current(c)) return c.redirect(nextOf(c.req.query('next')), 303)
    if (!(await hasOwner(c.var.deps.db))) return notSetUp(c)
    return signInPage(c, '', c.req.query('next') ?? '')
  })
  admin.post('/sign-in', async (c) => {
    const form = await c.req.parseBody()
    const { email, password, next } = textFields(form, 'email', 'password', 'next')
    const retryAfterS = c.var.attempts.take(c, email)
    if (retryAfterS > 0) return tooMany(c, email, next, retryAfterS)
    const { db } = c.var.deps
    const account = await checkPassword(db.drizzle, email, password)
    if (!account) {
      await note(c, `user:${email.slice(0, 300)}`, 'user.sign-in-refused')
      return signInPage(c, email, next, 'The address or the password is not right.')
    }
    const owesSecondFactor = account.hasSecondFactor
    await signIn(c, account, owesSecondFactor)
    if (owesSecondFactor) return c.redirect(`/admin/sign-in/code?next=${encodeURIComponent(nextOf(next))}`, 303)
    return c.redirect(nextOf(next), 303)
  })
  admin.get('/sign-in/code', async (c) => {
    if (!(await half(c))) return c.redirect('/admin/sign-in', 303)
    return bare(c, { title: 'Sign in' }, <CodeForm next={nextOf(c.req.query('next'))} />)
  })
  admin.post('/sign-in/code', async (c) => {
    const signedIn = await half(c)
    if (!signedIn) return c.redirect('/admin/sign-in', 303)
    const { account, session } = signedIn
    const form = await c.req.parseBody()
    const next = nextOf(textField(form, 'next'))
    const page = (status: 422 | 429, problem: string) =>
      bare(c, { title: 'Sign in', status }, <CodeForm next={next} problem={problem} />)
    const retryAfterS = c.var.attempts.take(c, `code:${account.id}`)
    if (retryAfterS > 0) return page(429, `Too many attempts; try again in ${minutes(retryAfterS)}.`)
    if (!(await useSecondFactor(c.var.deps.db.drizzle, account.id, textField(form, 'code')))) {
      await note(c, `user:${account.email}`, 'user.sign-in-refused', { factor: 2 })
      return page(422, 'This code is not right, or was used already.')
    }
    await endSession(c.var.deps.db.drizzle, account.id, session.id)
    await signIn(c, account, false)
    return c.redirect(next, 303)
  })
  admin.post('/sign-in/passkey/options', async (c) => {
    const retryAfterS = c.var.attempts.takeChallenge(c)
    if (retryAfterS > 0)
      return c.json({ detail: `Too many attempts; try again in ${minutes(retryAfterS)}.` }, 429, {
        'Retry-After': String(retryAfterS),
      })
    return c.json(await passkeySignIn(c.var.deps.db.drizzle, c.var.deps.siteUrl))
  })
  admin.post('/sign-in/passkey', async (c) => {
    const { response, next } = await c.req.json<{ response?: unknown; next?: unknown }>().catch(() => ({}) as never)
    const { db, siteUrl } = c.var.deps
    const { value: found } = await inWriteTransaction(db, 'sign-in', (tx) => usePasskey(tx, siteUrl, response))
    if (!found) return c.json({ detail: 'This passkey is not known here.' }, 422)
    // A device that did not check who uses it is one factor only.
    const owes = found.account.hasSecondFactor && !found.isVerified
    await signIn(c, found.account, owes)
    const target = nextOf(typeof next === 'string' ? next : '')
    return c.json({ next: owes ? `/admin/sign-in/code?next=${encodeURIComponent(target)}` : target })
  })
  admin.post('/sign-out', async (c) => {
    const signedIn = await current(c)
    if (signedIn) await endSession(c.var.deps.db.drizzle, signedIn.account.id, signedIn.session.id)
    setToken(c, '', new Date(0))
    return c.redirect('/admin/sign-in', 303)
  })

  admin.get('/setup', async (c) => {
    const token = c.req.query('token') ?? ''
    if ((await readLink(c.var.deps.db.drizzle, 'setup', token)) === undefined) return deadLink(c, SETUP_OVER)
    return setupPage(c, token, { name: '', email: '' })
  })
  admin.post('/setup', async (c) => {
    const form = await c.req.parseBody()
    const { token, name, email, password } = textFields(form, 'token', 'name', 'email', 'password')
    try {
      const { value: account } = await inWriteTransaction(c.var.deps.db, 'setup', async (tx) => {
        if ((await useLink(tx, 'setup', token)) === undefined) throw new LinkUsedError()
        const made = await createAccount(tx, {
          name,
          email,
          password,
          role: 'owner',
          authorId: (await createAuthorNamed(tx, name))?.id ?? null,
        })
        await audit(tx, 'user.create', `user:${made.email}`, { role: 'owner' })
        return made
      })
      await signIn(c, account, false)
      return c.redirect('/admin?done=Welcome.+This+is+your+site.', 303)
    } catch (error) {
      if (error instanceof LinkUsedError) return deadLink(c, SETUP_OVER)
      if (!(error instanceof AccountError)) throw error
      return setupPage(c, token, { name, email }, { [error.field]: error.message })
    }
  })

  admin.get('/invitation', async (c) => {
    const token = c.req.query('token') ?? ''
    const invitation = await readInvitation(c.var.deps.db.drizzle, token)
    return invitation ? invitationPage(c, token, { name: '', ...invitation }) : deadLink(c, INVITATION_OVER)
  })
  admin.post('/invitation', async (c) => {
    const form = await c.req.parseBody()
    const { token, name, password } = textFields(form, 'token', 'name', 'password')
    const invitation = await readInvitation(c.var.deps.db.drizzle, token)
    if (!invitation) return deadLink(c, INVITATION_OVER)
    try {
      const { value: account } = await inWriteTransaction(c.var.deps.db, `user:${invitation.email}`, async (tx) => {
        const authorId = (await createAuthorNamed(tx, name))?.id ?? null
        const made = await acceptInvitation(tx, token, { name, password, authorId })
        if (!made) throw new LinkUsedError()
        await audit(tx, 'user.create', `user:${made.email}`, { role: made.role })
        return made
      })
      await signIn(c, account, false)
      return c.redirect('/admin?done=Welcome.', 303)
    } catch (error) {
      if (error instanceof LinkUsedError) return deadLink(c, INVITATION_OVER)
      if (!(error instanceof AccountError)) throw error
      return invitationPage(c, token, { name, ...invitation }, { [error.field]: error.message })
    }
  })
}

/** Who is signed in by the request's cookie. */
export async function current(c: AdminContext) {
  const token = getCookie(c, sessionCookieName(c.var.deps.siteUrl))
  return token ? readSession(c.var.deps.db.drizzle, token) : undefined
}

async function half(c: AdminContext) {
  const token = getCookie(c, sessionCookieName(c.var.deps.siteUrl))
  return token ? readHalfSession(c.var.deps.db.drizzle, token) : undefined
}

/** A new session and its cookie; one that the browser had before ends. */
export async function signIn(c: AdminContext, account: Account, owesSecondFactor: boolean): Promise<void> {
  const { db } = c.var.deps
  const old = await current(c)
  const { value } = await inWriteTransaction(db, `user:${account.email}`, async (tx) => {
    if (old) await endSession(tx, old.account.id, old.session.id)
    if (!owesSecondFactor) await audit(tx, 'user.sign-in', `user:${account.email}`)
    return startSession(tx, {
      accountId: account.id,
      userAgent: c.req.header('user-agent') ?? '',
      owesSecondFactor,
    })
  })
  if (!owesSecondFactor) c.var.attempts.forgive(c, account.email)
  setToken(c, value.token, value.expiresAt)
}

function setToken(c: AdminContext, token: string, expires: Date): void {
  const { siteUrl } = c.var.deps
  const secure = siteUrl.startsWith('https:')
  setCookie(c, sessionCookieName(siteUrl), token, { path: '/', httpOnly: true, secure, sameSite: 'Lax', expires })
}

/** Only a path of the admin: a link to sign in must not lead anywhere else. */
export function nextOf(next: string | undefined): string {
  if (!next?.startsWith('/admin') || !URL.canParse(next, NOWHERE)) return '/admin'
  const { origin, pathname, search } = new URL(next, NOWHERE)
  return origin === NOWHERE && /^\/admin(?:\/[^/]|$)/.test(pathname) ? pathname + search : '/admin'
}

const NOWHERE = 'http://nowhere.invalid'

function tooMany(c: AdminContext, email: string, next: string, retryAfterS: number) {
  c.header('Retry-After', String(retryAfterS))
  return signInPage(c, email, next, `Too many attempts; try again in ${minutes(retryAfterS)}.`, 429)
}

function minutes(seconds: number): string {
  return seconds < 90 ? 'a minute' : `${Math.ceil(seconds / 60)} minutes`
}

async function note(c: AdminContext, actor: string, action: string, details: object = {}): Promise<void> {
  await inWriteTransaction(c.var.deps.db, actor, (tx) => audit(tx, action, actor, details))
}

function signInPage(c: AdminContext, email: string, next: string, problem?: string, status: 422 | 429 = 422) {
  const options = { title: 'Sign in', scripts: ['sign-in.js'], ...(problem && { status }) }
  return bare(c, options, <SignInForm email={email} next={nextOf(next)} problem={problem} />)
}

const SETUP_OVER =
  'It was used, or is more than a day old. Start the server again: while there is no owner, it prints a new one.'
const INVITATION_OVER = 'It was used, or is more than a week old. Ask for a new one.'

function deadLink(c: AdminContext, text: string) {
  return bare(c, { title: 'Link', status: 403 }, <MessagePage title="This link does not work any more" text={text} />)
}

function notSetUp(c: AdminContext) {
  const text = "The link for making the owner's account was printed when the server started."
  return bare(c, { title: 'Admin' }, <MessagePage title="This site has no owner yet" text={text} />)
}

interface Typed {
  readonly name: string
  readonly email: string
}

function setupPage(c: AdminContext, token: string, values: Typed, errors?: Record<string, string>) {
  const form = (
    <AccountForm
      title="Welcome to Hearth"
      intro="Make the owner's account. This link works once."
      action="/admin/setup"
      {...{ token, values, errors, isEmailFixed: false, minPasswordLength: MIN_PASSWORD_LENGTH }}
    />
  )
  return bare(c, { title: 'Set up', ...(errors && { status: 422 }) }, form)
}

function invitationPage(c: AdminContext, token: string, values: Typed, errors?: Record<string, string>) {
  const form = (
    <AccountForm
      title="You are invited"
      intro="Make your account to write here."
      action="/admin/invitation"
      {...{ token, values, errors, isEmailFixed: true, minPasswordLength: MIN_PASSWORD_LENGTH }}
    />
  )
  return bare(c, { title: 'Invitation', ...(errors && { status: 422 }) }, form)
}
