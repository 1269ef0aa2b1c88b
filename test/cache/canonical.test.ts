import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalPath } from '../../src/cache/index.ts'

describe('the canonical path', () => {
  it.each([
    ['/', '/'],
    ['', undefined],
    ['/Posts/Hello/', '/posts/hello'],
    ['//posts///hello', '/posts/hello'],
    ['/a/../b/./c', '/b/c'],
    ['/../../etc', '/etc'],
    ['/a?x=1#y', '/a'],
    ['/%61bc', '/abc'],
    ['/Über', '/%C3%BCber'],
    ['/%C3%9Cber', '/%C3%BCber'],
    ['/u\u0308ber', '/%C3%BCber'],
    ['/a%2Fb', undefined],
    ['/a%00b', undefined],
    ['/%zz', undefined],
    ['/a\\b', undefined],
    ['/rust-1.0@0', '/rust-1.0@0'],
    [`/${'a'.repeat(3000)}`, undefined],
  ])('of %j is %j', (path, expected) => expect(canonicalPath(path)).toBe(expected))

  it('is its own canonical path', () => {
    fc.assert(
      fc.property(fc.webPath(), (path) => {
        const once = canonicalPath(`/${path}`)
        return once === undefined || canonicalPath(once) === once
      }),
    )
  })

  it('never fails, whatever comes', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof canonicalPath(`/${text}`) !== 'number'))
  })
})
