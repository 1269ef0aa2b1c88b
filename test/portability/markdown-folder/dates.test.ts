import { parse } from 'smol-toml'
import { describe, expect, it } from 'vitest'
import { asDate } from '../../../src/portability/markdown-folder/dates.ts'

const iso = (value: unknown, timeZone = 'UTC') => asDate(value, timeZone)?.toISOString()

describe('dates as people write them', () => {
  it.each([
    ['2024-03-01', '2024-03-01T00:00:00.000Z'],
    ['2024-3-1', '2024-03-01T00:00:00.000Z'],
    ['2024/03/01', '2024-03-01T00:00:00.000Z'],
    ['2024-03-01T10:20:30Z', '2024-03-01T10:20:30.000Z'],
    ['2024-03-01T10:20:30.125+01:00', '2024-03-01T09:20:30.125Z'],
    ['2024-03-01 10:20:30 -0500', '2024-03-01T15:20:30.000Z'],
    ['2024-03-01 9:05', '2024-03-01T09:05:00.000Z'],
    ['2024-03-01 10:20:30 UTC', '2024-03-01T10:20:30.000Z'],
    ['20240301', '2024-03-01T00:00:00.000Z'],
    ['Jul 08 2022', '2022-07-08T00:00:00.000Z'],
    ['July 8, 2022', '2022-07-08T00:00:00.000Z'],
    ['8 July 2022', '2022-07-08T00:00:00.000Z'],
    ['July 8th, 2022', '2022-07-08T00:00:00.000Z'],
    ['Fri, 08 Jul 2022 10:00:00 +0200', '2022-07-08T08:00:00.000Z'],
    [20240301, '2024-03-01T00:00:00.000Z'],
    [1_709_287_200, '2024-03-01T10:00:00.000Z'],
    [1_709_287_200_000, '2024-03-01T10:00:00.000Z'],
    [new Date('2024-03-01T00:00:00Z'), '2024-03-01T00:00:00.000Z'],
  ])('reads %s', (value, expected) => expect(iso(value)).toBe(expected))

  it.each([
    '2024-02-31',
    '2024-13-01',
    '2024',
    2024,
    'yesterday',
    '08.07.2022',
    '99 July 2022',
    'Jul 08 2022 at noon',
    '2024-03-01T99:00',
    {},
    true,
    new Date('x'),
  ])('takes %s for none', (value) => expect(iso(value)).toBeUndefined())

  it.each([
    ['d = 1979-05-27', '1979-05-27T00:00:00.000Z'],
    ['d = 1979-05-27T07:32:00Z', '1979-05-27T07:32:00.000Z'],
    ['d = 1979-05-27T00:32:00-07:00', '1979-05-27T07:32:00.000Z'],
    ['d = 1979-05-27T07:32:00', '1979-05-27T07:32:00.000Z'],
    ['d = 1979-05-27 07:32:00.500', '1979-05-27T07:32:00.500Z'],
  ])('reads the date of TOML %s', (toml, expected) => expect(iso(parse(toml).d)).toBe(expected))

  it('takes a time without a zone for the site’s, on days when clocks change too', () => {
    expect(iso('2024-07-01', 'Europe/Berlin')).toBe('2024-06-30T22:00:00.000Z')
    expect(iso('2024-01-01 12:00', 'America/New_York')).toBe('2024-01-01T17:00:00.000Z')
    expect(iso('2024-03-31 03:30', 'Europe/Berlin')).toBe('2024-03-31T01:30:00.000Z')
    expect(iso('2024-03-31 01:30', 'Europe/Berlin')).toBe('2024-03-31T00:30:00.000Z')
    expect(iso('2024-07-01T00:00:00Z', 'Europe/Berlin')).toBe('2024-07-01T00:00:00.000Z')
  })
})
