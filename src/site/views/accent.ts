/**
 * One accent colour, made readable on light and on dark paper: moved towards black or white, no further than WCAG 2
 * asks for text (1.4.3, contrast at least 4.5 to 1).
 */
const MIN_CONTRAST = 4.5
const STEPS = 50

/** The less favourable of the two papers (page and shaded box) of static/css/site.css. */
const LIGHT_PAPER = '#f4f1ec'
const DARK_PAPER = '#222428'

type Rgb = readonly [number, number, number]

export function readableAccent(accent: string): { light: string; dark: string } {
  return { light: moveUntilReadable(accent, LIGHT_PAPER, 0), dark: moveUntilReadable(accent, DARK_PAPER, 255) }
}

/** WCAG 2 contrast of two colours such as `#b4451f`. */
export function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(parse(a)), luminance(parse(b))].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

function moveUntilReadable(colour: string, paper: string, goal: 0 | 255): string {
  const rgb = parse(colour)
  for (let step = 0; step < STEPS; step++) {
    const candidate = format(rgb.map((value) => value + ((goal - value) * step) / STEPS))
    if (contrast(candidate, paper) >= MIN_CONTRAST) return candidate
  }
  return goal === 0 ? '#000000' : '#ffffff'
}

function parse(colour: string): Rgb {
  const [, r = '0', g = '0', b = '0'] = /^#(..)(..)(..)$/.exec(colour) ?? []
  return [Number.parseInt(r, 16), Number.parseInt(g, 16), Number.parseInt(b, 16)]
}

function format(rgb: readonly number[]): string {
  return `#${rgb.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`
}

function luminance(rgb: Rgb): number {
  const [r = 0, g = 0, b = 0] = rgb.map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
