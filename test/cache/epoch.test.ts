import { describe, expect, it } from 'vitest'
import { parseEpoch, Snapshot } from '../../src/cache/index.ts'

describe('a snapshot', () => {
  const snapshot = Snapshot.parse('100:110:102,105')

  it('sees everything before its xmin', () => expect(snapshot.includes(99n)).toBe(true))
  it('sees what committed between its bounds', () => expect(snapshot.includes(103n)).toBe(true))
  it('does not see what was in progress', () => expect(snapshot.includes(105n)).toBe(false))
  it('does not see what began after it', () => expect(snapshot.includes(110n)).toBe(false))
  it('reads one without transactions in progress', () => expect(Snapshot.parse('7:7:').includes(6n)).toBe(true))
  it('refuses what is none', () => expect(() => Snapshot.parse('7:8')).toThrow(TypeError))
})

describe('an epoch from a header', () => {
  it('is a decimal number of 64 bits', () => expect(parseEpoch('18446744073')).toBe(18446744073n))
  it.each(['', '-1', '1e3', '0x10', ' 5', '99999999999999999999'])('is refused as %j', (text) =>
    expect(parseEpoch(text)).toBeUndefined(),
  )
})
