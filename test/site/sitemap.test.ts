import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { POSTS_PER_SITEMAP } from '../../src/site/addresses.ts'
import { archivePages } from '../../src/site/sitemap/index.ts'
import { numberedPosts, openTestSite, SITE_URL, type TestSite } from './support.ts'
import { all, one, parseXml } from './xml.ts'

describe('the sitemap', () => {
  let site: TestSite
  beforeAll(async () => {
    site = await openTestSite(inject('clusterUrl'))
    await site.publish(...numberedPosts(12, { tags: ['A & B'], authors: ['Ada'] }), {
      title: 'About',
      slug: 'about',
      kind: 'page',
    })
  })
  afterAll(() => site.close())

  const urls = async (path: string) =>
    all(parseXml((await site.get(path)).body), 'url').map((url) => one(url, 'loc').text)

  it('leads from the index to every page, and all of them answer', async () => {
    const index = parseXml((await site.get('/sitemap.xml')).body)
    expect(index.name).toBe('sitemapindex')
    const files = all(index, 'sitemap').map((file) => one(file, 'loc').text)
    expect(files).toEqual(['posts-1', 'pages', 'tags', 'authors'].map((name) => `${SITE_URL}/sitemap-${name}.xml`))
    const listed = (await Promise.all(files.map((file) => urls(file.slice(SITE_URL.length))))).flat()
    expect(new Set(listed).size).toBe(listed.length)
    expect(listed).toHaveLength(12 + 2 + 4 + 1 + 1)
    for (const url of listed) {
      expect(url.startsWith(`${SITE_URL}/`), url).toBe(true)
      expect((await site.get(url.slice(SITE_URL.length))).status, url).toBe(200)
    }
  })

  it('says when a post was changed last', async () => {
    const [first] = all(parseXml((await site.get('/sitemap-posts-1.xml')).body), 'url')
    expect(first && one(first, 'loc').text).toBe(`${SITE_URL}/posts/post-1`)
    expect(first && one(first, 'lastmod').text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  })

  it('has an empty first file on an empty site, and no second one', async () => {
    const empty = await openTestSite(inject('clusterUrl'))
    expect(all(parseXml((await empty.get('/sitemap-posts-1.xml')).body), 'url')).toEqual([])
    expect((await empty.get('/sitemap-posts-2.xml')).status).toBe(404)
    await empty.close()
  })

  it('puts each archive page into the file in which its oldest post is, so that full files stay as they are', () => {
    for (const perPage of [1, 3, 7, 10, 100]) {
      const full = [1, 2, 3].flatMap((file) => archivePages(file, POSTS_PER_SITEMAP, perPage))
      const last = archivePages(4, 5, perPage)
      const numbers = [...full, ...last].map(({ path }) => Number(path.split('/').at(-1)))
      expect(numbers, `${perPage} a page`).toEqual(
        Array.from({ length: Math.ceil((3 * POSTS_PER_SITEMAP + 5) / perPage) }, (_, i) => i + 1),
      )
    }
    expect(archivePages(1, 0, 10)).toEqual([])
  })

  it('keeps robots out of what is not for them, or out of all', async () => {
    const robots = await site.get('/robots.txt')
    expect(robots.contentType).toMatch(/^text\/plain/)
    for (const line of ['Disallow: /admin', 'Disallow: /api/', 'Disallow: /search', `Sitemap: ${SITE_URL}/sitemap.xml`])
      expect(robots.body.split('\n')).toContain(line)
    await site.set({ aiTraining: false, robotsLines: '\r\nUser-agent: Own\r\nDisallow: /own\r\n' })
    const groups = (await site.get('/robots.txt')).body.split('\n\n')
    expect(groups[1]).toMatch(/^User-agent: GPTBot\nUser-agent: ClaudeBot\n(?:User-agent: \S+\n)+Disallow: \/$/)
    expect(groups[1]).not.toContain('PerplexityBot')
    expect(groups[2]).toBe('User-agent: Own\nDisallow: /own')
    await site.set({ aiTraining: true, aiAnswers: false, robotsLines: '' })
    const answering = (await site.get('/robots.txt')).body
    expect(answering).toContain('User-agent: PerplexityBot\n')
    expect(answering).not.toContain('GPTBot')
    await site.set({ searchEngines: false })
    expect((await site.get('/robots.txt')).body).toBe('User-agent: *\nDisallow: /\n')
    expect((await site.get('/')).body).toContain('<meta name="robots" content="noindex"/>')
  })
})
