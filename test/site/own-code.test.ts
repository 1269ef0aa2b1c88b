import { createHash } from 'node:crypto'
import { describe, expect, inject, it } from 'vitest'
import { ownStylesheetPath, policyWithCode } from '../../src/content/index.ts'
import { problemInRobotsLines } from '../../src/content/settings/robots-lines.ts'
import { startTestServer } from '../support/server.ts'
import { openTestSite } from './support.ts'

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

describe("the owner's stylesheet", () => {
  const VECTORS = [
    '</style><script>alert(1)</script>',
    '</STYLE ><img src=x onerror=alert(1)>',
    '*/</style><!--',
    '"></link><script>alert(1)</script>',
    '@import url("javascript:alert(1)"); p{background:url(javascript:alert(1))}',
    ']]><script>alert(1)</script>',
  ]
  it('is a file of its own: whatever it holds, no page holds it', async () => {
    const server = await startTestServer(inject('clusterUrl'))
    try {
      const clean = (await server.get('/')).text
      for (const css of VECTORS) {
        await server.db.sql`
          insert into setting (key, value) values ('customCss', ${JSON.stringify(css)}::text::jsonb)
          on conflict (key) do update set value = excluded.value`
        await server.flush()
        const address = ownStylesheetPath(css)
        const { text } = await server.get('/')
        expect(text.replace(`<link rel="stylesheet" href="${address}"/>`, '')).toBe(clean)
        const file = await server.get(address)
        expect(file.text).toBe(css)
        expect(file.headers.get('content-type')).toBe('text/css; charset=utf-8')
        expect(file.headers.get('x-content-type-options')).toBe('nosniff')
        expect(file.headers.get('cache-control')).toContain('immutable')
      }
      // A page from before the change still finds one, and what is found is not kept under the old address.
      const old = await server.get(ownStylesheetPath(VECTORS[0] ?? ''))
      expect([old.status, old.headers.get('location')]).toEqual([302, ownStylesheetPath(VECTORS.at(-1) ?? '')])
      expect(old.headers.get('cache-control')).toBe('no-store')
    } finally {
      await server.stop()
    }
  })
})

describe('the templates of a post', () => {
  it.each([
    ['default', 'class="post"', true],
    ['wide', 'class="post post-wide"', true],
    ['cover', 'class="post post-cover"', true],
    ['plain', 'class="post post-plain"', false],
  ] as const)('%s', async (template, mark, hasByline) => {
    const site = await openTestSite(inject('clusterUrl'))
    try {
      const post = { title: 'One', slug: 'one', coverUrl: '/media/c.png', tags: ['Tag'], template, markdown: 'Text' }
      await site.publish({ ...post, publishedAt: new Date('2024-01-02') })
      await site.publish({ ...post, kind: 'page', slug: 'page' })
      const [ofPost, ofPage] = [(await site.get('/posts/one')).body, (await site.get('/page')).body]
      for (const body of [ofPost, ofPage]) {
        expect(body).toContain(`<article ${mark}>`)
        expect(body).toContain('<h1>One</h1>')
        // Of a large cover, the picture comes before the title.
        expect(body.indexOf('class="cover"') < body.indexOf('<h1>One')).toBe(template === 'cover')
      }
      expect(ofPost.includes('<time')).toBe(hasByline)
      expect(ofPost.includes('/tags/tag')).toBe(hasByline)
    } finally {
      await site.close()
    }
  })
})

describe("the policy of pages with the owner's code", () => {
  it('allows its inline scripts by their hashes, and no others', () => {
    const policy = policyWithCode(
      '<script>one()</script><script async src="https://a.example/x.js"></script ><SCRIPT>\ntwo()\n</SCRIPT>',
    )
    expect(policy).toContain(`script-src 'self' https: ${hashOf('one()')} ${hashOf('\ntwo()\n')};`)
    expect(policy).not.toMatch(/script-src[^;]*'unsafe/)
    expect(policy).toContain("object-src 'none'; base-uri 'none'; frame-ancestors 'self'")
  })
})

describe('lines of robots.txt', () => {
  it.each([
    ['Nonsense', /line 1: must be a field/],
    ['Disallow: /', /line 1: must come after/],
    ['User-agent: a\n\nDisallow: private', /line 3: must be a path/],
    ['User-agent:', /line 1: must name/],
    ['# well\nSitemap: /x.xml', /line 2: must be a whole address/],
  ])('%j is refused', (text, problem) => expect(problemInRobotsLines(text)).toMatch(problem))
  it.each([
    '',
    'User-agent: a\nuser-agent: b # both\nDisallow:\nAllow: /*.png$\nCrawl-delay: 3',
    'Sitemap: https://a.example/s.xml',
  ])('%j is taken', (text) => expect(problemInRobotsLines(text)).toBeUndefined())
})
