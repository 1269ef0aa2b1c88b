import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createClient, type HearthClient, HearthProblem, HearthUnreachable } from '../../src/client/index.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { example } from './example.ts'

let server: TestServer
let hearth: HearthClient
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
  hearth = createClient({ url: `${server.localUrl}/`, key: server.key })
})
afterAll(() => server.stop())

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => Promise.reject(new Error('It was not refused.')),
    (error: unknown) => error,
  )

describe('the client', () => {
  it('does what docs/api.md shows, letter by letter', async () => {
    const docs = readFileSync(path.resolve(import.meta.dirname, '../../docs/api.md'), 'utf8')
    const shown = /```ts\n(.*?)```/s.exec(docs)?.[1]
    expect(readFileSync(path.join(import.meta.dirname, 'example.ts'), 'utf8')).toBe(shown)
    expect(await example(server.localUrl, server.key)).toEqual(['Hello'])
    // Its key for the create is remembered, so the post is there once.
    expect(await example(server.localUrl, server.key)).toEqual(['Hello'])
  })

  it('refuses at compile time what the API does not have', () => {
    const wrong = () => [
      // @ts-expect-error no such path
      hearth.get('/nothing'),
      // @ts-expect-error no such method of this path
      hearth.delete('/settings'),
      // @ts-expect-error the id is missing
      hearth.get('/posts/{id}'),
      // @ts-expect-error a title is text
      hearth.post('/posts', { body: { title: 1 } }),
      // @ts-expect-error no such status
      hearth.get('/posts', { query: { status: 'lost' } }),
      // @ts-expect-error tags have no versions to compare
      hearth.patch('/tags/{id}', { path: { id: 1 }, body: {}, ifMatch: 1 }),
      // @ts-expect-error what is no write of content cannot be tried
      hearth.dryRun('POST', '/cache/flush'),
    ]
    expect(wrong).toBeTypeOf('function')
  })

  it('sends If-Match, and says what is stored when somebody saved meanwhile', async () => {
    const post = await hearth.post('/posts', { body: { title: 'One' } })
    const saved = await hearth.patch('/posts/{id}', {
      path: { id: post.id },
      body: { title: 'Two' },
      ifMatch: post.version,
    })
    expect(saved).toMatchObject({ title: 'Two', version: post.version + 1 })
    const late = await refusal(
      hearth.patch('/posts/{id}', { path: { id: post.id }, body: { title: 'Late' }, ifMatch: post.version }),
    )
    expect(late).toBeInstanceOf(HearthProblem)
    expect(late).toMatchObject({
      ...{ status: 412, code: 'version-conflict' },
      problem: { current: { title: 'Two' } },
    })
    expect(hearth.epoch).toMatch(/^\d+$/)
  })

  it('names the fields that are to blame, and tells who may not from what is not', async () => {
    const invalid = await refusal(hearth.post('/posts', { body: { title: '', slug: 'x'.repeat(200) } }))
    expect(invalid).toMatchObject({ status: 422, errors: [{ field: 'slug' }, { field: 'title' }] })
    expect(await refusal(hearth.get('/posts/{id}', { path: { id: 999_999 } }))).toMatchObject({ code: 'not-found' })
    const stranger = createClient({ url: server.localUrl, key: `hk_abcdefgh_${'x'.repeat(43)}` })
    expect(await refusal(stranger.get('/posts'))).toMatchObject({ status: 401, code: 'unauthenticated' })
  })

  it('walks through a list page by page', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await hearth.post('/tags', { body: { name } })
    const names: string[] = []
    for await (const { name } of hearth.each('/tags', { query: { limit: 2 } })) names.push(name)
    expect(names.filter((name) => name.length === 1).sort()).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('tries a write: which pages it would change, and of several what would become of each', async () => {
    const { id, url } = await hearth.post('/posts', { body: { title: 'Tried', status: 'published' } })
    const { pages, unexamined } = await hearth.dryRun('DELETE', '/posts/{id}', { path: { id } })
    expect(pages.find((page) => page.url === new URL(url).pathname)).toMatchObject({ change: 'goes' })
    expect(unexamined).toBe(0)
    const several = await hearth.dryRun('POST', '/posts/bulk', { body: { ids: [id, 999_999], action: 'delete' } })
    expect(several).toMatchObject({ done: 1, items: [{ id, problem: null }, { id: 999_999 }] })
    expect(several.items[1]?.problem).toBeTruthy()
    expect(several.pages).toEqual(pages)
    expect(await hearth.get('/posts/{id}', { path: { id } })).toMatchObject({ status: 'published', deletedAt: null })
  })

  it('says that nobody answers, and gives up in time', async () => {
    const nobody = createClient({ url: 'http://127.0.0.1:1', key: server.key })
    expect(await refusal(nobody.get('/posts'))).toBeInstanceOf(HearthUnreachable)
    const silent = createClient({
      ...{ url: server.localUrl, key: server.key, timeoutMs: 5 },
      fetch: (_, init) =>
        new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))),
    })
    expect(await refusal(silent.get('/posts'))).toBeInstanceOf(HearthUnreachable)
  })

  it('makes a problem of what a proxy in between answers', async () => {
    const behind = createClient({
      ...{ url: server.localUrl, key: server.key },
      fetch: async () => new Response('<h1>Bad gateway</h1>', { status: 502 }),
    })
    expect(await refusal(behind.get('/posts'))).toMatchObject({ status: 502, message: 'The server answered 502.' })
  })
})
