import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCsv } from '../../src/content/redirect/csv.ts'
import { readRedirectFile, writeRedirectFile } from '../../src/content/redirect/file.ts'

const SITE = 'https://blog.example'
const read = (text: string) => readRedirectFile(text, SITE)
const lines = (text: string) => read(text).lines.map(({ source, target, status }) => [source, target, status])

describe('a file of redirects', () => {
  it('is CSV with a header, in any order of columns', () => {
    expect(lines('source,target,status\n/a,/b,302\n"/c, d",https://x.example/,\n/gone,,410')).toEqual([
      ['/a', '/b', 302],
      ['/c, d', 'https://x.example/', 301],
      ['/gone', null, 410],
    ])
    expect(lines('\uFEFFto;from\r\n/b;/a\r\n')).toEqual([['/a', '/b', 301]])
  })

  it('is CSV without a header, too', () => {
    expect(lines('/a,/b\n/c\t,/d,308')).toEqual([
      ['/a', '/b', 301],
      ['/c', '/d', 308],
    ])
  })

  it('is the lines of a _redirects file', () => {
    const text = '# Old ones\n/a   /b\n\n/c /d 302 # why\n/e /f 301!\nhttps://www.blog.example/g /h\n/gone / 410'
    expect(lines(text)).toEqual([
      ['/a', '/b', 301],
      ['/c', '/d', 302],
      ['/e', '/f', 301],
      ['/g', '/h', 301],
      ['/gone', '/', 410],
    ])
  })

  it('is what the WordPress plugin "Redirection" exports', () => {
    const text =
      'source,target,regex,code,type,hits,title,status\n"/old","/new",0,301,"url",12,"","active"\n"/x","",0,410,"error",0,"","active"\n"/off","/y",0,301,"url",0,"","disabled"\n"^/blog/(.*)","/$1",1,301,"url",3,"","active"\n'
    expect(lines(text)).toEqual([
      ['/old', '/new', 301],
      ['/x', null, 410],
    ])
    expect(read(text).skipped.map(({ line }) => line)).toEqual([4])
    expect(read(text).problems.map(({ line }) => line)).toEqual([5])
  })

  it.each([
    ['/blog/* /news/:splat 301', /Patterns/],
    ['/a /b 200', /rewrite/],
    ['/a /b 404', /no kind/],
    ['/a /b Country=at', /Conditions/],
    ['/a id=:id /b', /Conditions/],
    ['/a?x=1,/b', /with \? or #/],
    ['https://else.example/a,/b', /of this site/],
    ['/a,/b,301\nnothing,/b', /of this site/],
  ])('says of %s what is wrong, and where', (text, message) => {
    const { problems } = read(text)
    expect(problems).toHaveLength(1)
    expect(problems[0]?.line).toBe(text.split('\n').length)
    expect(problems[0]?.message).toMatch(message)
  })

  it('comes out as it went in', () => {
    const path = fc.string({ unit: 'grapheme' }).map((text) => `/${encodeURI(text.toWellFormed())}x`)
    const row = fc.record({
      source: path,
      target: path,
      status: fc.constantFrom(301, 302, 307, 308),
      post: fc.constant(''),
    })
    const isPlain = ({ source, target }: { source: string; target: string }) =>
      !/[?#*]|\/:[a-z]|:splat/i.test(source + target)
    fc.assert(
      fc.property(fc.array(row.filter(isPlain), { minLength: 1 }), (rows) => {
        const { lines, problems } = read(writeRedirectFile(rows))
        expect(problems).toEqual([])
        expect(lines.map(({ source, target, status }) => ({ source, target, status, post: '' }))).toEqual(rows)
      }),
    )
  })
})

it('CSV may have line breaks and quotes in its cells', () => {
  expect(readCsv('a,"b ""c""\nd"\ne,f').map(({ line, cells }) => [line, ...cells])).toEqual([
    [1, 'a', 'b "c"\nd'],
    [3, 'e', 'f'],
  ])
})
