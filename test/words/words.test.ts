/** The files of words: whole in each language, and right for numbers. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import { localise, renderMarkdown } from '../../src/markdown/index.ts'
import { LANGUAGES, languageOf, type WordKey, wordsFor } from '../../src/words/index.ts'

const folder = path.resolve(import.meta.dirname, '../../src/words')
const read = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(path.join(folder, `${language}.json`), 'utf8'))
const english = read('en')
/** What a text has in braces, by name. */
const argumentsOf = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name))].toSorted()
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(english).map(([key, text]) => [
    key,
    argumentsOf(text).filter((name) => !/^[a-z]*\d/.test(name ?? '')) as string[],
  ]),
)

it('every file is one of the languages', () => {
  expect(readdirSync(folder).filter((name) => name.endsWith('.json'))).toEqual(LANGUAGES.map((tag) => `${tag}.json`))
})

describe.each(LANGUAGES)('%s', (language) => {
  const texts = read(language)

  it('says everything that English says, with the same values, and nothing that HTML would read', () => {
    expect(Object.keys(texts)).toEqual(Object.keys(english))
    for (const [key, text] of Object.entries(texts)) {
      expect(text, key).not.toMatch(/[<>&"]/)
      const values = Object.fromEntries((ARGUMENTS[key] ?? []).map((name) => [name, name === 'query' ? 'QUERY' : 3]))
      const said = String(new IntlMessageFormat(text, language).format(values))
      expect(said.trim(), key).not.toBe('')
      if ('query' in values) expect(said).toContain('QUERY')
    }
  })

  it('has every plural of the language', () => {
    for (const key of ['archiveCount', 'searchFound'] satisfies WordKey[]) {
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
      for (const form of forms) {
        // French and Spanish need `many` for a million only, where it reads like `other`.
        if (form === 'many' && language !== 'ar') continue
        expect(texts[key], key).toContain(`${form} {`)
      }
    }
  })
})

it('numbers and plurals are those of the locale, in its region', () => {
  expect(wordsFor('en')('archiveCount', { count: 1 })).toBe('1 post')
  expect(wordsFor('en-US')('archiveCount', { count: 12345 })).toBe('12,345 posts')
  expect(wordsFor('de-CH')('archiveCount', { count: 12345 })).toMatch(/^12.345 Beiträge$/)
  expect(wordsFor('ar')('archiveCount', { count: 2 })).toBe('مقالان')
})

it('a language without a file is spoken to in English, with English numbers', () => {
  expect(languageOf('ja')).toBe('en')
  expect(wordsFor('hi')('archiveCount', { count: 1234567 })).toBe('1,234,567 posts')
})

it('what the renderer adds to a text speaks the language, and the text itself stays as it is', async () => {
  const markdown = '## Table\n\nFootnotes[^1]\n\n> [!TIP]\n> Tip\n\n| Note |\n|-|\n| Warning |\n\n[^1]: Caution\n'
  const { html } = await renderMarkdown(markdown, { siteUrl: 'https://example.com' })
  const german = localise(html, wordsFor('de'))
  for (const word of ['Link zu diesem Abschnitt', 'Tabelle', 'Fußnoten', 'Zurück zur Stelle 1', 'Tipp'])
    expect(german).toContain(word)
  for (const text of ['>Table<', 'Footnotes<sup>', '<p>Tip</p>', '>Note<', '>Warning<', 'Caution'])
    expect(german).toContain(text)
  expect(localise(html, wordsFor('en'))).toBe(html)
})
