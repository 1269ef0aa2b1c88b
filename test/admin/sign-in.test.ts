import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { Attempts } from '../../src/admin/attempts.ts'
import type { AdminContext } from '../../src/admin/env.ts'
import { createSetupLink } from '../../src/auth/index.ts'
import { Browser } from '../support/browser.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { makeAccount, PASSWORD, signedIn, signIn } from './accounts.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
})
afterAll(() => server.stop())

const COOKIE = 'hearth-session'
const code = (secret: string, offsetMs = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + offsetMs })

describe('set-up', () => {
  it('makes the owner by a link that works once, keeps what was typed, and signs in', async () => {
    const other = await startTestServer(inject('clusterUrl'))
    try {
      const link = new URL((await createSetupLink(other.db, other.localUrl)) ?? '')
      const token = link.searchParams.get('token') ?? ''
      const browser = new Browser(other.localUrl)
      expect((await browser.get(`/admin/setup${link.search}`)).status).toBe(200)
      const typed = { token, name: 'Ann Owner', email: 'ann@example.com' }
      const refused = await browser.post('/admin/setup', { ...typed, password: 'short' })
      expect([refused.status, refused.text.includes('at least 12'), refused.text.includes('ann@example.com')]).toEqual([
        422,
        true,
        true,
      ])
      expect(refused.text).not.toContain('"short"')
      expect((await browser.post('/admin/setup', { ...typed, password: PASSWORD })).location).toMatch(/^\/admin\?done=/)
      expect((await browser.get('/admin')).text).toContain('Hello, Ann Owner')
      expect((await new Browser(other.localUrl).post('/admin/setup', { ...typed, password: PASSWORD })).status).toBe(
        403,
      )
      expect((await browser.api('GET', '/authors')).body.items[0].name).toBe('Ann Owner')
    } finally {
      await other.stop()
    }
  })
})

describe('signing in', () => {
  it('needs the right password, and says the same whether or not there is an account', async () => {
    const { email } = await makeAccount(server, 'Bea', 'editor')
    const browser = new Browser(server.localUrl)
    const wrong = await browser.post('/admin/sign-in', { email, password: 'not the password at all' })
    const nobody = await browser.post('/admin/sign-in', { email: 'nobody@example.com', password: PASSWORD })
    expect([wrong.status, nobody.status, browser.cookies.has(COOKIE)]).toEqual([422, 422, false])
    const withoutWhatDiffers = (text: string) =>
      text.replaceAll(/[\w.]+@example\.com/g, '').replaceAll(/style-nonce" content="[^"]+"/g, '')
    expect(withoutWhatDiffers(wrong.text)).toBe(withoutWhatDiffers(nobody.text))

    const right = await browser.post('/admin/sign-in', { email: email.toUpperCase(), password: PASSWORD })
    expect(right.location).toBe('/admin')
    expect(right.headers.getSetCookie()[0]).toMatch(/^hearth-session=[\w-]{43};.*HttpOnly.*SameSite=Lax/)
    expect((await browser.get('/admin')).text).toContain('Hello, Bea')
  })

  it('starts a session of its own, whatever cookie the browser had, and ends it on the way out', async () => {
    const { email } = await makeAccount(server, 'Cal', 'editor')
    const browser = new Browser(server.localUrl)
    browser.cookies.set(COOKIE, 'planted'.padEnd(43, 'x'))
    await browser.post('/admin/sign-in', { email, password: PASSWORD })
    const first = browser.cookies.get(COOKIE)
    expect(first).not.toContain('planted')
    await browser.post('/admin/sign-in', { email, password: PASSWORD })
    expect(browser.cookies.get(COOKIE)).not.toBe(first)
    const stolen = new Browser(server.localUrl)
    stolen.cookies.set(COOKIE, first ?? '')
    expect((await stolen.api('GET', '/posts')).status).toBe(401)

    stolen.cookies.set(COOKIE, browser.cookies.get(COOKIE) ?? '')
    await browser.post('/admin/sign-out')
    expect((await browser.get('/admin')).location).toBe('/admin/sign-in?next=%2Fadmin')
    expect((await stolen.api('GET', '/posts')).status).toBe(401)
  })

  it('leads to nowhere but the admin', async () => {
    const { email } = await makeAccount(server, 'Dan', 'editor')
    for (const next of [
      '//evil.example',
      'https://evil.example',
      '/admin//evil',
      '/\\evil.example',
      '/admin/../evil',
      'javascript:alert(1)',
    ]) {
      const { location } = await new Browser(server.localUrl).post('/admin/sign-in', {
        email,
        password: PASSWORD,
        next,
      })
      expect([next, new URL(location ?? '', 'http://here').pathname.split('/')[1]]).toEqual([next, 'admin'])
      expect(new URL(location ?? '', 'http://here').host).toBe('here')
    }
    const back = await new Browser(server.localUrl).post('/admin/sign-in', {
      email,
      password: PASSWORD,
      next: '/admin/posts?status=draft',
    })
    expect(back.location).toBe('/admin/posts?status=draft')
  })

  it('slows down who tries words, and not somebody at another machine', async () => {
    const { email } = await makeAccount(server, 'Eve', 'editor')
    const from = (address: string) => new Browser(server.localUrl, { 'X-Forwarded-For': address })
    const guesser = from('203.0.113.7')
    const answers = []
    for (let n = 0; n < 10; n++)
      answers.push(await guesser.post('/admin/sign-in', { email, password: `guess number ${n}` }))
    expect(answers.map(({ status }) => status)).toEqual([...Array(8).fill(422), 429, 429])
    expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(30)
    expect((await guesser.post('/admin/sign-in', { email, password: PASSWORD })).status).toBe(429)
    expect((await from('203.0.113.8').post('/admin/sign-in', { email, password: PASSWORD })).status).toBe(303)
    const { body } = await server.api('GET', '/audit?limit=5')
    expect(body.items.map(({ action }: { action: string }) => action)).toContain('user.sign-in-refused')
  })

  it('slows down a machine that tries many accounts', () => {
    const attempts = new Attempts()
    const from = (address: string) => ({ env: {}, req: { header: () => address } }) as unknown as AdminContext
    const waits = Array.from({ length: 101 }, (_, n) => attempts.take(from('203.0.113.9'), `somebody-${n}@example.com`))
    expect(waits.filter((seconds) => seconds > 0)).toHaveLength(1)
    expect(waits.at(-1)).toBeGreaterThan(0)
    expect(attempts.take(from('203.0.113.10'), 'somebody-0@example.com')).toBe(0)
  })

  it('counts all addresses of one IPv6 network as one machine', () => {
    const attempts = new Attempts()
    const from = (address: string) => ({ env: {}, req: { header: () => address } }) as unknown as AdminContext
    const waits = Array.from({ length: 101 }, (_, n) => attempts.take(from(`2001:db8::${n + 1}`), `s-${n}@example.com`))
    expect(waits.at(-1)).toBeGreaterThan(0)
    expect(attempts.take(from('2001:db8:0:0:ffff::1'), 'one@example.com')).toBeGreaterThan(0)
    expect(attempts.take(from('2001:db8:0:1::1'), 'one@example.com')).toBe(0)
  })

  it('is over when nobody was there for two weeks, or after ninety days', async () => {
    const browser = await signedIn(server, 'Fay', 'editor')
    const { sql } = server.db
    const set = (column: string, to: string) =>
      sql.unsafe(`update session set ${column} = ${to} where account_id = (select id from account where name = 'Fay')`)
    await set('seen_at', "now() - interval '15 days'")
    expect((await browser.api('GET', '/posts')).status).toBe(401)
    await set('seen_at', 'now()')
    expect((await browser.api('GET', '/posts')).status).toBe(200)
    await set('expires_at', "now() - interval '1 second'")
    expect((await browser.api('GET', '/posts')).status).toBe(401)
  })
})

describe('asking for a passkey', () => {
  it('is limited: each challenge is a row', async () => {
    const browser = new Browser(server.localUrl)
    const ask = () => browser.post('/admin/sign-in/passkey/options', {}, { 'X-Forwarded-For': '203.0.113.77' })
    const statuses = []
    for (let n = 0; n < 101; n++) statuses.push((await ask()).status)
    expect([statuses[0], statuses[99], statuses[100]]).toEqual([200, 200, 429])
  })
})

describe('the second factor', () => {
  it('is asked for after the password; each code works once, a recovery code too', async () => {
    const browser = await signedIn(server, 'Gus', 'author')
    const email = 'gus@example.com'
    const page = await browser.post('/admin/account/second-factor')
    const secret = /<code>([A-Z2-7]{32})<\/code>/.exec(page.text)?.[1] ?? ''
    expect(page.text).toContain('<svg')
    expect((await browser.post('/admin/account/second-factor/on', { secret, code: '000000' })).status).toBe(422)
    const on = await browser.post('/admin/account/second-factor/on', { secret, code: code(secret, -30_000) })
    const recovery = /<pre[^>]*>([\s\S]+?)<\/pre>/.exec(on.text)?.[1]?.split('\n') ?? []
    expect(recovery).toHaveLength(10)

    const enter = async () => {
      const half = new Browser(server.localUrl)
      const answer = await half.post('/admin/sign-in', { email, password: PASSWORD })
      expect(answer.location).toBe('/admin/sign-in/code?next=%2Fadmin')
      return half
    }
    const half = await enter()
    // Half is not in.
    expect((await half.api('GET', '/posts')).status).toBe(401)
    expect((await half.get('/admin/posts')).status).toBe(303)
    expect((await half.post('/admin/sign-in/code', { code: '123456' })).status).toBe(422)
    const before = half.cookies.get(COOKIE)
    const now = code(secret)
    expect((await half.post('/admin/sign-in/code', { code: now })).location).toBe('/admin')
    expect(half.cookies.get(COOKIE)).not.toBe(before)
    expect((await half.api('GET', '/posts')).status).toBe(200)

    expect((await (await enter()).post('/admin/sign-in/code', { code: now })).status).toBe(422)
    const spare = recovery[3] ?? ''
    expect((await (await enter()).post('/admin/sign-in/code', { code: spare })).status).toBe(303)
    expect((await (await enter()).post('/admin/sign-in/code', { code: spare })).status).toBe(422)
    expect((await half.get('/admin/account')).text).toContain('9 recovery codes')

    await half.post('/admin/account/second-factor/off', { factorPassword: 'wrong' })
    expect((await half.get('/admin/account')).text).toContain('9 recovery codes')
    await half.post('/admin/account/second-factor/off', { factorPassword: PASSWORD })
    expect((await new Browser(server.localUrl).post('/admin/sign-in', { email, password: PASSWORD })).location).toBe(
      '/admin',
    )
  })
})

describe('an account', () => {
  it('changes its password knowing the old one, which signs out all other browsers', async () => {
    const browser = await signedIn(server, 'Hal', 'editor')
    const other = await signIn(server, 'hal@example.com')
    const change = (current: string, password: string) => browser.post('/admin/account/password', { current, password })
    expect((await change('wrong', 'another good sentence')).text).toContain('This is not your password.')
    expect((await change(PASSWORD, 'short')).text).toContain('at least 12')
    expect((await change(PASSWORD, 'another good sentence')).status).toBe(303)
    expect((await browser.api('GET', '/posts')).status).toBe(200)
    expect((await other.api('GET', '/posts')).status).toBe(401)
  })

  it('sees where it is signed in, and ends only its own sessions', async () => {
    const browser = await signedIn(server, 'Ida', 'editor')
    const other = await signIn(server, 'ida@example.com')
    const stranger = await signedIn(server, 'Jon', 'editor')
    const [id] = [...(await browser.get('/admin/account')).text.matchAll(/sessions\/(\d+)\/end/g)].map(([, one]) => one)
    await stranger.post(`/admin/account/sessions/${id}/end`)
    expect((await other.api('GET', '/posts')).status).toBe(200)
    await browser.post(`/admin/account/sessions/${id}/end`)
    expect((await other.api('GET', '/posts')).status).toBe(401)
  })

  it('is made by an invitation for one address and role, once', async () => {
    const admin = await signedIn(server, 'Kim', 'admin')
    const page = await admin.post('/admin/users', { email: 'lea@example.com', role: 'author' })
    const link = /http:\/\/[^<\s]+\/admin\/invitation\?token=[\w-]+/.exec(page.text)?.[0] ?? ''
    const token = new URL(link).searchParams.get('token') ?? ''
    const guest = new Browser(server.localUrl)
    expect((await guest.get(`/admin/invitation?token=${token}`)).text).toContain('lea@example.com')
    const typed = { token, name: 'Lea', password: PASSWORD, email: 'other@example.com', role: 'owner' }
    expect((await guest.post('/admin/invitation', typed)).location).toBe('/admin?done=Welcome.')
    const { body } = await server.api('GET', '/users')
    expect(body.items.at(-1)).toMatchObject({ email: 'lea@example.com', role: 'author', authorId: expect.any(Number) })
    expect((await new Browser(server.localUrl).post('/admin/invitation', typed)).status).toBe(403)
  })
})
