/** Languages to choose from, and what a choice looks like. */
import { LANGUAGES } from '../words/index.ts'

const TAGS =
  'ar bg bn ca cs da de de-AT de-CH el en en-AU en-CA en-GB en-US es es-MX et eu fa fi fr fr-CA ga gl he hi hr hu hy ' +
  'id is it ja ka ko lt lv mk nb nl pl pt pt-BR ro ru sk sl sq sr sv sw ta th tr uk ur vi zh-Hans zh-Hant'

/** Each with its name in itself and in English. */
export function locales(): readonly { tag: string; name: string }[] {
  const english = new Intl.DisplayNames('en', { type: 'language' })
  return TAGS.split(' ').map((tag) => {
    const names = [new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag, english.of(tag) ?? tag]
    return { tag, name: [...new Set(names)].join(' – ') }
  })
}

/** `Arabic, English and French`: those that the site's pages speak themselves. */
export function spokenLanguages(): string {
  const english = new Intl.DisplayNames('en', { type: 'language' })
  const names = LANGUAGES.map((tag) => english.of(tag) ?? tag).toSorted()
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(names)
}

/** This moment, as the site would write it. */
export function sampleDate(locale: string, timeZone: string, now = new Date()): string {
  try {
    return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone }).format(now)
  } catch {
    return '…'
  }
}
