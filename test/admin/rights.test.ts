import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { allows, scopesOf } from '../../src/auth/index.ts'
import type { Role } from '../../src/db/schema.ts'
import { Browser } from '../support/browser.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { makeAccount, signedInAs, signIn } from './accounts.ts'

let server: TestServer
let as: (role: Role) => Browser
const ROLES: readonly Role[] = ['owner', 'admin', 'editor', 'author', 'contributor']
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'), {}, { requestsPerMinute: 1_000_000 })
  as = await signedInAs(server, ROLES)
})
afterAll(() => server.stop())

describe('every operation', () => {
  it('lets in exactly the roles that have its scope', async () => {
    const { paths } = (await server.api('GET', '/openapi.json')).body
    const wrong: string[] = []
    let looked = 0
    for (const [path, operations] of Object.entries<Record<string, { 'x-required-scope'?: string }>>(paths)) {
      for (const [method, { 'x-required-scope': scope }] of Object.entries(operations)) {
        if (!scope || /^\/(?:cache\/(?:warm|purge|flush)|jobs)/.test(path)) continue
        // Of things that are not there: only who may asks.
        const address = path.replaceAll(/\{\w+\}/g, '999999999')
        for (const role of ROLES) {
          const { status } = await as(role).api(
            method.toUpperCase(),
            address,
            method === 'get' || method === 'delete' ? undefined : {},
          )
          const isLetIn = status !== 403 && status !== 401
          looked++
          if (isLetIn !== allows(scopesOf(role), scope as never)) wrong.push(`${role} ${method} ${path}: ${status}`)
          if (status >= 500) wrong.push(`${role} ${method} ${path}: ${status}`)
        }
      }
    }
    expect(wrong).toEqual([])
    expect(looked).toBeGreaterThan(200)
  })

  it('refuses a cookie that another site sends along, and one that nobody vouches for', async () => {
    const browser = as('owner')
    const elsewhere: Record<string, string>[] = [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { 'Sec-Fetch-Site': '', Origin: 'https://evil.example' },
      { 'Sec-Fetch-Site': '', Origin: 'null' },
    ]
    for (const headers of elsewhere) {
      expect((await browser.api('POST', '/posts', { title: 'Forged' }, headers)).status).toBe(403)
      expect((await browser.post('/admin/settings', { title: 'Forged' }, headers)).status).toBe(403)
      expect((await browser.post('/admin/users', { email: 'x@example.com', role: 'owner' }, headers)).status).toBe(403)
    }
    expect((await browser.api('GET', '/posts?q=Forged')).body.items).toEqual([])
  })
})

describe("the site's own code", () => {
  it('is changed by an owner who is signed in, and by nobody else', async () => {
    for (const name of ['customCss', 'headCode', 'footCode']) {
      const patch = { [name]: '/* own */', title: 'Other' }
      for (const { status, body } of [
        await as('admin').api('PATCH', '/settings', patch),
        await server.api('PATCH', '/settings', patch),
      ]) {
        expect(status).toBe(403)
        expect(body.errors).toEqual([{ field: name, message: 'may be changed by an owner only' }])
      }
      // Nothing of a refused patch is written.
      expect((await as('admin').api('GET', '/settings')).body).toMatchObject({ [name]: '', title: 'Hearth' })
      expect((await as('owner').api('PATCH', '/settings', { [name]: '/* own */' })).status).toBe(200)
      // What stays as it is may be sent along.
      expect((await as('admin').api('PATCH', '/settings', { [name]: '/* own */', footer: name })).status).toBe(200)
      const [noted] = await server.db.sql`
        select actor, details from audit_log where action = 'settings.code' and subject = ${`setting:${name}`}`
      expect(noted).toEqual({ actor: 'user:theowner@example.com', details: { characters: 9 } })
    }
  })

  it('is a form that only owners can fill in', async () => {
    for (const role of ['owner', 'admin'] as const) {
      const { text } = await as(role).get('/admin/settings/appearance')
      expect(text).toContain('Code of your own')
      expect(/<fieldset class="card" disabled/.test(text)).toBe(role === 'admin')
    }
    const form = { accent: '#abcdef', fonts: 'serif', columnWidth: 'wide', headerLayout: 'line', homeLayout: 'list' }
    expect((await as('admin').post('/admin/settings/appearance', form)).status).toBe(303)
    expect((await as('admin').api('GET', '/settings')).body).toMatchObject({
      accent: '#abcdef',
      customCss: '/* own */',
    })
  })

  it('is not tried out by others either', async () => {
    const tryOut = { page: 'home', footCode: '<p>Mine</p>', accent: '#123456' }
    const admins = await as('admin').post('/admin/settings/preview', tryOut)
    expect(admins.text).toContain('--accent-light:#123456')
    expect(admins.text).not.toContain('Mine')
    expect((await as('owner').post('/admin/settings/preview', tryOut)).text).toContain('Mine')
    expect((await as('editor').post('/admin/settings/preview', tryOut)).status).toBe(403)
    expect((await as('owner').api('GET', '/settings')).body.accent).not.toBe('#123456')
  })
})

describe('an author', () => {
  it('has their own posts, and knows of no others', async () => {
    const own = (await as('author').api('POST', '/posts', { title: 'Mine', status: 'published' })).body
    expect(own.authors).toEqual(['theauthor'])
    const other = (await as('editor').api('POST', '/posts', { title: 'A secret draft' })).body
    expect((await as('author').api('GET', '/posts')).body.items.map(({ id }: { id: number }) => id)).toEqual([own.id])
    for (const [method, path, body] of [
      ['GET', `/posts/${other.id}`],
      ['PATCH', `/posts/${other.id}`, { title: 'Taken' }],
      ['DELETE', `/posts/${other.id}`],
      ['PUT', `/posts/${other.id}/publication`, {}],
      ['GET', `/posts/${other.id}/revisions`],
      ['GET', `/posts/${other.id}/revisions/1`],
      ['GET', `/posts/${other.id}/autosave`],
      ['PUT', `/posts/${other.id}/autosave`, { baseVersion: 1, fields: { title: 'Taken' } }],
      ['POST', `/posts/${other.id}/preview-links`, {}],
    ] as const) {
      expect([method, path, (await as('author').api(method, path, body)).status]).toEqual([method, path, 404])
    }
    expect((await as('author').get(`/admin/posts/${other.id}`)).status).toBe(404)
    expect((await as('author').get(`/admin/posts/${other.id}/preview`)).status).toBe(404)
    expect((await as('author').api('PATCH', `/posts/${own.id}`, { authors: ['theeditor'] })).status).toBe(403)
    expect((await as('author').api('PATCH', `/posts/${own.id}`, { title: 'Still mine' })).body.title).toBe('Still mine')
  })
})

describe('a contributor', () => {
  it('writes drafts, and touches nothing that is public', async () => {
    const browser = as('contributor')
    const { body: draft } = await browser.api('POST', '/posts', { title: 'A try' })
    expect((await browser.api('POST', '/posts', { title: 'At once', status: 'published' })).status).toBe(403)
    expect((await browser.api('PATCH', `/posts/${draft.id}`, { status: 'published' })).status).toBe(403)
    expect(
      (await browser.api('PATCH', `/posts/${draft.id}`, { status: 'scheduled', publishedAt: '2099-01-01T00:00:00Z' }))
        .status,
    ).toBe(403)
    expect((await browser.api('PUT', `/posts/${draft.id}/publication`, {})).status).toBe(403)
    expect((await browser.api('PATCH', `/posts/${draft.id}`, { markdown: 'More' })).status).toBe(200)
    await as('editor').api('PUT', `/posts/${draft.id}/publication`, {})
    expect((await browser.api('PATCH', `/posts/${draft.id}`, { markdown: 'Changed my mind' })).status).toBe(403)
    expect((await browser.api('DELETE', `/posts/${draft.id}`)).status).toBe(403)
    expect((await browser.get(`/admin/posts/${draft.id}`)).text).not.toContain('data-publish')
  })
})

describe('a right', () => {
  it('is judged on the row that is changed, also when somebody publishes it meanwhile', async () => {
    const browser = as('contributor')
    const { body: draft } = await browser.api('POST', '/posts', { title: 'Overtaken' })
    const { sql } = server.db
    const late = await sql.begin(async (tx) => {
      await tx`update post set status = 'published', published_at = now() where id = ${draft.id}`
      const answer = browser.api('PATCH', `/posts/${draft.id}`, { title: 'Slipped in' })
      await expect
        .poll(() => sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`)
        .toHaveLength(1)
      return [answer]
    })
    expect((await late[0])?.status).toBe(403)
    expect((await server.api('GET', `/posts/${draft.id}`)).body.title).toBe('Overtaken')
  })
})

describe('owners', () => {
  it('are made, changed and removed by owners only; one is always left', async () => {
    const [owner] = (await server.api('GET', '/users')).body.items
    const { id } = await makeAccount(server, 'Max', 'editor')
    const admin = as('admin')
    expect((await admin.api('PATCH', `/users/${id}`, { role: 'owner' })).status).toBe(403)
    expect((await admin.api('PATCH', `/users/${owner.id}`, { role: 'author' })).status).toBe(403)
    expect((await admin.api('DELETE', `/users/${owner.id}`)).status).toBe(403)
    expect((await admin.api('POST', '/users/invitations', { email: 'n@example.com', role: 'owner' })).status).toBe(403)
    expect((await as('owner').api('DELETE', `/users/${owner.id}`)).body).toMatchObject({
      status: 422,
      errors: [{ field: 'role' }],
    })
    expect((await as('owner').api('PATCH', `/users/${id}`, { role: 'owner' })).body.role).toBe('owner')
  })

  it('sign somebody out by giving them another role', async () => {
    const { id, email } = await makeAccount(server, 'Ned', 'editor')
    const browser = await signIn(server, email)
    expect((await browser.api('GET', '/pages')).status).toBe(200)
    await as('owner').api('PATCH', `/users/${id}`, { role: 'contributor' })
    expect((await browser.api('GET', '/pages')).status).toBe(401)
  })
})

describe('a preview', () => {
  it('shows by its link what is not published, as it will be, and changes nothing', async () => {
    const { body: draft } = await as('editor').api('POST', '/posts', { title: 'Not yet', markdown: 'Soon *here*.' })
    await server.flush()
    const before = (await server.api('GET', '/cache/events?limit=1')).body.items[0]?.id
    const { body: link } = await as('editor').api('POST', `/posts/${draft.id}/preview-links`)
    const guest = new Browser(server.localUrl)
    const page = await guest.get(new URL(link.url).pathname + new URL(link.url).search)
    expect(page.status).toBe(200)
    expect(page.text).toContain('Soon <em>here</em>.')
    expect(page.headers.get('x-robots-tag')).toBe('noindex')
    expect((await server.get('/posts/not-yet')).status).toBe(404)
    expect((await server.api('GET', '/cache/events?limit=1')).body.items[0]?.id).toBe(before)
    expect((await guest.get('/admin/preview?token=guessed')).status).toBe(404)
    await server.db.sql`update one_time_link set expires_at = now() where purpose = 'preview'`
    expect((await guest.get(new URL(link.url).pathname + new URL(link.url).search)).status).toBe(404)
  })
})

describe('what somebody wrote', () => {
  const VECTORS = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "javascript:alert('1')",
    '</title><svg onload=alert(1)>',
    '[x](javascript:alert(1))',
  ]
  it('runs nowhere, in the site or the admin', async () => {
    const owner = as('owner')
    for (const [n, vector] of VECTORS.entries()) {
      await owner.api('POST', '/posts', {
        ...{
          title: vector,
          markdown: vector,
          excerpt: vector,
          seoTitle: vector,
          seoDescription: vector,
          coverAlt: vector,
        },
        ...{ tags: [`t${n} ${vector}`.slice(0, 90)], status: 'published' },
      })
      await owner.api('POST', '/tags', { name: `${n} ${vector}`, description: vector })
      await owner.api('POST', '/authors', { name: `${n} ${vector}`, bio: vector })
    }
    await owner.api('PATCH', '/settings', { title: VECTORS[1], description: VECTORS[0], footer: VECTORS[3] })
    await server.flush()
    const { body } = await owner.api('GET', '/posts?limit=5')
    const pages = [
      '',
      '/posts',
      '/tags',
      '/authors',
      '/settings',
      '/audit',
      '/cache',
      ...body.items.map(({ id }: { id: number }) => `/posts/${id}`),
    ]
    const texts = await Promise.all(pages.map(async (page) => (await owner.get(`/admin${page}`)).text))
    for (const page of [
      '/',
      '/tags',
      '/archive',
      ...body.items.map(({ url }: { url: string }) => new URL(url).pathname),
    ])
      texts.push((await server.get(page)).text)
    for (const text of texts) {
      expect(text).not.toMatch(/<script>|<svg onload|<img src=x|href="javascript:/i)
    }
    const policy = (await owner.get('/admin')).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
  })
})
