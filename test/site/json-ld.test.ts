import { describe, expect, it } from 'vitest'
import { breadcrumbs, scriptJson } from '../../src/site/json-ld.ts'
import { linkText, safeLink } from '../../src/site/links.ts'

describe('JSON-LD', () => {
  it('cannot end the script it stands in, and still says the same', () => {
    const value = { headline: '</script><script>alert(1)</script><!-- & \u2028' }
    const json = scriptJson(value)
    expect(json).not.toMatch(/[<>&\u2028]/)
    expect(JSON.parse(json)).toEqual(value)
  })

  it('numbers breadcrumbs from the home page', () => {
    const trail = breadcrumbs('https://blog.example', [
      { path: '/', text: 'Blog' },
      { path: '/tags', text: 'Tags' },
    ])
    expect(trail).toMatchObject({
      itemListElement: [
        { position: 1, name: 'Blog', item: 'https://blog.example/' },
        { position: 2, name: 'Tags', item: 'https://blog.example/tags' },
      ],
    })
  })
})

describe('links that somebody entered', () => {
  it.each(['https://x.example', '/about', 'mailto:a@b.example', '#top', 'about/us'])('%s is followed', (address) => {
    expect(safeLink(address)).toBe(address)
  })
  it.each(['javascript:alert(1)', ' JavaScript:x', 'data:text/html,x', 'vbscript:x', '', '  ', null])(
    '%s is not',
    (address) => {
      expect(safeLink(address)).toBeUndefined()
    },
  )
  it('are shown without what readers need not see', () => {
    expect(linkText('https://www.example.com/')).toBe('example.com')
    expect(linkText('mailto:a@b.example')).toBe('a@b.example')
  })
})
