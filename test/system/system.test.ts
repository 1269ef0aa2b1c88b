import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { describeSettings, settingNames } from '../../src/config.ts'
import { signedIn } from '../admin/accounts.ts'
import { runHere } from '../cli/command-line.ts'
import type { Browser } from '../support/browser.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let server: TestServer
let admin: Browser
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
  admin = await signedIn(server, 'Ada', 'admin')
})
afterAll(() => server.stop())

const SECRETS = {
  DATABASE_URL: 'postgres://hearth:a-secret-word@db.example:5432/hearth?sslpassword=another-secret',
  HEARTH_KEY: `hk_abcdefgh_${'s'.repeat(43)}`,
}

describe('the settings in effect', () => {
  it('say where each is from, and nothing secret', () => {
    const shown = describeSettings({ ...SECRETS, PORT: '8080', UNRELATED_TOKEN: 'a-secret-word' })
    expect(shown.map(({ name }) => name)).toEqual(settingNames)
    const of = (name: string) => shown.find((setting) => setting.name === name)
    expect(of('PORT')).toEqual({ name: 'PORT', value: '8080', source: 'environment' })
    expect(of('HOST')).toEqual({ name: 'HOST', value: '127.0.0.1', source: 'default' })
    expect(of('DATABASE_URL')?.value).toBe('postgres://hearth:•••@db.example:5432/hearth')
    expect(of('HEARTH_KEY')?.value).toBe('•••')
    expect(JSON.stringify(shown)).not.toMatch(/secret|sssss/)
  })
})

describe('the system', () => {
  it('is described with sizes, versions and checks', async () => {
    const { status, body } = await server.api('GET', '/system')
    expect(status).toBe(200)
    expect(body.versions).toEqual({
      hearth: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      node: process.versions.node,
      postgres: expect.stringMatching(/^\d+/),
    })
    expect(body.migrations).toMatchObject({ pending: [], last: expect.stringMatching(/^\d{4}_/) })
    expect(body.migrations.applied).toBeGreaterThan(5)
    expect(body.disk.freeBytes).toBeLessThan(body.disk.totalBytes)
    expect(body.database.bytes).toBeGreaterThan(1_000_000)
    expect(body.database.tables.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['post', 'cache_event', 'api_key']),
    )
    expect(body.checks.map(({ check }: { check: string }) => check)).toEqual([
      ...['node', 'SITE_URL', 'DATA_DIR', 'disk', 'database', 'server', 'events', 'jobs', 'webhooks'],
    ])
  })

  it('is for owners and admins, who see it on a page of its own', async () => {
    const page = await admin.get('/admin/system')
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('Run again')])
    for (const text of ['PostgreSQL', 'cache_event', 'CACHE_QUIET_MS']) expect(page.text).toContain(text)
    const editor = await signedIn(server, 'Edi', 'editor')
    expect((await editor.api('GET', '/system')).status).toBe(403)
    expect((await editor.get('/admin')).text).not.toContain('/admin/system')
  })

  it('has no secret of its process on the page, in the API or in the command', async () => {
    const [before, connection] = [process.env.DATABASE_URL, new URL(SECRETS.DATABASE_URL)]
    process.env.DATABASE_URL = SECRETS.DATABASE_URL
    try {
      const texts = [JSON.stringify((await server.api('GET', '/system')).body), (await admin.get('/admin/system')).text]
      for (const text of texts) {
        expect(text).toContain(connection.host)
        expect(text).not.toMatch(/a-secret-word|another-secret/)
      }
    } finally {
      if (before === undefined) delete process.env.DATABASE_URL
      else process.env.DATABASE_URL = before
    }
    const { stdout } = await runHere(['system'], { HEARTH_URL: server.localUrl, HEARTH_KEY: server.key })
    expect(stdout).toMatch(/^PostgreSQL +\d+/m)
    expect(stdout).toMatch(/^migrations +\d+ applied, 0 pending$/m)
    expect(stdout).not.toContain(server.key)
  })
})
