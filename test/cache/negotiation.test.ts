import { describe, expect, it } from 'vitest'
import { isNotModified, negotiateEncoding } from '../../src/cache/index.ts'

const all = () => true

describe('content encoding (RFC 9110, 12.5.3)', () => {
  it.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['x-gzip', 'gzip'],
    ['br;q=0.5, gzip;q=0.9', 'gzip'],
    ['br;q=0, gzip;q=0', 'identity'],
    ['*', 'br'],
    ['*;q=0', 'identity'],
    ['br;q=0, *', 'gzip'],
    ['deflate', 'identity'],
    ['identity;q=1, br;q=0.2', 'identity'],
    ['br; q=1.0', 'br'],
    ['br;q=nonsense', 'identity'],
  ])('answers %j with %s', (header, expected) => expect(negotiateEncoding(header, all)).toBe(expected))

  it('chooses only what is stored', () =>
    expect(negotiateEncoding('br, gzip;q=0.1', (encoding) => encoding !== 'br')).toBe('gzip'))
})

describe('conditional requests (RFC 9110, 13)', () => {
  const modified = Date.parse('2026-05-01T10:00:00.700Z')

  it.each(['"a"', '"x", "a"', 'W/"a"', '*'])('knows If-None-Match %s', (header) => {
    expect(isNotModified(header, undefined, '"a"', modified)).toBe(true)
  })
  it.each(['"b"', 'a', '""'])('sends the page for If-None-Match %s', (header) => {
    expect(isNotModified(header, undefined, '"a"', modified)).toBe(false)
  })
  it('lets If-None-Match decide alone', () => {
    expect(isNotModified('"b"', new Date(modified).toUTCString(), '"a"', modified)).toBe(false)
  })
  it('compares If-Modified-Since to the second', () => {
    expect(isNotModified(undefined, 'Fri, 01 May 2026 10:00:00 GMT', '"a"', modified)).toBe(true)
    expect(isNotModified(undefined, 'Fri, 01 May 2026 09:59:59 GMT', '"a"', modified)).toBe(false)
    expect(isNotModified(undefined, 'yesterday', '"a"', modified)).toBe(false)
  })
})
