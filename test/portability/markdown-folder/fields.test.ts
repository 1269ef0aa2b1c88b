import { describe, expect, it } from 'vitest'
import { FieldError, readFields } from '../../../src/portability/markdown-folder/fields.ts'
import { parseFile } from '../../../src/portability/markdown-folder/front-matter.ts'

function fields(head: string, file = 'a.md', location = file) {
  return readFields(parseFile(head).data, { file, location, timeZone: 'UTC' })
}
const yaml = (text: string, file?: string, location?: string) => fields(`---\n${text}\n---\n`, file, location)

describe('what generators call things', () => {
  it('reads Hugo', () => {
    const head = `+++
title = "Hugo"
date = 2024-03-01T10:00:00Z
lastmod = 2024-03-02
slug = "the-slug"
aliases = ["/old/", "older.html", "https://example.com/oldest"]
tags = ["One", "Two", "one"]
categories = ["News"]
draft = true
summary = "Short"
featured_image = "pic.png"
[author]
name = "Ann"
+++
`
    expect(fields(head)).toMatchObject({
      ...{ title: 'Hugo', slug: 'the-slug', isDraft: true, excerpt: 'Short', cover: 'pic.png' },
      publishedAt: new Date('2024-03-01T10:00:00Z'),
      updatedAt: new Date('2024-03-02T00:00:00Z'),
      aliases: ['/old/', '/older.html', '/oldest'],
      tags: ['One', 'Two', 'News'],
      authors: ['Ann'],
    })
  })

  it('reads Zola', () => {
    const head = `+++
path = "2015/05/15/Zola"
title = "Zola"
updated = 2016-01-01
authors = ["Ann", "Bob"]
[taxonomies]
tags = ["One"]
categories = ["Two"]
authors = ["Cid"]
[extra]
cover = "c.png"
featured = true
+++
`
    expect(fields(head)).toMatchObject({
      ...{ oldPath: '/2015/05/15/Zola', cover: 'c.png', isFeatured: true, isDraft: false },
      publishedAt: new Date('2015-05-15T00:00:00Z'),
      updatedAt: new Date('2016-01-01T00:00:00Z'),
      tags: ['One', 'Two'],
      authors: ['Ann', 'Bob', 'Cid'],
    })
  })

  it('reads Jekyll', () => {
    const text = 'layout: post\ntags: ruby rails\ncategories: a b\nredirect_from: /was/\nlast_modified_at: 2020-01-01'
    expect(yaml(text, '_posts/2019-04-03-jekyll.markdown')).toMatchObject({
      publishedAt: new Date('2019-04-03T00:00:00Z'),
      updatedAt: new Date('2020-01-01T00:00:00Z'),
      tags: ['ruby', 'rails', 'a', 'b'],
      categories: ['a', 'b'],
      ...{ aliases: ['/was/'], isPage: false },
    })
    expect(yaml('published: false', '_posts/2019-04-03-x.md').isDraft).toBe(true)
    expect(yaml('title: x', '_drafts/x.md').isDraft).toBe(true)
    expect(yaml('layout: page\npermalink: /about/').isPage).toBe(true)
    expect(yaml('permalink: /:categories/:title/').oldPath).toBeUndefined()
    expect(yaml('permalink: pretty').oldPath).toBeUndefined()
  })

  it('reads Astro', () => {
    const text =
      "title: 'Astro'\npubDate: 'Jul 08 2022'\nupdatedDate: '2022-08-01'\ndescription: 'Short.'\nheroImage: '../../assets/h.png'"
    expect(yaml(text)).toMatchObject({
      publishedAt: new Date('2022-07-08T00:00:00Z'),
      updatedAt: new Date('2022-08-01T00:00:00Z'),
      ...{ excerpt: 'Short.', cover: '../../assets/h.png' },
    })
    expect(yaml('image:\n  url: /a.png\n  alt: An A')).toMatchObject({ cover: '/a.png', coverAlt: 'An A' })
  })

  it('reads Eleventy', () => {
    expect(yaml('date: git Last Modified', '2020-02-03-x.md').publishedAt).toEqual(new Date('2020-02-03'))
    expect(yaml('permalink: "/blog/{{ title | slug }}/"').oldPath).toBeUndefined()
    expect(yaml('tags: solo, other').tags).toEqual(['solo', 'other'])
    expect(yaml('tags: two words').tags).toEqual(['two words'])
    expect(yaml('permalink: false').oldPath).toBeUndefined()
  })

  it.each([
    ['published: 2021-01-01', '2021-01-01'],
    ['publishDate: 2021-01-02', '2021-01-02'],
    ['pubDate: 2021-01-03\ndate: 2021-01-04', '2021-01-04'],
    ['url: 2021/01/05/x', '2021-01-05'],
  ])('finds the date in %j', (text, date) => expect(yaml(text).publishedAt).toEqual(new Date(date)))

  it('takes authors as texts, lists and tables', () => {
    expect(yaml('author: Ann').authors).toEqual(['Ann'])
    expect(yaml('author: Ann, Bob').authors).toEqual(['Ann', 'Bob'])
    expect(yaml('authors:\n  - name: Ann\n    url: x\n  - Bob\n  - slug: cid').authors).toEqual(['Ann', 'Bob', 'cid'])
    expect(yaml('tags: []\nauthors: null')).toMatchObject({ tags: [], authors: [] })
  })

  it('tells pages by their folder', () => {
    expect(yaml('title: x', 'pages/about.md').isPage).toBe(true)
    expect(yaml('title: x', 'about.md', '_pages/about.md').isPage).toBe(true)
    expect(yaml('title: x', 'pages/blog/a.md').isPage).toBe(false)
    expect(yaml('title: x', 'homepages/about.md').isPage).toBe(false)
  })

  it('refuses a date that is none, and names it', () => {
    expect(() => yaml('date: soon')).toThrow(FieldError)
    expect(() => yaml('date: soon')).toThrow(/date: "soon" is no date; one like 2026-05-01/)
    expect(() => yaml('pubDate:\n  a: 1')).toThrow(/pubDate: \{"a":1\} is no date/)
  })

  it('minds no values of strange kinds elsewhere', () => {
    expect(yaml('title: 2024\nslug: 7\ntags: [1, true, {x: 1}]\nimage: [{}]\naliases: {a: b}')).toMatchObject({
      ...{ title: '2024', slug: '7', tags: ['1'], cover: undefined, aliases: [] },
    })
  })
})
