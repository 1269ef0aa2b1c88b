/**
 * What the site says to its readers of its own, in the site's language: a file of ICU MessageFormat for each language.
 * Another language is another file here, named in FILES.
 */
import { IntlMessageFormat } from 'intl-messageformat'
import { LRUCache } from 'lru-cache'
import ar from './ar.json' with { type: 'json' }
import de from './de.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }
import es from './es.json' with { type: 'json' }
import fr from './fr.json' with { type: 'json' }

export type WordKey = keyof typeof en
/** The text of that name; `values` are what it has in braces. */
export type Words = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string

const FILES: Readonly<Record<string, Readonly<Record<WordKey, string>>>> = { ar, de, en, es, fr }

/** Languages (BCP 47) that the site speaks; in any other it speaks English. */
export const LANGUAGES = Object.keys(FILES)

/** A site has one locale; the admin looks at others before they are saved. */
const known = new LRUCache<string, Words>({ max: 20 })

/** The words of a locale such as `de-CH`: its language's, with numbers as they are written there. */
export function wordsFor(locale: string): Words {
  const found = known.get(locale) ?? createWords(locale)
  known.set(locale, found)
  return found
}

/** The language in which a site of this locale speaks. */
export function languageOf(locale: string): string {
  const { language } = new Intl.Locale(locale)
  return language in FILES ? language : 'en'
}

function createWords(locale: string): Words {
  const language = languageOf(locale)
  const texts = FILES[language] ?? en
  const formatLocale = new Intl.Locale(locale).language === language ? locale : language
  const formats = new Map<WordKey, IntlMessageFormat>()
  return (key, values) => {
    if (!values) return texts[key]
    const format = formats.get(key) ?? new IntlMessageFormat(texts[key], formatLocale)
    formats.set(key, format)
    return String(format.format(values))
  }
}
