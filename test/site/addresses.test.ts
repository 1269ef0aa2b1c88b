import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { createRedirect, deletePost, updatePost, updateTag } from '../../src/content/index.ts'
import { openTestSite, SITE_URL, type TestSite } from './support.ts'

describe('addresses', () => {
  let site: TestSite
  beforeEach(async () => {
    site = await openTestSite(inject('clusterUrl'))
  })
  afterEach(() => site.close())

  const context = { siteUrl: SITE_URL, now: new Date('2024-06-01') }

  it('answers a post with letters of any script at its own address, and does not send it in circles', async () => {
    await site.publish({ title: 'Grüße', slug: 'grüße', publishedAt: new Date('2024-01-01') })
    const answer = await site.get('/posts/gr%C3%BC%C3%9Fe')
    expect(answer.status).toBe(200)
    expect(answer.body).toContain(`<link rel="canonical" href="${SITE_URL}/posts/gr%C3%BC%C3%9Fe"/>`)
  })

  it('redirects to the right date when the permalink holds one', async () => {
    await site.set({ permalink: '/{yyyy}/{mm}/{slug}', timeZone: 'Europe/Vienna' })
    await site.publish({ title: 'Late', slug: 'late', publishedAt: new Date('2024-01-31T23:30:00Z') })
    expect((await site.get('/2024/02/late')).status).toBe(200)
    expect(await site.get('/2024/01/late')).toMatchObject({ status: 301, headers: { location: '/2024/02/late' } })
  })

  it('redirects from every pattern that posts had before, unless something else is wanted there', async () => {
    const [post] = await site.publish({ title: 'Old', slug: 'old', publishedAt: new Date('2024-01-05') })
    await site.set({ permalink: '/{yyyy}/{mm}/{slug}' })
    await site.set({ permalink: '/blog/{slug}' })
    for (const former of ['/posts/old', '/2024/01/old', '/2023/12/old'])
      expect(await site.get(former), former).toMatchObject({ status: 301, headers: { location: '/blog/old' } })
    expect((await site.get('/posts/never')).status).toBe(404)
    await site.write((tx) => updatePost(tx, context, post?.id ?? 0, { slug: 'new' }))
    expect(await site.get('/posts/old')).toMatchObject({ status: 301, headers: { location: '/blog/new' } })
    await site.write((tx) => createRedirect(tx, { source: '/posts/new', target: '/elsewhere', status: 302 }))
    expect(await site.get('/posts/new')).toMatchObject({ status: 302, headers: { location: '/elsewhere' } })
    await site.set({ permalink: '/posts/{slug}' })
    expect((await site.get('/posts/new')).status).toBe(200)
    expect(await site.get('/blog/new')).toMatchObject({ status: 301, headers: { location: '/posts/new' } })
    await site.write((tx) => deletePost(tx, context, post?.id ?? 0))
    expect((await site.get('/blog/new')).status).toBe(410)
  })

  it('asks for a page first, then for a redirect, then for who had the slug before', async () => {
    const [about] = await site.publish({ title: 'About', slug: 'about', kind: 'page' })
    await site.write((tx) => createRedirect(tx, { source: '/about', target: '/elsewhere', status: 302 }))
    expect((await site.get('/about')).status).toBe(200)
    await site.write((tx) => updatePost(tx, context, about?.id ?? 0, { slug: 'imprint' }))
    expect(await site.get('/about')).toMatchObject({ status: 302, headers: { location: '/elsewhere' } })
    await site.db.sql`delete from redirect`
    expect(await site.get('/about')).toMatchObject({ status: 301, headers: { location: '/imprint' } })
  })

  it('follows redirects below addresses of its own, where nothing stands', async () => {
    await site.publish({ title: 'One' })
    for (const source of [
      '/tags/old',
      '/tags/old/rss.xml',
      '/archive/2011/05',
      '/authors/old',
      '/sitemap-posts-9.xml',
    ]) {
      await site.write((tx) => createRedirect(tx, { source, target: '/', status: 301 }))
      expect(await site.get(source), source).toMatchObject({ status: 301, headers: { location: '/' } })
    }
  })

  it('sends readers of a renamed tag to its new name, from its pages and feeds too', async () => {
    const [post] = await site.publish({ title: 'One', tags: ['Old'] })
    await site.write((tx) => updateTag(tx, post?.tags[0]?.id ?? 0, { slug: 'new', name: 'New' }))
    for (const rest of ['', '/1', '/rss.xml'])
      expect(await site.get(`/tags/old${rest}`)).toMatchObject({
        status: 301,
        headers: { location: `/tags/new${rest}` },
      })
  })

  it('says 410 of what was deleted, and 404 of what never was or is a draft', async () => {
    const [post] = await site.publish({ title: 'One', slug: 'one' }, { title: 'Two', slug: 'two', status: 'draft' })
    await site.write((tx) => deletePost(tx, context, post?.id ?? 0))
    expect((await site.get('/posts/one')).status).toBe(410)
    expect((await site.get('/posts/two')).status).toBe(404)
    expect((await site.get('/posts/three')).status).toBe(404)
  })

  it('gives the same bytes for every address at which nothing stands, and nothing of the address', async () => {
    const answer = await site.get('/%3Cscript%3Ealert(1)%3C/x')
    expect(answer.status).toBe(404)
    expect(answer.body).toBe((await site.get('/archive/7')).body)
    expect(answer.body).not.toContain('alert')
    expect(answer.body).not.toContain('rel="canonical"')
    expect(answer.body).toContain('<meta name="robots" content="noindex"/>')
  })

  it('does not show tags or authors that only drafts have', async () => {
    await site.publish({ title: 'Secret', status: 'draft', tags: ['Merger'], authors: ['Ada'] })
    for (const path of ['/tags/merger', '/tags/merger/rss.xml', '/authors/ada'])
      expect((await site.get(path)).status, path).toBe(404)
    expect((await site.get('/tags')).body).not.toContain('Merger')
  })

  it('never stores search results, and shows the question as text', async () => {
    await site.publish({
      title: 'Otters',
      excerpt: 'About animals.',
      markdown: `${'Nothing of interest. '.repeat(40)}\n\nThey hold hands, otters do ${'and swim '.repeat(40)}`,
    })
    const hit = await site.get('/search?q=otters')
    expect(hit).toMatchObject({ status: 200, storable: false })
    expect(hit.body).toContain('1 post for “otters”')
    expect(hit.body).toMatch(/<p class="excerpt">… [^<]*otters[^<]* …<\/p>/)
    const none = await site.get(`/search?q=${encodeURIComponent('"><script>x')}`)
    expect(none.body).toContain('Nothing found for “&quot;&gt;&lt;script&gt;x”')
    expect((await site.get('/search')).storable).toBe(false)
  })
})
