import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KeyList } from '../../src/content/key-list.ts'

const keys = fc.uniqueArray(
  fc.integer({ min: 0, max: 999 }).map((n) => String(n).padStart(3, '0')),
  { maxLength: 300 },
)

describe('a list of keys', () => {
  it('is what sorting anew would give, however many keys leave and enter at once', () => {
    fc.assert(
      fc.property(keys, keys, keys, (first, out, entering) => {
        const list = new KeyList(first)
        const left = new Set(out.filter((key) => first.includes(key)))
        const entered = new Set(entering.filter((key) => left.has(key) || !first.includes(key)))
        list.change(left, entered)
        const wanted = [...first.filter((key) => !left.has(key)), ...entered].sort()
        expect(Array.from({ length: list.size + 1 }, (_, i) => list.at(i))).toEqual([...wanted, undefined])
        for (const key of ['', '000', '500', '9999', ...wanted]) {
          expect(list.countBefore(key)).toBe(wanted.filter((other) => other < key).length)
        }
      }),
    )
  })
})
