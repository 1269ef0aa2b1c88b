/** Days of the calendar, as `2026-11-21`. */
import { calendarDate } from '../content/index.ts'

/** The day that an instant is on in a time zone. */
export function dayOf(at: Date, timeZone: string): string {
  const { yyyy, mm, dd } = calendarDate(at, timeZone)
  return `${yyyy}-${mm}-${dd}`
}

/** `days` later, or earlier. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
