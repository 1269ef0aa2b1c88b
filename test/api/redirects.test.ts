import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
})
afterAll(() => server.stop())

const add = async (source: string, target: string | null, status = 301) => {
  const answer = await server.api('POST', '/redirects', { source, target, status })
  expect(answer.status).toBe(201)
  return answer.body
}
const tryIt = async (path: string) => (await server.api('GET', `/redirects/test?path=${encodeURIComponent(path)}`)).body
const way = ({ steps }: { steps: { path: string; status: number }[] }) =>
  steps.map(({ path, status }) => [path, status])

describe('trying an address', () => {
  it('follows it to the end, and says which rule answers', async () => {
    const { body: post } = await server.api('POST', '/posts', { title: 'Goal', status: 'published' })
    const second = await add('/second', '/posts/goal')
    const first = await add('/first', '/second', 302)
    const trial = await tryIt('/First/')
    expect(way(trial)).toEqual([
      ['/First/', 302],
      ['/second', 301],
      ['/posts/goal', 200],
    ])
    expect(trial.steps.map(({ rule }: { rule: object }) => rule)).toMatchObject([
      { kind: 'redirect', redirectId: first.id },
      { kind: 'redirect', redirectId: second.id },
      { kind: 'page', postId: post.id },
    ])
    expect(trial.end).toBe('page')
    // As a reader meets it.
    expect((await server.get('/First/')).headers.get('location')).toBe('/second')
    expect(await tryIt(`${server.siteUrl}/second`)).toMatchObject({ path: '/second', end: 'page' })
  })

  it('sees circles, other sites, what is gone, what is not there, and the server itself', async () => {
    await add('/round', '/and-round')
    await add('/and-round', '/round')
    await add('/out', 'https://else.example/x')
    await add('/over', null, 410)
    expect(await tryIt('/round')).toMatchObject({ end: 'loop', steps: [{ status: 301 }, { status: 301 }] })
    expect(await tryIt('/out')).toMatchObject({ end: 'elsewhere', steps: [{ location: 'https://else.example/x' }] })
    expect(await tryIt('/over')).toMatchObject({ end: 'gone', steps: [{ status: 410, rule: { kind: 'redirect' } }] })
    expect(await tryIt('/nothing')).toMatchObject({ end: 'not-found', steps: [{ rule: { kind: 'none' } }] })
    expect(await tryIt('/admin/posts')).toMatchObject({ end: 'server', steps: [{ status: null }] })
    expect((await server.api('GET', '/redirects/test?path=https://else.example/')).status).toBe(422)
    expect((await server.api('GET', '/redirects/test?path=//else.example/')).status).toBe(422)
  })

  it('knows former addresses, other spellings, and a redirect that nobody meets', async () => {
    const { body: post } = await server.api('POST', '/posts', { title: 'Moved', slug: 'here', status: 'published' })
    await server.api('PATCH', `/posts/${post.id}`, { slug: 'there' })
    expect(await tryIt('/posts/here')).toMatchObject({
      steps: [
        { status: 301, rule: { kind: 'former-address' } },
        { path: '/posts/there', status: 200 },
      ],
    })
    expect(await tryIt('/posts/There/')).toMatchObject({
      steps: [
        { status: 301, rule: { kind: 'spelling' } },
        { path: '/posts/there', status: 200 },
      ],
    })
    const unmet = await add('/posts/there', '/archive')
    expect(await tryIt('/posts/there')).toMatchObject({ end: 'page', unusedRedirectId: unmet.id })
    await server.api('DELETE', `/posts/${post.id}`)
    expect(await tryIt('/posts/there')).toMatchObject({
      unusedRedirectId: null,
      steps: [{ rule: { kind: 'redirect' } }, {}],
    })
  })

  it('stores nothing', async () => {
    const before = (await server.api('GET', '/cache')).body.entries
    for (let n = 0; n < 5; n++) await tryIt(`/never-asked-${n}`)
    expect((await server.api('GET', '/cache')).body.entries).toBe(before)
  })
})

describe('a target', () => {
  it.each(['/a b', '/a\nb', '/\\else.example', '//else.example', 'javascript:alert(1)'])(
    'is not %j',
    async (target) => {
      expect((await server.api('POST', '/redirects', { source: '/odd', target })).body).toMatchObject({
        status: 422,
        errors: [{ field: 'target' }],
      })
    },
  )

  it('may be in any script', async () => {
    const { id } = await add('/script', '/日本')
    expect((await server.get('/script')).headers.get('location')).toBe('/%E6%97%A5%E6%9C%AC')
    await server.api('DELETE', `/redirects/${id}`)
  })
})

describe('a file', () => {
  it('is imported as a whole; again it changes nothing; its export is the same file', async () => {
    const { body: post } = await server.api('POST', '/posts', { title: 'Followed', status: 'published' })
    const text = 'source,target,status,post\n/i/1,/archive,301,\n/i/2,,410,\n/i/3,/posts/followed,301,post/followed\n'
    const preview = await server.api('POST', '/redirects/import?dryRun=true', { text })
    expect(preview.body).toMatchObject({ dryRun: true, created: 3, problems: [], same: 0 })
    expect(preview.body.pages.map(({ url }: { url: string }) => url).sort()).toEqual(['/i/1', '/i/2', '/i/3'])
    expect((await server.get('/i/1')).status).toBe(404)

    expect((await server.api('POST', '/redirects/import', { text })).body).toMatchObject({ created: 3, changed: 0 })
    expect((await server.get('/i/1')).status).toBe(301)
    expect((await server.get('/i/2')).status).toBe(410)
    await server.api('PATCH', `/posts/${post.id}`, { slug: 'led' })
    expect((await server.get('/i/3')).headers.get('location')).toBe('/posts/led')

    const again = text.replace('/archive', '/tags').replaceAll('followed', 'led')
    expect((await server.api('POST', '/redirects/import', { text: again })).body).toMatchObject({ changed: 1, same: 2 })
    const { body: exported, headers } = await server.api('GET', '/redirects/export')
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(exported).toContain('/i/3,/posts/led,301,post/led')
    const total = exported.trim().split('\r\n').length - 1
    const same = await server.api('POST', '/redirects/import', { text: exported })
    expect(same.body).toMatchObject({ created: 0, changed: 0, same: total, problems: [] })
  })

  it('with a line that cannot be taken is not taken at all, and the line is named', async () => {
    const text = '/j/1,/archive\n/j/2,/a b\n/j/3,/j/3\n/j/1,/tags\n/,/tags\n/j/9,/x,999'
    const answer = await server.api('POST', '/redirects/import', { text })
    expect(answer.status).toBe(422)
    const places = answer.body.errors.map(({ field }: { field: string }) => field)
    expect(places).toEqual(['line 2', 'line 3', 'line 4', 'line 5', 'line 6'])
    expect((await server.api('GET', '/redirects?q=/j/')).body.items).toEqual([])
    const preview = await server.api('POST', '/redirects/import?dryRun=true', { text })
    expect([preview.status, preview.body.problems.length, preview.body.pages]).toEqual([200, 5, []])
  })

  it('says what will not do what it looks like', async () => {
    await server.api('POST', '/posts', { title: 'Stands', status: 'published' })
    const text = '/posts/stands /archive\n/k/1 /k/2\n/k/2 /k/1\n/archive /tags'
    const { notes } = (await server.api('POST', '/redirects/import?dryRun=true', { text })).body
    expect(notes.map(({ line, message }: { line: number; message: string }) => [line, message])).toEqual([
      [1, 'A post is at this address, and comes first.'],
      [2, 'It leads in a circle: /k/1 → /k/2 → /k/1.'],
      [3, 'It leads in a circle: /k/2 → /k/1 → /k/2.'],
      [4, 'This is an address of the site itself, which comes first.'],
    ])
  })
})

describe('the list', () => {
  it('is searched and filtered, and several go at once', async () => {
    const one = await add('/list/one', '/archive')
    const two = await add('/list/two', '/tags', 302)
    const ids = async (query: string) =>
      (await server.api('GET', `/redirects?${query}`)).body.items.map(({ id }: { id: number }) => id)
    expect(await ids('q=LIST/')).toEqual([two.id, one.id])
    expect(await ids('q=list&status=302')).toEqual([two.id])
    expect(await ids('q=%25')).toEqual(await ids('q=%25%25'))
    const preview = await server.api('POST', '/redirects/deletions?dryRun=true', { ids: [one.id, two.id] })
    expect(preview.body).toMatchObject({ deleted: 2 })
    expect(preview.body.pages).toHaveLength(2)
    expect((await server.api('POST', '/redirects/deletions', { ids: [one.id, two.id, 99999999] })).body.deleted).toBe(2)
    await server.flush()
    expect((await server.get('/list/one')).status).toBe(404)
  })
})
