import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { replaceMenu } from '../../src/content/index.ts'
import { ErrorPage, toHtml } from '../../templates/index.ts'
import { openTestSite, SITE_URL, type TestSite } from './support.ts'

const EVIL = '</title><script>alert("x")</script> & \'co\''

describe('pages', () => {
  let site: TestSite
  beforeAll(async () => {
    site = await openTestSite(inject('clusterUrl'))
    await site.set({ title: EVIL, description: EVIL, footer: EVIL, locale: 'en-GB' })
    await site.publish(
      { title: 'First', slug: 'first', publishedAt: new Date('2024-01-01'), markdown: 'One.' },
      {
        title: EVIL,
        slug: 'evil',
        excerpt: EVIL,
        seoDescription: EVIL,
        markdown: `Text.\n\n${'## Part\n\nMore of it.\n\n'.repeat(3)}`,
        tags: [EVIL],
        authors: [EVIL],
        coverUrl: '/media/c.jpg',
        coverAlt: EVIL,
        featured: true,
        publishedAt: new Date('2024-02-29T23:30:00Z'),
      },
      { title: 'Last', slug: 'last', publishedAt: new Date('2024-03-01'), markdown: 'Three.' },
      { title: 'About', slug: 'about', kind: 'page', markdown: 'Us.' },
    )
    await site.write((tx) =>
      replaceMenu(tx, 'main', [
        { label: EVIL, url: '/about' },
        { label: 'Tags', url: '/tags' },
      ]),
    )
    await site.db.sql`update author set bio = ${EVIL}, website_url = 'javascript:alert(1)'`
  })
  afterAll(() => site.close())

  const everyPage = async () => {
    const [tag] = await site.db.sql<{ slug: string }[]>`select slug from tag`
    const [author] = await site.db.sql<{ slug: string }[]>`select slug from author`
    const paths = ['/', '/archive', '/archive/1', '/archive/2024/02', '/tags', `/tags/${tag?.slug}`, '/nothing']
    return [
      ...paths,
      `/authors/${author?.slug}`,
      '/posts/evil',
      '/posts/first',
      '/about',
      `/search?q=${encodeURIComponent(EVIL)}`,
    ]
  }

  it('show what people write as text', async () => {
    for (const path of await everyPage()) {
      const { body } = await site.get(path)
      expect(body, path).not.toContain('<script>')
      expect(body, path).not.toContain('javascript:')
      expect(body.match(/<script/g)?.length ?? 0, path).toBe(
        body.match(/<script type="application\/ld\+json">/g)?.length ?? 0,
      )
      expect(body.match(/<\/title>/g), path).toHaveLength(1)
    }
  })

  it('are standards mode documents with one heading, landmarks, a language and a way past the navigation', async () => {
    for (const path of await everyPage()) {
      const { body } = await site.get(path)
      expect(body, path).toMatch(/^<!DOCTYPE html>\n<html lang="en-GB" dir="ltr"><head><meta charset="utf-8"\/>/)
      expect(body.match(/<h1[ >]/g), path).toHaveLength(1)
      for (const part of [
        '<header class="site-header">',
        '<main id="content"',
        '<footer class="site-footer">',
        '<a class="skip" href="#content">',
      ])
        expect(body, path).toContain(part)
      const ids = [...body.matchAll(/ id="([^"]+)"/g)].map((match) => match[1])
      expect(new Set(ids).size, path).toBe(ids.length)
    }
  })

  it('ask no other host for anything', async () => {
    for (const path of await everyPage()) {
      const { body } = await site.get(path)
      const loaded = [
        ...body.matchAll(
          /<(?:link rel="(?:stylesheet|icon|apple-touch-icon)" href|img [^>]*src|script [^>]*src)="([^"]+)"/g,
        ),
      ]
      for (const [, address] of loaded) expect(address, path).toMatch(/^\/(?!\/)/)
    }
  })

  it('mark where in the menu the reader is', async () => {
    expect((await site.get('/about')).body).toContain('<a href="/about" aria-current="page">')
    const [tag] = await site.db.sql<{ slug: string }[]>`select slug from tag`
    expect((await site.get(`/tags/${tag?.slug}`)).body).toContain('<a href="/tags" aria-current="true">')
    expect((await site.get('/posts/first')).body).not.toContain('aria-current')
  })

  it('of posts say when, by whom, how long, about what, and what stands before and after', async () => {
    const { body } = await site.get('/posts/evil')
    expect(body).toContain('<time datetime="2024-02-29T23:30:00.000Z">29 February 2024</time>')
    expect(body).toContain('1 min read')
    expect(body).toContain('rel="author"')
    expect(body).toContain('rel="tag"')
    expect(body).toMatch(/<a class="prev" rel="prev" href="\/posts\/first">/)
    expect(body).toMatch(/<a class="next" rel="next" href="\/posts\/last">/)
    expect(body).toContain('<nav class="contents" aria-label="Contents">')
    expect((await site.get('/posts/first')).body).not.toContain('class="contents"')
  })

  it('tell machines what they are', async () => {
    const { body } = await site.get('/posts/evil')
    for (const tag of [
      `<link rel="canonical" href="${SITE_URL}/posts/evil"/>`,
      '<meta property="og:type" content="article"/>',
      `<meta property="og:image" content="${SITE_URL}/media/c.jpg"/>`,
      '<meta name="twitter:card" content="summary_large_image"/>',
      '<meta property="article:published_time" content="2024-02-29T23:30:00.000Z"/>',
      'type="application/rss+xml"',
      'type="application/atom+xml"',
      'type="application/feed+json"',
    ])
      expect(body).toContain(tag)
    const objects = [...body.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map((m) =>
      JSON.parse(m[1] ?? ''),
    )
    expect(objects.map((object) => object['@type'])).toEqual(['BlogPosting', 'BreadcrumbList'])
    expect(objects[0]).toMatchObject({
      headline: EVIL,
      url: `${SITE_URL}/posts/evil`,
      author: [{ '@type': 'Person', name: EVIL }],
    })
    expect((await site.get('/')).body).toContain('"@type":"WebSite"')
  })

  it('are small: a post and its stylesheet within 15 KB', async () => {
    const { body } = await site.get('/posts/evil')
    const css = readFileSync('static/css/site.css')
    expect(gzipSync(body).length + gzipSync(css).length).toBeLessThan(15_000)
  })

  it('say what to expect where there is nothing yet', async () => {
    const empty = await openTestSite(inject('clusterUrl'))
    expect((await empty.get('/')).body).toContain('No posts yet.')
    expect((await empty.get('/archive')).body).toContain('No posts yet.')
    expect((await empty.get('/tags')).body).toContain('No tags yet.')
    expect((await empty.get('/search?q=x')).body).toContain('Nothing found')
    await empty.set({ locale: 'he' })
    expect((await empty.get('/')).body).toContain('<html lang="he" dir="rtl">')
    await empty.close()
  })

  it('of errors need nothing but the stylesheet', () => {
    const html = toHtml(<ErrorPage requestId="<1>" stylesheet="/assets/s.css" />)
    expect(html).toContain('Request &lt;1&gt;')
    expect(html).toContain('<h1>Something went wrong</h1>')
  })
})
