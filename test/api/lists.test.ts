import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Role } from '../../src/db/schema.ts'
import { signedInAs } from '../admin/accounts.ts'
import type { Browser } from '../support/browser.ts'
import { startTestServer, type TestServer, wrongPages } from '../support/server.ts'

let server: TestServer
let as: (role: Role) => Browser
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
  as = await signedInAs(server, ['owner', 'author', 'contributor'])
})
afterAll(() => server.stop())

const make = async (title: string, more: object = {}) =>
  (await server.api('POST', '/posts', { title, status: 'published', ...more })).body
const urls = (preview: { pages: { url: string }[] }) => preview.pages.map(({ url }) => url)

describe('the list of posts', () => {
  it('is sorted in any order, page by page', async () => {
    await make('beta', { publishedAt: '2020-01-02T00:00:00Z' })
    await make('Alpha', { publishedAt: '2020-01-03T00:00:00Z' })
    await make('gamma', { publishedAt: '2020-01-01T00:00:00Z' })
    const draft = await make('Draft', { status: 'draft' })
    await server.api('PATCH', `/posts/${draft.id}`, { markdown: 'Changed last' })
    const titles = async (sort: string) => {
      const seen: string[] = []
      let cursor = ''
      do {
        const { body } = await server.api('GET', `/posts?limit=1&sort=${sort}${cursor && `&cursor=${cursor}`}`)
        seen.push(...body.items.map(({ title }: { title: string }) => title))
        cursor = body.next ?? ''
      } while (cursor)
      return seen.filter((title) => /^(?:beta|Alpha|gamma|Draft)$/.test(title))
    }
    expect(await titles('title')).toEqual(['Alpha', 'beta', 'Draft', 'gamma'])
    expect(await titles('-title')).toEqual(['gamma', 'Draft', 'beta', 'Alpha'])
    expect(await titles('-published')).toEqual(['Alpha', 'beta', 'gamma', 'Draft'])
    expect(await titles('created')).toEqual(['beta', 'Alpha', 'gamma', 'Draft'])
    expect((await titles('-changed'))[0]).toBe('Draft')
    expect((await server.api('GET', '/posts?sort=html')).status).toBe(422)
  })
})

describe('several posts at once', () => {
  it('are tagged, untagged, unpublished and deleted, after a look at what changes; what cannot be is said', async () => {
    const [one, two] = [await make('Bulk one', { tags: ['old'] }), await make('Bulk two')]
    const ids = [one.id, two.id, 9_999_999]
    await server.flush()
    const body = { ids, action: 'add-tags', tags: ['New tag', 'old'] }
    const preview = (await server.api('POST', '/posts/bulk?dryRun=true', body)).body
    expect(urls(preview)).toEqual(expect.arrayContaining(['/posts/bulk-one', '/posts/bulk-two', '/tags/new-tag']))
    expect([preview.done, (await server.api('GET', `/posts/${two.id}`)).body.tags]).toEqual([2, []])
    const { body: done } = await server.api('POST', '/posts/bulk', body)
    expect(done).toMatchObject({ done: 2, items: [{ problem: null }, { problem: null }, { title: '' }] })
    expect((await server.api('GET', `/posts/${one.id}`)).body.tags).toEqual(['old', 'new-tag'])
    await server.api('POST', '/posts/bulk', { ids, action: 'remove-tags', tags: ['New tag'] })
    expect((await server.api('GET', `/posts/${two.id}`)).body.tags).toEqual(['old'])

    await server.api('POST', '/posts/bulk', { ids, action: 'unpublish' })
    expect((await server.get('/posts/bulk-one')).status).toBe(404)
    await server.api('POST', '/posts/bulk', { ids, action: 'publish' })
    await server.api('POST', '/posts/bulk', { ids, action: 'delete' })
    expect((await server.get('/posts/bulk-one')).status).toBe(410)
    // One whose slug was taken meanwhile stays in the bin; the other comes back.
    await make('Taken', { slug: 'bulk-one' })
    const { body: restored } = await server.api('POST', '/posts/bulk', { ids: [one.id, two.id], action: 'restore' })
    expect(restored.items).toMatchObject([{ problem: expect.stringContaining('taken') }, { problem: null }])
    await server.flush()
    expect((await server.get('/posts/bulk-two')).status).toBe(200)
    expect((await server.api('POST', '/posts/bulk', { ids, action: 'add-tags' })).status).toBe(422)
    expect(await wrongPages(server)).toEqual([])
  })

  it('are only their own for an author, and only drafts for a contributor', async () => {
    const other = await make('Not theirs')
    const { body: own } = await as('author').api('POST', '/posts', { title: 'Theirs' })
    const { body } = await as('author').api('POST', '/posts/bulk', { ids: [own.id, other.id], action: 'delete' })
    expect(body).toEqual({
      done: 1,
      items: expect.arrayContaining([
        { id: own.id, title: 'Theirs', problem: null },
        { id: other.id, title: '', problem: expect.stringContaining('There is no') },
      ]),
    })
    expect((await server.get('/posts/not-theirs')).status).toBe(200)
    const { body: draft } = await as('contributor').api('POST', '/posts', { title: 'A try' })
    const publish = { ids: [draft.id], action: 'publish' }
    expect((await as('contributor').api('POST', '/posts/bulk', publish)).body.done).toBe(0)
    expect((await as('contributor').api('POST', '/pages/bulk', publish)).status).toBe(403)
  })

  it('are deleted and taken back in the admin, by plain forms', async () => {
    const [one, two] = [await make('Form one'), await make('Form two')]
    const form = { action: 'delete', back: '/admin/posts?status=published' }
    const ids = new URLSearchParams([...Object.entries(form), ['id', String(one.id)], ['id', String(two.id)]])
    const send = (body: URLSearchParams) => as('owner').post('/admin/posts/bulk', body as never)
    const asked = await send(ids)
    expect([asked.status, asked.text]).toEqual([200, expect.stringContaining('Delete 2 posts')])
    expect((await server.get('/posts/form-one')).status).toBe(200)
    ids.set('confirmed', 'true')
    const done = await send(ids)
    expect(done.location).toBe(`/admin/posts?status=published&deleted=${one.id}%2C${two.id}`)
    expect((await as('owner').get(done.location ?? '')).text).toContain('2 are in the bin')
    ids.set('action', 'restore')
    ids.set('back', 'https://else.example/')
    expect((await send(ids)).location).toMatch(/^\/admin\/posts\?done=2\+of\+2/)
    expect((await server.get('/posts/form-one')).status).toBe(200)
  })
})

describe('tags', () => {
  it('are found, and counted', async () => {
    await make('Counted', { tags: ['Counted tag'] })
    await make('In the bin', { tags: ['Counted tag'], slug: 'binned' }).then(({ id }) =>
      server.api('DELETE', `/posts/${id}`),
    )
    const { items } = (await server.api('GET', '/tags?q=ounted&sort=-posts')).body
    expect(items).toMatchObject([{ slug: 'counted-tag', posts: 1 }])
    await server.api('POST', '/authors', { name: 'Nobody Yet' })
    expect((await server.api('GET', '/authors?q=nobody&sort=name')).body.items).toMatchObject([{ posts: 0 }])
  })

  it('become one: posts have the other once, and every address of the first leads to it', async () => {
    const both = await make('Both', { tags: ['Colour', 'Color'] })
    const first = await make('First', { tags: ['Color', 'x'] })
    const [from] = (await server.api('GET', '/tags?q=color')).body.items
    const [into] = (await server.api('GET', '/tags?q=colour')).body.items
    await server.api('PATCH', `/tags/${from.id}`, { slug: 'colors' })
    await server.flush()
    const preview = (await server.api('POST', `/tags/${from.id}/merge?dryRun=true`, { into: into.id })).body
    expect(urls(preview)).toEqual(expect.arrayContaining(['/tags/colors', '/tags/colour', '/posts/first', '/tags']))
    expect((await server.api('POST', `/tags/${from.id}/merge`, { into: into.id })).body.slug).toBe('colour')
    await server.flush()
    expect((await server.api('GET', `/posts/${both.id}`)).body.tags).toEqual(['colour'])
    expect((await server.api('GET', `/posts/${first.id}`)).body.tags).toEqual(['colour', 'x'])
    for (const address of ['/tags/colors', '/tags/color']) {
      const answer = await server.get(address)
      expect([address, answer.status, answer.headers.get('location')]).toEqual([address, 301, '/tags/colour'])
    }
    expect((await server.get('/tags/colour')).text).toContain('First')
    expect(await wrongPages(server)).toEqual([])
    for (const into of [from.id, 9_999_999])
      expect((await server.api('POST', `/tags/${into}/merge`, { into })).status).toBeGreaterThanOrEqual(404)
    expect((await server.api('POST', `/tags/${into.id}/merge`, { into: into.id })).body.errors[0].field).toBe('into')
  })
})

describe('a menu, by plain forms', () => {
  const send = (menu: string, fields: [string, string][]) =>
    as('owner').post(`/admin/navigation/${menu}`, new URLSearchParams(fields) as never)
  const labels = (text: string) => [...text.matchAll(/name="label" value="([^"]+)"/g)].map(([, label]) => label)
  const rows: [string, string][] = [
    ...[
      ['label', 'One'],
      ['url', '/one'],
      ['postId', ''],
    ].map(([name = '', value = '']): [string, string] => [name, value]),
    ...[
      ['label', 'Two'],
      ['url', '/two'],
      ['postId', ''],
    ].map(([name = '', value = '']): [string, string] => [name, value]),
  ]

  it('is put in order, added to, looked at and saved without a script', async () => {
    expect(labels((await send('main', [...rows, ['action', 'up:1']])).text)).toEqual(['Two', 'One'])
    expect(labels((await send('main', [...rows, ['action', 'remove:0']])).text)).toEqual(['Two'])
    const { body: page } = await server.api('POST', '/pages', { title: 'About <us>', status: 'published' })
    const found = await send('main', [...rows, ['find', 'about'], ['action', '']])
    expect(found.text).toContain('About &lt;us&gt; <span class="soft">page</span>')
    const add = `add:${JSON.stringify({ label: 'About', url: null, postId: page.id })}`
    expect(labels((await send('main', [...rows, ['action', add]])).text)).toEqual(['One', 'Two', 'About'])
    expect((await server.api('GET', '/navigation')).body.items).toMatchObject([{ label: 'About', url: null }])

    const all: [string, string][] = [...rows, ['label', 'About'], ['url', ''], ['postId', String(page.id)]]
    expect((await send('main', [...all, ['action', 'preview']])).text).toMatch(/\d+ pages will change/)
    expect((await send('main', [...all, ['action', 'save']])).status).toBe(303)
    expect((await server.api('GET', '/navigation')).body.items).toMatchObject([
      { label: 'One' },
      { label: 'Two' },
      { label: 'About', post: { kind: 'page', title: 'About <us>', isPublic: true } },
    ])
    const refused = await send('main', [...rows, ['label', 'Bad'], ['url', 'javascript:alert(1)'], ['postId', '']])
    expect([refused.status, labels(refused.text)]).toEqual([422, ['One', 'Two', 'Bad']])
    expect(refused.text).toContain('must begin with')
  })
})
