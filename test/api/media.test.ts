import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Role } from '../../src/db/schema.ts'
import { signedInAs } from '../admin/accounts.ts'
import type { Browser } from '../support/browser.ts'
import { formOf, gif, RED_POINT } from '../support/pictures.ts'
import { startTestServer, type TestServer, wrongPages } from '../support/server.ts'

let server: TestServer
let as: (role: Role) => Browser
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
  as = await signedInAs(server, ['editor', 'author', 'contributor'])
})
afterAll(() => server.stop())

const upload = async (bytes: Uint8Array, name: string) => {
  const answer = await server.api('POST', '/media', formOf(bytes, name))
  expect(answer.status).toBe(201)
  return answer.body
}

/** As somebody who is signed in; forms cannot go through `Browser.api`. */
async function send(browser: Browser, method: string, path: string, form: FormData) {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const response = await fetch(`${server.localUrl}/api/v1${path}`, {
    method,
    headers: { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' },
    body: form,
  })
  return { status: response.status, body: await response.json() }
}

const titles = async (id: number) =>
  (await server.api('GET', `/media/${id}/uses`)).body.items.map(
    ({ kind, title, places }: { kind: string; title: string; places: string[] }) => [kind, title, ...places],
  )

describe('where a file is used', () => {
  it('is known of texts, covers, authors, settings, menus, redirects and what is not saved, whoever wrote it', async () => {
    const { id, url } = await upload(gif(1), 'everywhere.gif')
    expect(await titles(id)).toEqual([])
    const { body: post } = await server.api('POST', '/posts', {
      title: 'Text',
      markdown: `![x](${server.siteUrl}${url})`,
    })
    await server.api('POST', '/pages', { title: 'Cover', coverUrl: url })
    const { body: typed } = await server.api('POST', '/posts', { title: 'Typed' })
    await server.api('PUT', `/posts/${typed.id}/autosave`, { baseVersion: 1, fields: { markdown: `![](${url})` } })
    await server.api('POST', '/authors', { name: 'Ann', avatarUrl: url })
    await server.api('PATCH', '/settings', { logoUrl: url })
    await server.api('PUT', '/navigation/main', { items: [{ label: 'Picture', url }] })
    await server.db.sql`insert into redirect (source, target, status) values ('/picture', ${url}, 302)`
    expect(await titles(id)).toEqual([
      ['post', 'Text', 'text'],
      ['page', 'Cover', 'cover'],
      ['post', 'Typed', 'unsaved'],
      ['author', 'Ann', 'picture'],
      ['setting', 'logoUrl', 'setting'],
      ['menu', 'Picture', 'menu'],
      ['redirect', '/picture', 'target'],
    ])
    expect((await server.api('GET', `/media/${id}`)).body.uses).toBe(7)

    await server.db.sql`update post set markdown = 'None' where id = ${post.id}`
    await server.db.sql`delete from post where title = 'Cover'`
    await server.api('DELETE', `/posts/${typed.id}/autosave`)
    await server.db.sql`truncate redirect`
    await server.api('PUT', '/navigation/main', { items: [] })
    await server.api('PATCH', '/settings', { logoUrl: null })
    expect(await titles(id)).toEqual([['author', 'Ann', 'picture']])
  })

  it('holds what is in the bin, and lets nothing be deleted that is used', async () => {
    const { id, url } = await upload(gif(2), 'kept.gif')
    const { body: post } = await server.api('POST', '/posts', { title: 'In the bin', markdown: `![](${url})` })
    await server.api('DELETE', `/posts/${post.id}`)
    expect((await server.api('GET', `/media/${id}/uses`)).body.items).toMatchObject([{ isInBin: true }])
    expect((await server.api('DELETE', `/media/${id}?dryRun=true`)).status).toBe(409)
    expect((await server.api('DELETE', `/media/${id}`)).status).toBe(409)
    expect((await server.get(url)).status).toBe(200)
    const other = await upload(gif(3), 'not kept.gif')
    const { body } = await server.api('POST', '/media/deletions', { ids: [id, other.id, 9999999] })
    expect(body).toEqual({ deleted: 1, kept: [{ id, fileName: 'kept.gif', reason: 'It is in use.' }] })
    expect((await server.get(other.url)).status).toBe(404)
  })
})

describe('the library', () => {
  it('is searched, filtered and sorted, page by page', async () => {
    const big = await upload(new TextEncoder().encode(`B ${'x'.repeat(3000)}`), 'Zeta 50%.txt')
    const small = await upload(gif(4), 'alpha.gif')
    await server.api('PATCH', `/media/${small.id}`, { alt: 'A red point' })
    const names = async (query: string) =>
      (await server.api('GET', `/media?${query}`)).body.items.map(({ fileName }: { fileName: string }) => fileName)
    expect(await names('q=RED')).toEqual(['alpha.gif'])
    expect(await names('q=50%25')).toEqual(['Zeta 50%.txt'])
    expect(await names('kind=document')).toEqual(['Zeta 50%.txt'])
    expect(await names('kind=image&q=zeta')).toEqual([])
    expect((await names('sort=-size'))[0]).toBe('Zeta 50%.txt')
    expect(await names('used=true')).toEqual(expect.not.arrayContaining(['alpha.gif']))
    expect(await names('used=false')).toEqual(expect.arrayContaining(['alpha.gif', 'Zeta 50%.txt']))
    for (const sort of ['name', '-name', 'size', '-size', 'created', '-created']) {
      const all = await names(`sort=${sort}`)
      const paged: string[] = []
      let cursor = ''
      do {
        const { body } = await server.api('GET', `/media?sort=${sort}&limit=1${cursor && `&cursor=${cursor}`}`)
        paged.push(...body.items.map(({ fileName }: { fileName: string }) => fileName))
        cursor = body.next ?? ''
      } while (cursor)
      expect([sort, paged]).toEqual([sort, all])
    }
    expect(big.kind).toBe('document')
    for (const cursor of ['x', 'e30', Buffer.from('["y",1]').toString('base64url')])
      expect((await server.api('GET', `/media?sort=size&cursor=${cursor}`)).status).toBe(422)
  })
})

describe('another file in its place', () => {
  it('is shown wherever the old one was, at once; the old address leads to it', async () => {
    const { id, url } = await upload(gif(5), 'old.gif')
    const { body: post } = await server.api('POST', '/posts', {
      ...{ title: 'Shows it', slug: 'shows-it', status: 'published', coverUrl: url },
      markdown: `![x](${url}) and [y](${server.siteUrl}${url})`,
    })
    const { body: typed } = await server.api('POST', '/posts', { title: 'Typing' })
    await server.api('PUT', `/posts/${typed.id}/autosave`, { baseVersion: 1, fields: { markdown: `![](${url})` } })
    await server.api('PATCH', '/settings', { logoUrl: url })
    await server.flush()
    const preview = await server.api('PUT', `/media/${id}/file?dryRun=true`, formOf(RED_POINT, 'new.png'))
    expect(preview.body.pages.map(({ url }: { url: string }) => url)).toContain('/posts/shows-it')
    expect((await server.api('GET', `/media/${id}`)).body.url).toBe(url)

    const { status, body } = await server.api('PUT', `/media/${id}/file`, formOf(RED_POINT, 'new.png'))
    expect([status, body.id, body.fileName, body.contentType, body.uses]).toEqual([200, id, 'new.png', 'image/png', 4])
    expect(body.url).not.toBe(url)
    await server.flush()
    const page = (await server.get('/posts/shows-it')).text
    expect(page).toContain(body.url)
    expect(page).not.toContain(url)
    const { body: now } = await server.api('GET', `/posts/${post.id}`)
    expect([now.markdown, now.coverUrl]).toEqual([`![x](${body.url}) and [y](${server.siteUrl}${body.url})`, body.url])
    expect(now.version).toBe(2)
    const { autosave } = (await server.api('GET', `/posts/${typed.id}/autosave`)).body
    expect(autosave).toMatchObject({ baseVersion: 1, fields: { markdown: `![](${body.url})` } })
    expect((await server.api('GET', '/settings')).body.logoUrl).toBe(body.url)

    const old = await server.get(url)
    expect([old.status, old.headers.get('location'), old.headers.get('cache-control')]).toEqual([
      301,
      body.url,
      'public, max-age=300',
    ])
    expect((await server.get(body.url)).headers.get('cache-control')).toContain('immutable')
    expect((await server.api('GET', `/redirects/test?path=${url}`)).body).toMatchObject({
      end: 'page',
      steps: [{ rule: { kind: 'former-address' } }, { status: 200 }],
    })

    // An earlier version holds the old address: it counts, and follows.
    await server.api('PATCH', `/posts/${typed.id}`, { markdown: `![](${url})` })
    const { body: third } = await server.api('PUT', `/media/${id}/file`, formOf(gif(6), 'third.gif'))
    expect((await server.api('GET', `/posts/${typed.id}`)).body.markdown).toBe(`![](${third.url})`)
    for (const former of [url, body.url]) expect((await server.get(former)).headers.get('location')).toBe(third.url)

    // The first file comes back under its own address.
    const again = await upload(gif(5), 'again.gif')
    expect([again.url, (await server.get(url)).status]).toEqual([url, 200])
    expect(await wrongPages(server)).toEqual([])
  })

  it('has to be of the same kind, and not in the library already', async () => {
    const { id } = await upload(gif(7), 'picture.gif')
    await upload(gif(8), 'other.gif')
    const text = formOf(new TextEncoder().encode('text'), 'text.txt')
    expect((await server.api('PUT', `/media/${id}/file`, text)).body).toMatchObject({
      status: 422,
      errors: [{ field: 'file' }],
    })
    expect((await server.api('PUT', `/media/${id}/file`, formOf(gif(8), 'same.gif'))).body.detail).toContain(
      'other.gif',
    )
    const same = await server.api('PUT', `/media/${id}/file`, formOf(gif(7), 'picture.gif'))
    expect([same.status, (await server.get(same.body.url)).status]).toEqual([200, 200])
    expect((await server.api('PUT', `/media/9999999/file`, formOf(gif(9), 'x.gif'))).status).toBe(404)
  })
})

describe('an author or contributor', () => {
  it('changes and deletes only what they uploaded themselves', async () => {
    const { body: theirs } = await send(as('author'), 'POST', '/media', formOf(gif(20), 'theirs.gif'))
    expect(theirs).toMatchObject({ mayChange: true, uploadedBy: 'Theauthor' })
    const elsewhere = await upload(gif(21), 'by-a-key.gif')
    for (const [who, id] of [
      ['contributor', theirs.id],
      ['author', elsewhere.id],
    ] as const) {
      const browser = as(who)
      expect((await browser.api('GET', `/media/${id}`)).body.mayChange).toBe(false)
      expect((await browser.api('PATCH', `/media/${id}`, { alt: 'Taken' })).status).toBe(403)
      expect((await browser.api('DELETE', `/media/${id}`)).status).toBe(403)
      expect((await send(browser, 'PUT', `/media/${id}/file`, formOf(gif(22), 'x.gif'))).status).toBe(403)
      expect((await browser.api('POST', '/media/deletions', { ids: [id] })).body).toMatchObject({ deleted: 0 })
      expect((await browser.post(`/admin/media/${id}`, { alt: 'Taken' })).status).toBe(403)
      expect((await browser.post(`/admin/media/${id}/delete`)).status).toBe(403)
    }
    expect((await server.api('GET', `/media/${theirs.id}`)).body.alt).toBe('')
    // The same bytes make nobody the owner of what another uploaded.
    const { body: same } = await send(as('contributor'), 'POST', '/media', formOf(gif(20), 'mine-now.gif'))
    expect(same).toMatchObject({ id: theirs.id, mayChange: false, fileName: 'theirs.gif' })
    expect((await as('author').api('GET', '/media?mine=true')).body.items).toHaveLength(1)
    expect((await as('author').api('PATCH', `/media/${theirs.id}`, { alt: 'Mine' })).status).toBe(200)
    expect((await as('editor').api('PATCH', `/media/${theirs.id}`, { alt: 'Edited' })).status).toBe(200)
    expect((await as('author').api('DELETE', `/media/${theirs.id}`)).status).toBe(204)
  })

  it('learns nothing of others’ posts from where a file is used, and changes none by replacing it', async () => {
    const { body: mine } = await send(as('author'), 'POST', '/media', formOf(gif(30), 'mine.gif'))
    await as('author').api('POST', '/posts', { title: 'My post', markdown: `![](${mine.url})` })
    await as('editor').api('POST', '/posts', { title: 'A secret draft', markdown: `![](${mine.url})` })
    const { body } = await as('author').api('GET', `/media/${mine.id}/uses`)
    expect([body.items.map(({ title }: { title: string }) => title), body.hidden]).toEqual([['My post'], 1])
    expect((await as('author').get(`/admin/media/${mine.id}`)).text).not.toContain('A secret draft')
    const refused = await as('author').api('DELETE', `/media/${mine.id}`)
    expect([refused.status, refused.body.detail]).toEqual([409, expect.not.stringContaining('secret')])
    expect((await send(as('author'), 'PUT', `/media/${mine.id}/file`, formOf(gif(31), 'x.gif'))).status).toBe(403)

    // A contributor's picture in a post that an editor published.
    const { body: theirs } = await send(as('contributor'), 'POST', '/media', formOf(gif(32), 'theirs.gif'))
    const { body: draft } = await as('contributor').api('POST', '/posts', {
      title: 'Try',
      markdown: `![](${theirs.url})`,
    })
    expect((await send(as('contributor'), 'PUT', `/media/${theirs.id}/file`, formOf(gif(33), 'b.gif'))).status).toBe(
      200,
    )
    await as('editor').api('PUT', `/posts/${draft.id}/publication`, {})
    expect((await send(as('contributor'), 'PUT', `/media/${theirs.id}/file`, formOf(gif(34), 'c.gif'))).status).toBe(
      403,
    )
  })
})
