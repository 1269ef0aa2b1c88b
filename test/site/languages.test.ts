/** The site's pages in the language of the site. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { seedPosts, startTestServer, type TestServer, wrongPages } from '../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
  await seedPosts(server, 25)
  await server.api('POST', '/posts', {
    title: 'Alles',
    slug: 'all',
    status: 'published',
    featured: true,
    markdown: '## A\n\n## B\n\n## C\n\nText[^1]\n\n> [!TIP]\n> T\n\n[^1]: N\n',
  })
})
afterAll(() => server.stop())

const PAGES = [
  '/',
  '/archive',
  '/archive/1',
  '/archive/2020/01',
  '/tags',
  '/tags/odd',
  '/tags/odd/1',
  '/authors/ann',
  '/posts/all',
  '/posts/post-3',
  '/search?q=',
  '/search?q=Post',
  '/search?q=nothing-like-it',
  '/nowhere',
]

const english: Record<string, string> = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, '../../src/words/en.json'), 'utf8'),
)
/** Whole texts between tags, and labels, that are the site's own and not also a title of a post. */
const OWN = Object.values(english).filter((text) => !/[{]/.test(text) && !['Note', 'Important'].includes(text))

describe.each([
  {
    locale: 'de-AT',
    direction: 'ltr',
    says: ['Neueste Beiträge', 'Ältere Beiträge', 'Schlagwörter', '26 Beiträge', 'Tipp', 'Inhalt'],
  },
  { locale: 'ar', direction: 'rtl', says: ['الأرشيف', 'مقالات أقدم', 'الوسوم', 'نصيحة', 'بقلم'] },
])('in $locale', ({ locale, direction, says }) => {
  let pages: { url: string; text: string }[]
  beforeAll(async () => {
    await server.api('PATCH', '/settings', { locale })
    await server.flush()
    pages = await Promise.all(PAGES.map(async (url) => ({ url, text: (await server.get(url)).text })))
  })

  it('every page says what it is in, and nothing of its own in English', () => {
    for (const { url, text } of pages) {
      expect(text, url).toContain(`<html lang="${locale}" dir="${direction}">`)
      for (const words of OWN) {
        expect(text, url).not.toContain(`>${words}<`)
        expect(text, url).not.toContain(`"${words}"`)
      }
    }
  })

  it('says it in the language', () => {
    const all = pages.map(({ text }) => text).join('\n')
    for (const words of says) expect(all).toContain(words)
  })

  it('leaves no page behind in the language before', async () => {
    expect(await wrongPages(server)).toEqual([])
  })
})

it('speaks English in a language that it has no words for', async () => {
  await server.api('PATCH', '/settings', { locale: 'ja' })
  await server.flush()
  const { text } = await server.get('/archive')
  expect(text).toContain('<html lang="ja" dir="ltr">')
  expect(text).toContain('<h1>Archive</h1>')
})
