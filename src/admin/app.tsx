/** The admin's pages: who may see them, and where each is. */
import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { MessagePage } from '../../templates/admin/sign-in.tsx'
import { isSameOrigin } from '../auth/index.ts'
import { HearthProblem } from '../client/index.ts'
import { isUnstorable } from '../db/index.ts'
import { accountRoutes } from './account.tsx'
import { apiOf } from './api.ts'
import { apiReferenceRoutes } from './api-reference.tsx'
import { Attempts } from './attempts.ts'
import { authorRoutes } from './authors.tsx'
import { cacheRoutes } from './cache.tsx'
import { calendarRoutes } from './calendar.tsx'
import type { Admin, AdminContext, AdminDeps, AdminEnv } from './env.ts'
import { bare, framed } from './frame.tsx'
import { keyRoutes } from './keys.tsx'
import { machineRoutes } from './machine.tsx'
import { mediaRoutes } from './media.tsx'
import { navigationRoutes } from './navigation.tsx'
import { notFoundRoutes } from './not-found.tsx'
import { overviewRoutes } from './overview.tsx'
import { peopleRoutes } from './people.tsx'
import { postRoutes } from './posts.tsx'
import { previewRoutes } from './preview.tsx'
import { MAX_SIGN_IN_BYTES, readableForm } from './readable-form.ts'
import { redirectRoutes } from './redirects.tsx'
import { Refusal } from './refusal.ts'
import { settingsRoutes } from './settings.tsx'
import { current, signInRoutes } from './sign-in.tsx'
import { tagMergeRoutes } from './tag-merge.tsx'
import { tagRoutes } from './tags.tsx'
import { webhookRoutes } from './webhooks.tsx'

export function createAdmin(deps: AdminDeps): Admin {
  const admin = new Hono<AdminEnv>()
  const attempts = new Attempts()
  admin.use(async (c, next) => {
    const nonce = randomBytes(16).toString('base64')
    c.set('deps', deps)
    c.set('api', apiOf(c))
    c.set('attempts', attempts)
    c.set('nonce', nonce)
    for (const [name, value] of Object.entries(headers(nonce, deps.siteUrl))) c.header(name, value)
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD' && !isSameOrigin((name) => c.req.header(name)))
      return notOurs(c)
    await next()
  })
  admin.onError((error, c) => {
    const refusal = refusalOf(error)
    if (!refusal) throw error
    const { status, message } = refusal
    const page = <MessagePage title={status === 404 ? 'Not found' : 'This did not work'} text={message} />
    const shown = ([403, 404, 413, 503] as const).find((one) => one === status) ?? 422
    const options = { title: 'Problem', status: shown } as const
    return c.var.signedIn ? framed(c, options, page) : bare(c, options, page)
  })

  for (const path of ['/sign-in/*', '/setup', '/invitation'])
    admin.use(path, readableForm(MAX_SIGN_IN_BYTES, MAX_SIGN_IN_BYTES))
  signInRoutes(admin)
  previewRoutes(admin)
  admin.use(async (c, next) => {
    const signedIn = await current(c)
    if (!signedIn) {
      const { pathname, search } = new URL(c.req.url)
      return c.redirect(`/admin/sign-in?next=${encodeURIComponent(pathname + search)}`, 303)
    }
    c.set('signedIn', signedIn)
    await next()
  })
  admin.use(readableForm())
  overviewRoutes(admin)
  postRoutes(admin)
  calendarRoutes(admin)
  notFoundRoutes(admin)
  tagRoutes(admin)
  authorRoutes(admin)
  peopleRoutes(admin)
  tagMergeRoutes(admin)
  keyRoutes(admin)
  mediaRoutes(admin)
  navigationRoutes(admin)
  redirectRoutes(admin)
  settingsRoutes(admin)
  webhookRoutes(admin)
  accountRoutes(admin)
  cacheRoutes(admin)
  machineRoutes(admin)
  apiReferenceRoutes(admin)
  admin.all('*', (c) =>
    framed(
      c,
      { title: 'Not found', status: 404 },
      <MessagePage title="Not found" text="There is no such page in the admin." />,
    ),
  )
  return admin
}

/** What is to be said of it, if it is no fault of ours. */
function refusalOf(error: Error): { readonly status: number; readonly message: string } | undefined {
  if (error instanceof HearthProblem || error instanceof Refusal) return error
  return isUnstorable(error) ? new Refusal(422, UNSTORABLE) : undefined
}

const UNSTORABLE = 'Something in it cannot be stored: a character or a number that is none.'

/** Scripts are files of ours. Styles too, but for those that the editor makes, which carry the nonce. */
function headers(nonce: string, siteUrl: string): Record<string, string> {
  return {
    'Content-Security-Policy': `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src * data: blob:; media-src *; font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'Cache-Control': 'no-store',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    ...(siteUrl.startsWith('https:') && { 'Strict-Transport-Security': 'max-age=31536000' }),
  }
}

function notOurs(c: AdminContext) {
  const page = <MessagePage title="Not allowed" text="This form was sent from another site." />
  return bare(c, { title: 'Not allowed', status: 403 }, page)
}
