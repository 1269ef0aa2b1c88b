import { expect, it } from 'vitest'
import { fromLocal, toLocal } from '../../src/admin/local-time.ts'

const iso = (text: string, timeZone: string) => fromLocal(text, timeZone)?.toISOString()

it('an hour that comes twice is the first, one that is left out is moved on', () => {
  expect(iso('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z')
  expect(iso('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z')
  expect(iso('2026-11-01T01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z')
})

it('a day that a zone left out is moved on', () => {
  expect(iso('2011-12-30T12:00', 'Pacific/Apia')).toBe('2011-12-30T22:00:00.000Z')
})

it('any year of four digits comes back as it was typed', () => {
  for (const text of ['0002-01-01T09:00', '0202-05-01T09:00', '1969-12-31T23:59', '9999-12-31T23:59']) {
    for (const timeZone of ['UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Apia']) {
      const at = fromLocal(text, timeZone)
      expect([text, timeZone, at && toLocal(at, timeZone)]).toEqual([text, timeZone, text])
    }
  }
})

it('what is no time is none', () => {
  for (const text of ['', '-1', '1e309', '%00', '2026-13-01T09:00', '2026-05-01', '26-05-01T09:00'])
    expect([text, fromLocal(text, 'Europe/Berlin')]).toEqual([text, undefined])
})
