/** Values of options that are checked before anything is done: a wrong one is wrong usage. */
import { InvalidArgumentError } from 'commander'

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `90m`, `12h` or `30d`, in milliseconds. */
export function durationMs(text: string): number {
  const [, count, unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? []
  const ms = Number(count) * (UNIT_MS[unit] ?? 0)
  if (!(ms > 0)) throw new InvalidArgumentError('Write a number with m, h or d, for example 12h or 30d.')
  return ms
}

export function nameList(text: string): string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  if (names.length === 0) throw new InvalidArgumentError('Write at least one, separated by commas.')
  return names
}

/** A path or URL of the site. */
export function siteAddress(text: string): string {
  if (!/^(?:\/|https?:\/\/)/.test(text)) throw new InvalidArgumentError('Write a path such as /archive, or a URL.')
  return text
}

export function count(text: string): number {
  const value = Number(text)
  if (!/^\d{1,6}$/.test(text) || value < 1) throw new InvalidArgumentError('Write a number from 1 on.')
  return value
}

/** A date with a time and zone, as the API takes it. */
export function instant(text: string): string {
  const at = new Date(text)
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(at.getTime()))
    throw new InvalidArgumentError('Write a date such as 2026-05-01T09:00:00Z.')
  return at.toISOString()
}

export function numeric(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Write a number.')
  return Number(text)
}
