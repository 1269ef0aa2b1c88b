import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contrast, readableAccent } from '../../src/site/views/accent.ts'

const colour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`)

describe('the accent colour', () => {
  it('is readable on light and on dark paper, whatever was chosen', () => {
    fc.assert(
      fc.property(colour, (accent) => {
        const { light, dark } = readableAccent(accent)
        for (const paper of ['#fdfcfa', '#f4f1ec']) expect(contrast(light, paper)).toBeGreaterThanOrEqual(4.5)
        for (const paper of ['#17181a', '#222428']) expect(contrast(dark, paper)).toBeGreaterThanOrEqual(4.5)
      }),
    )
  })

  it('stays as chosen where it is readable', () => {
    expect(readableAccent('#b4451f').light).toBe('#b4451f')
    expect(readableAccent('#ffcc00').dark).toBe('#ffcc00')
  })

  it('measures contrast as WCAG does', () => {
    expect(contrast('#ffffff', '#000000')).toBeCloseTo(21)
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
  })
})
