import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'
import { announce, envOf, runHere } from './command-line.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
  announce(server)
})
afterAll(() => server.stop())

const hearth = (...args: string[]) => runHere(args, envOf(server))

describe('cache commands of a running server', () => {
  it('show how it is', async () => {
    const { code, stdout } = await hearth('cache', 'status', '--json')
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      expect.objectContaining({ warm: true, entries: expect.any(Number) }),
    ])
    expect((await hearth('cache', 'status')).stdout).toMatch(/^warm +true$/m)
  })

  it('explain a page, by path or URL', async () => {
    const { code, stdout } = await hearth('cache', 'explain', '/')
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^\/ {2}200 .*\nthese bytes since .*\nrendered .*\nread \d+ times\ndepends on\n {2}\S/),
    ])
    const byUrl = await hearth('cache', 'explain', `${server.siteUrl}/archive`, '--json')
    expect(JSON.parse(byUrl.stdout).url).toBe('/archive')
    const none = await hearth('cache', 'explain', '/posts/nowhere-to-be-found')
    expect([none.code, none.stderr]).toEqual([5, 'Nothing is stored for /posts/nowhere-to-be-found.\n'])
  })

  it('flush, warm and audit', async () => {
    expect((await hearth('cache', 'flush')).stdout).toMatch(
      /^\d+ events, \d+ pages rendered \(\d+ unchanged\), \d+ withdrawn, \d+ ms\n$/,
    )
    expect(JSON.parse((await hearth('cache', 'warm', '--json')).stdout).rendered).toBeGreaterThan(0)
    expect((await hearth('cache', 'audit')).stdout).toMatch(/^\d+ pages checked, 0 wrong\n$/)
  })

  it('list events, plans and findings, and say what a write would change', async () => {
    const { body } = await server.api('POST', '/posts', { title: 'Traced', status: 'published' })
    await server.flush()
    expect((await hearth('cache', 'events')).stdout).toMatch(
      /^(\d+) .*post, 1 rows, by key:test {2}→ plan \1, \d+ pages in \d+ ms\n/,
    )
    const [event] = JSON.parse((await hearth('cache', 'events', '--relation', 'post', '--json')).stdout)
    expect((await hearth('cache', 'replay', String(event.id))).stdout).toMatch(
      /^1 events, \d+ pages rendered, 0 of them changed, \d+ ms\n$/,
    )
    expect((await hearth('cache', 'replay', '999999999')).code).toBe(5)
    expect((await hearth('cache', 'prune', '--older-than', '1d')).stdout).toBe('0 events deleted\n')
    const plans = await hearth('cache', 'plans', '--limit', '1')
    expect(plans.stdout).toMatch(
      /by key:test, \d+ events\n.* pages rendered \(0 unchanged, 0 failed\), 0 withdrawn, \d+ ms\n/,
    )
    expect(plans.stdout).toContain('changed   /posts/traced  (appears)')
    expect((await hearth('cache', 'findings')).stdout).toBe('None.\n')
    const preview = await hearth('cache', 'preview', 'DELETE', `/posts/${body.id}`)
    expect(preview.stdout).toMatch(/^goes {5}\/posts\/traced {2}\(.+\)$/m)
    expect((await hearth('cache', 'preview', 'PATCH', `/posts/${body.id}`, '{}')).stdout).toBe(
      'No page would change.\n',
    )
    const wrong = await hearth('cache', 'preview', 'PATCH', `/posts/${body.id}`, '{"title": ""}')
    expect([wrong.code, wrong.stderr]).toEqual([7, expect.stringContaining('title')])
    expect((await hearth('cache', 'preview', 'PATCH', '/keys/1')).stderr).toContain('Only writes of content')
    expect((await hearth('cache', 'plans', '--limit', '0')).code).toBe(2)
  })

  it('leave no key behind', async () => {
    expect(await server.db.sql`select name from api_key where name = 'command line'`).toEqual([])
  })
})
