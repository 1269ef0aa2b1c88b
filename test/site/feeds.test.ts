import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openTestSite, SITE_URL, type TestSite } from './support.ts'
import { all, one, parseXml } from './xml.ts'

const NASTY = 'Q&A: is `a < b` & "c" > ]]> d? &amp; <b>'

describe('feeds', () => {
  let site: TestSite
  beforeAll(async () => {
    site = await openTestSite(inject('clusterUrl'))
    await site.set({ title: 'Tom & Jerry <3', description: 'All about "them" &amp; cheese', locale: 'de-AT' })
    await site.publish(
      { title: 'No author', slug: 'plain', markdown: '', publishedAt: new Date('2024-01-01') },
      {
        title: NASTY,
        slug: 'nasty',
        markdown:
          '[in](/posts/plain) [here](#x) ![i](/media/a.png) ![r](b.png)\n\n## Head\n\n```\na ]]> b\u0007\n```\n',
        excerpt: '1 < 2 & <i>so on</i>',
        tags: ['C<T> & "co"'],
        authors: ['Ada <L>', 'Bob & Co'],
        coverUrl: '/media/cover.jpg',
        publishedAt: new Date('2024-01-02'),
      },
    )
    await site.db
      .sql`update post set html = replace(html, chr(7), '') || '<img src="/x.png" srcset="/x.png 1x, /x2.png 2x">' || chr(11) || '<p>end</p>' where slug = 'nasty'`
  })
  afterAll(() => site.close())

  it('are well-formed RSS 2.0 with text that is escaped once', async () => {
    const answer = await site.get('/rss.xml')
    expect(answer.contentType).toBe('application/rss+xml; charset=utf-8')
    const channel = one(parseXml(answer.body), 'channel')
    expect(one(channel, 'title').text).toBe('Tom & Jerry <3')
    expect(one(channel, 'description').text).toBe('All about "them" &amp; cheese')
    expect(one(channel, 'language').text).toBe('de-AT')
    expect(one(channel, 'atom:link').attributes).toMatchObject({ rel: 'self', href: `${SITE_URL}/rss.xml` })
    const [nasty, plain] = all(channel, 'item')
    if (!nasty || !plain) throw new Error('There should be two items.')
    expect(one(nasty, 'title').text).toBe(NASTY)
    expect(one(nasty, 'link').text).toBe(`${SITE_URL}/posts/nasty`)
    expect(one(nasty, 'guid').attributes.isPermaLink).toBe('false')
    expect(one(nasty, 'pubDate').text).toBe('Tue, 02 Jan 2024 00:00:00 GMT')
    expect(one(nasty, 'dc:creator').text).toBe('Ada <L>, Bob & Co')
    expect(one(nasty, 'category').text).toBe('C<T> & "co"')
    // Feed readers take it as HTML.
    expect(one(nasty, 'description').text).toBe('1 &lt; 2 &amp; &lt;i&gt;so on&lt;/i&gt;')
    expect(all(nasty, 'author')).toEqual([])
    expect(all(plain, 'dc:creator')).toEqual([])
  })

  it('are valid Atom: a self link, an author and a date for each entry, titles as HTML', async () => {
    const feed = parseXml((await site.get('/atom.xml')).body)
    expect(feed.attributes).toMatchObject({ xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': 'de-AT' })
    expect(one(feed, 'title').text).toBe('Tom & Jerry <3')
    expect(all(feed, 'link').map(({ attributes }) => attributes)).toEqual([
      { rel: 'alternate', href: `${SITE_URL}/` },
      { rel: 'self', href: `${SITE_URL}/atom.xml` },
    ])
    expect(one(one(feed, 'author'), 'name').text).toBe('Tom & Jerry <3')
    const [nasty] = all(feed, 'entry')
    if (!nasty) throw new Error('There should be an entry.')
    expect(one(nasty, 'title').attributes.type).toBe('html')
    expect(unescapeHtml(one(nasty, 'title').text)).toBe(NASTY)
    expect(all(nasty, 'author').map((author) => one(author, 'name').text)).toEqual(['Ada <L>', 'Bob & Co'])
    expect(one(nasty, 'category').attributes.term).toBe('C<T> & "co"')
    expect(one(nasty, 'published').text).toBe('2024-01-02T00:00:00.000Z')
    const updated = all(feed, 'entry').map((entry) => one(entry, 'updated').text)
    expect(one(feed, 'updated').text).toBe(updated.sort().at(-1))
    expect(new Set(all(feed, 'entry').map((entry) => one(entry, 'id').text)).size).toBe(2)
  })

  it('are JSON Feed 1.1 with every author', async () => {
    const answer = await site.get('/feed.json')
    expect(answer.contentType).toBe('application/feed+json; charset=utf-8')
    const feed = JSON.parse(answer.body)
    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Tom & Jerry <3',
      home_page_url: `${SITE_URL}/`,
      feed_url: `${SITE_URL}/feed.json`,
      language: 'de-AT',
    })
    expect(feed.items[0]).toMatchObject({
      title: NASTY,
      url: `${SITE_URL}/posts/nasty`,
      image: `${SITE_URL}/media/cover.jpg`,
      authors: [
        { name: 'Ada <L>', url: `${SITE_URL}/authors/ada-l` },
        { name: 'Bob & Co', url: `${SITE_URL}/authors/bob-co` },
      ],
      tags: ['C<T> & "co"'],
    })
    expect(feed.items[1].content_html).not.toBe('')
  })

  it('carry the full text with every address absolute, in all three formats alike', async () => {
    const rss = one(
      all(one(parseXml((await site.get('/rss.xml')).body), 'channel'), 'item')[0] ?? fail(),
      'content:encoded',
    ).text
    const atom = one(all(parseXml((await site.get('/atom.xml')).body), 'entry')[0] ?? fail(), 'content').text
    const json: string = JSON.parse((await site.get('/feed.json')).body).items[0].content_html
    expect(atom).toBe(rss)
    expect(json.replace('\u000b', '')).toBe(rss)
    for (const address of [
      `href="${SITE_URL}/posts/plain"`,
      `href="${SITE_URL}/posts/nasty#x"`,
      `src="${SITE_URL}/media/a.png"`,
      `src="${SITE_URL}/posts/b.png"`,
      `srcset="${SITE_URL}/x.png 1x, ${SITE_URL}/x2.png 2x"`,
      `src="${SITE_URL}/media/cover.jpg"`,
    ])
      expect(rss).toContain(address)
    expect(rss).toContain('a ]]&gt; b')
    expect(rss).not.toMatch(/(?:href|src)="(?!https:)/)
    expect(rss).not.toContain('class="anchor"')
  })

  it('of a tag hold its posts only', async () => {
    const tag = await site.db.sql<{ slug: string }[]>`select slug from tag`
    const base = `/tags/${tag[0]?.slug}`
    const channel = one(parseXml((await site.get(`${base}/rss.xml`)).body), 'channel')
    expect(one(channel, 'title').text).toBe('C<T> & "co" – Tom & Jerry <3')
    expect(one(channel, 'link').text).toBe(`${SITE_URL}${base}`)
    expect(all(channel, 'item')).toHaveLength(1)
    expect(JSON.parse((await site.get(`${base}/feed.json`)).body).items).toHaveLength(1)
    expect(all(parseXml((await site.get(`${base}/atom.xml`)).body), 'entry')).toHaveLength(1)
  })

  it('keep the id of a post that is renamed, and are the same bytes for the same posts', async () => {
    const ids = async () =>
      all(parseXml((await site.get('/atom.xml')).body), 'entry').map((entry) => one(entry, 'id').text)
    const before = await ids()
    expect((await site.get('/atom.xml')).body).toBe((await site.get('/atom.xml')).body)
    await site.db.sql`update post set slug = 'renamed' where slug = 'nasty'`
    expect(await ids()).toEqual(before)
  })

  it('are valid when the site is empty', async () => {
    const empty = await openTestSite(inject('clusterUrl'))
    expect(all(one(parseXml((await empty.get('/rss.xml')).body), 'channel'), 'item')).toEqual([])
    expect(one(parseXml((await empty.get('/atom.xml')).body), 'updated').text).toBe('1970-01-01T00:00:00.000Z')
    expect(JSON.parse((await empty.get('/feed.json')).body).items).toEqual([])
    await empty.close()
  })

  it('carry the excerpt alone, and a text under each post, when the settings say so', async () => {
    await site.set({ feedText: 'excerpt', feedFooter: 'First on {site} <b>:\n{title} {link} {other}' })
    const [rss, json] = [(await site.get('/rss.xml')).body, JSON.parse((await site.get('/feed.json')).body)]
    const [nasty, plain] = all(one(parseXml(rss), 'channel'), 'item')
    if (!nasty || !plain) throw new Error('There should be two items.')
    const { text } = one(nasty, 'content:encoded')
    expect(text).toContain('<p>1 &lt; 2 &amp; &lt;i&gt;so on&lt;/i&gt;</p>')
    expect(text).not.toContain('Head')
    expect(text).toContain(`<p>First on <a href="${SITE_URL}/">Tom &amp; Jerry &lt;3</a> &lt;b&gt;:<br>`)
    expect(text).toContain(`<a href="${SITE_URL}/posts/renamed">${SITE_URL}/posts/renamed</a> {other}</p>`)
    // Without an excerpt there is still something to show.
    expect(one(plain, 'content:encoded').text).toMatch(/^<p>No author<\/p>\n<hr>/)
    expect(json.items[0].content_html).toBe(text)
  })
})

function unescapeHtml(html: string): string {
  return html
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
}

function fail(): never {
  throw new Error('There should be one.')
}
