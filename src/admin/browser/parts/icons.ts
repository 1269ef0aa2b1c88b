/** The toolbar's pictures: strokes on a grid of 24. */

const PATHS = {
  bold: 'M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z',
  italic: 'M10 5h7M7 19h7M14 5l-4 14',
  heading: 'M6 5v14M18 5v14M6 12h12',
  list: 'M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01',
  numbers: 'M10 6h10M10 12h10M10 18h10M4 5l1.5-1v5M4 15.5c0-2 3-2 3 0 0 1.5-3 2-3 3.5h3',
  quote: 'M5 7v5h4.5V7zM5 12c0 3 1 4.500 3 5M14.500 7v5H19V7zM14.500 12c0 3 1 4.500 3 5',
  code: 'm8 7-5 5 5 5M16 7l5 5-5 5',
  block: 'M4 5h16v14H4zM9.500 10l-2 2 2 2M14.500 10l2 2-2 2',
  table: 'M4 5h16v14H4zM4 10h16M4 14.500h16M12 5v14',
  footnote: 'M4 8h8M4 13h9M4 18h12M18 11V4l-2 1.500',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.500 9h.01',
  find: 'M11 5a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM15.500 15.500 20 20',
  full: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  help: 'M9 9.500a3 3 0 1 1 4 2.800c-.700.300-1 .900-1 1.700M12 17.500h.01M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z',
  rowAbove: 'M4 13h16v6H4zM12 10V4M9 7h6',
  rowBelow: 'M4 5h16v6H4zM12 14v6M9 17h6',
  columnBefore: 'M13 4v16h6V4zM10 12H4M7 9v6',
  columnAfter: 'M5 4v16h6V4zM14 12h6M17 9v6',
  removeRow: 'M4 9h16v6H4zM9 3l6 0M9 21h6',
  removeColumn: 'M9 4h6v16H9zM3 9v6M21 9v6',
  left: 'M4 6h16M4 12h9M4 18h12',
  center: 'M4 6h16M8 12h8M6 18h12',
  right: 'M4 6h16M11 12h9M8 18h12',
} as const

export type IconName = keyof typeof PATHS

const SVG = 'http://www.w3.org/2000/svg'

export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  const path = document.createElementNS(SVG, 'path')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  svg.setAttribute('class', 'icon')
  path.setAttribute('d', PATHS[name])
  svg.append(path)
  return svg
}
