/** Dates as readers of the site write them. */
import { LRUCache } from 'lru-cache'
import type { DateView } from '../../../templates/index.ts'
import type { Settings } from '../../content/index.ts'

export type DateSettings = Pick<Settings, 'locale' | 'timeZone'>

/** A day, in the site's language and time zone. */
export function dateView(date: Date, { locale, timeZone }: DateSettings): DateView {
  return { iso: date.toISOString(), text: dateFormat('day', locale, timeZone).format(date) }
}

/** `July`, of a month that is already in the site's time zone. */
export function monthName(mm: number, locale: string): string {
  return dateFormat('month', locale, 'UTC').format(Date.UTC(2000, mm - 1, 15))
}

/** `July 2024`. */
export function monthAndYear(yyyy: number, mm: number, locale: string): string {
  return dateFormat('month and year', locale, 'UTC').format(Date.UTC(yyyy, mm - 1, 15))
}

const FORMATS = {
  day: { dateStyle: 'long' },
  month: { month: 'long' },
  'month and year': { month: 'long', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

/** Making a format costs far more than using it; they are immutable, and sites have one language and time zone. */
const formats = new LRUCache<string, Intl.DateTimeFormat>({ max: 20 })

function dateFormat(kind: keyof typeof FORMATS, locale: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${kind} ${locale} ${timeZone}`
  const known = formats.get(key)
  if (known) return known
  const format = new Intl.DateTimeFormat(locale, { ...FORMATS[kind], timeZone })
  formats.set(key, format)
  return format
}
