import { describe, expect, it } from 'vitest'
import { FrontMatterError, parseFile } from '../../../src/portability/markdown-folder/front-matter.ts'

describe('the head of a file', () => {
  it.each([
    ['YAML', '---\ntitle: A\n---\nBody\n', 4],
    ['YAML that ends with dots', '---\ntitle: A\n...\nBody\n', 4],
    ['YAML that names itself', '---yaml\ntitle: A\n---\nBody\n', 4],
    ['TOML', '+++\ntitle = "A"\n+++\nBody\n', 4],
    ['TOML of Eleventy', '---toml\ntitle = "A"\n---\nBody\n', 4],
    ['JSON', '{\n "title": "A"\n}\nBody\n', 4],
    ['JSON on one line', '{"title": "A", "x": "}"}\nBody\n', 2],
    ['JSON of Eleventy', '---json\n{"title": "A"}\n---\nBody\n', 4],
    ['Windows line ends', '---\r\ntitle: A\r\n---\r\nBody\r\n', 4],
    ['a byte order mark', '\uFEFF---\ntitle: A\n---\nBody\n', 4],
    ['blanks after the fences', '--- \ntitle: A\n---\t\nBody\n', 4],
  ])('is read: %s', (_, text, bodyLine) => {
    const { data, ...rest } = parseFile(text)
    expect(data.title).toBe('A')
    expect(rest).toEqual({ body: 'Body\n', bodyLine })
  })

  it('may be empty, missing, or all there is', () => {
    expect(parseFile('---\n---\nBody')).toEqual({ data: {}, body: 'Body', bodyLine: 3 })
    expect(parseFile('Body\n\n---\nmore')).toEqual({ data: {}, body: 'Body\n\n---\nmore', bodyLine: 1 })
    expect(parseFile('---\ntitle: A\n---')).toEqual({ data: { title: 'A' }, body: '', bodyLine: 3 })
    expect(parseFile('')).toEqual({ data: {}, body: '', bodyLine: 1 })
    expect(parseFile('{{< shortcode >}} text').body).toBe('{{< shortcode >}} text')
  })

  it('does not end at a line that only begins with the fence', () => {
    expect(parseFile('---\ntitle: A\nnote: |\n ---- x\n---more: 1\n---\nB').body).toBe('B')
  })

  it.each([
    ['---\ntitle: x\ntags: [a, b\n---\n', 3, /YAML/],
    ['---\ntitle: Part: two\n---\n', 2, /quotes/],
    ['---\ntitle: a\ntitle: b\n---\n', 3, /unique/],
    ['---\n- a\n- b\n---\n', 2, /names with values/],
    ['+++\ntitle = "x"\ndate = = 3\n+++\n', 3, /TOML/],
    ['{\n"title": "x",\n"a": ]\n}\n', 3, /JSON/],
    ['---\ntitle: x\n', 1, /never ends.*--- is expected/],
    ['+++\ntitle = "x"\n---\n', 1, /\+\+\+ is expected/],
    ['{"title": "x"\n', 1, /closing }/],
  ])('says where it is wrong, and what was expected: %j', (text, line, message) => {
    try {
      parseFile(text)
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(FrontMatterError)
      expect([(error as FrontMatterError).line, (error as FrontMatterError).message]).toEqual([
        line,
        expect.stringMatching(message),
      ])
    }
  })
})
