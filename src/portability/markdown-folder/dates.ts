/** Dates as people and generators write them. Those without a zone are in the site's. */
import { TomlDate } from 'smol-toml'

const NUMERIC =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:(?:T|[ ]+)(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/i
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/
/** `Jul 08 2022`, `8 July 2022`, `Fri, 08 Jul 2022 10:00:00 +0200` */
const NAMED =
  /^(?:[a-z]{3,9},?\s+)?(?:([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?|(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?),?\s+(\d{4})(.*)$/i
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Undefined when it is no date. `2024-02-31` is none, though JavaScript would take it. */
export function asDate(value: unknown, timeZone: string): Date | undefined {
  if (value instanceof TomlDate) return asDate(value.toISOString(), timeZone)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value
  if (typeof value === 'number') return fromNumber(value, timeZone)
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  const compact = COMPACT.exec(text)
  if (compact) return fromParts(compact[1], compact[2], compact[3], undefined, undefined, timeZone)
  const numeric = NUMERIC.exec(text)
  if (numeric) return fromParts(numeric[1], numeric[2], numeric[3], numeric[4], numeric[5], timeZone)
  const named = NAMED.exec(text)
  if (!named) return undefined
  const [, monthBefore, dayAfter, dayBefore, monthAfter, year, rest = ''] = named
  const month = MONTHS.indexOf((monthBefore ?? monthAfter ?? '').slice(0, 3).toLowerCase()) + 1
  const clock = /^\s*(\d{1,2}:\d{2}(?::\d{2})?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i.exec(rest)
  if (month === 0 || !clock) return undefined
  return fromParts(year, String(month), dayAfter ?? dayBefore, clock[1], clock[2], timeZone)
}

/** `20240501`, or seconds or milliseconds since 1970. */
function fromNumber(value: number, timeZone: string): Date | undefined {
  if (COMPACT.test(String(value))) return asDate(String(value), timeZone)
  if (value >= 1e8 && value < 1e11) return new Date(value * 1000)
  return value >= 1e11 && value < 1e14 ? new Date(value) : undefined
}

function fromParts(
  year: string | undefined,
  month = '',
  day = '',
  time = '00:00:00',
  zone: string | undefined,
  timeZone: string,
): Date | undefined {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const clock = time.indexOf(':') === 1 ? `0${time}` : time
  const asUtc = new Date(`${date}T${clock}Z`)
  if (Number.isNaN(asUtc.getTime()) || asUtc.toISOString().slice(0, 10) !== date) return undefined
  if (zone === undefined) return fromLocal(asUtc.getTime(), timeZone)
  if (/^(?:Z|UTC|GMT)$/i.test(zone)) return asUtc
  const [, sign, hours, minutes = '00'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? []
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * 60_000
  return new Date(asUtc.getTime() - (sign === '-' ? -offsetMs : offsetMs))
}

/** The instant at which clocks in a zone show this time; found in two steps, for days on which they change. */
function fromLocal(localMs: number, timeZone: string): Date {
  const first = localMs - offsetAt(localMs, timeZone)
  return new Date(localMs - offsetAt(first, timeZone))
}

function offsetAt(instantMs: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    ...({ year: 'numeric', month: '2-digit', day: '2-digit' } as const),
    ...({ hour: '2-digit', minute: '2-digit', second: '2-digit' } as const),
  })
  const parts = new Map(format.formatToParts(instantMs).map(({ type, value }) => [type, Number(value)]))
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return shown - Math.floor(instantMs / 1000) * 1000
}
