import fc from 'fast-check'
import { Marked, type Token } from 'marked'
import { describe, expect, it } from 'vitest'
import { readAddresses } from '../../../src/portability/markdown-folder/links.ts'

const mark = (markdown: string) => readAddresses(markdown).rewrite(({ address }) => `/new/${address}`)
const found = (markdown: string) => readAddresses(markdown).addresses.map(({ address }) => address)

describe('rewriting addresses', () => {
  it.each([
    ['a [link](a.md) and ![picture](p.png)', 'a [link](/new/a.md) and ![picture](/new/p.png)'],
    ['[a](b.md "title](x)")', '[a](/new/b.md "title](x)")'],
    ["[a](b.md 'it')", "[a](/new/b.md 'it')"],
    ['[a](<b c.md>)', '[a](</new/b c.md>)'],
    ['[a](b_(c).md)', '[a](</new/b_(c).md>)'],
    ['[a](b\\_c.md)', '[a](/new/b_c.md)'],
    ['[![thumb](t.png)](full.png)', '[![thumb](/new/t.png)](/new/full.png)'],
    [
      '**bold [a](b.md)** _em [c](d.md)_ ~~[e](f.md)~~',
      '**bold [a](/new/b.md)** _em [c](/new/d.md)_ ~~[e](/new/f.md)~~',
    ],
    ['[a][ref]\n\n[ref]: b.md "t"', '[a][ref]\n\n[ref]: /new/b.md "t"'],
    ['[ref]: <b c.md>\n\n[ref]', '[ref]: </new/b c.md>\n\n[ref]'],
    ['# A [h](h.md) #\n\nB [s](s.md)\n===', '# A [h](/new/h.md) #\n\nB [s](/new/s.md)\n==='],
    ['> [q](q.md)\n> > [r](r.md)\nlazy [s](s.md)', '> [q](/new/q.md)\n> > [r](/new/r.md)\nlazy [s](/new/s.md)'],
    ['> [over\n> lines](l.md)', '> [over\n> lines](/new/l.md)'],
    ['- [a](a.md)\n  - [b](b.md)\n\n    [c](c.md)', '- [a](/new/a.md)\n  - [b](/new/b.md)\n\n    [c](/new/c.md)'],
    ['1.\t[tab](t.md)\n\n\t[tab](u.md)', '1.\t[tab](/new/t.md)\n\n\t[tab](/new/u.md)'],
    ['- [ ] [todo](t.md)\n- [x] [done](d.md)', '- [ ] [todo](/new/t.md)\n- [x] [done](/new/d.md)'],
    [
      '| a | `x\\|y` [b](b.md) |\n|-|-|\n| [c](c.md) | d |',
      '| a | `x\\|y` [b](/new/b.md) |\n|-|-|\n| [c](/new/c.md) | d |',
    ],
    [
      'x[^1]\n\n[^1]: note [n](n.md)\n\n    more [m](m.md)',
      'x[^1]\n\n[^1]: note [n](/new/n.md)\n\n    more [m](/new/m.md)',
    ],
    ['<img src="a.png" alt="">', '<img src="/new/a.png" alt="">'],
    ["<a class=x href='a.md'>b</a>", "<a class=x href='/new/a.md'>b</a>"],
    ['<img src=a.png srcset="a.png 1x, b.png 2x">', '<img src=/new/a.png srcset="/new/a.png 1x, /new/b.png 2x">'],
    [
      '<video poster="p.png"><source src="v.mp4"></video>',
      '<video poster="/new/p.png"><source src="/new/v.mp4"></video>',
    ],
    ['<div>\n\n[in](div.md)\n\n</div>', '<div>\n\n[in](/new/div.md)\n\n</div>'],
    ['> [!NOTE]\n> [a](a.md)', '> [!NOTE]\n> [a](/new/a.md)'],
  ])('finds them in %j', (markdown, expected) => expect(mark(markdown)).toBe(expected))

  it.each([
    '`[a](b.md)` and ``![c](`d.png)``',
    '```md\n[a](b.md)\n![c](d.png)\n```',
    '~~~\n<img src="a.png">\n~~~',
    '    [indented](code.md)\n',
    '> ```\n> [a](b.md)\n> ```',
    '- item\n\n  ```\n  [a](b.md)\n  ```\n\n      [c](d.md)',
    '1. ~~~~\n   [a](b.md)\n   ~~~\n   [c](d.md)\n   ~~~~',
    '| `[a](b.md)` |\n|-|\n| `![c](d.png)` |',
    'x[^1]\n\n[^1]: note\n\n        [code](c.md)',
    '<pre><a href="b.md">x</a></pre>',
    '<!-- <img src="a.png"> [a](b.md) -->',
    '<script>const a = "<img src=\'x.png\'>"</script>',
    '\\[a](b.md)',
    '[a]()',
    '[a] (b.md)',
    '{{< figure src="a.png" >}}',
    '{% include [a](b.md',
  ])('finds none in %j', (markdown) => expect(mark(markdown)).toBe(markdown))

  it('leaves what it is told to leave, byte for byte', () => {
    const markdown = 'a  \n\n\n[x](y)\t\n* * *\n\n[^n]: f\n\n[d]: e\n'
    expect(readAddresses(markdown).rewrite(() => undefined)).toBe(markdown)
    expect(readAddresses(markdown).rewrite(({ address }) => address)).toBe(markdown)
  })

  it('tells lines, and pictures from links', () => {
    const markdown = 'a\n\n> b\n> ![c](d.png)\n\n[e](f)\n\n[g]: h.png'
    expect(readAddresses(markdown).addresses.map(({ address, line, isImage }) => [address, line, isImage])).toEqual([
      ['d.png', 4, true],
      ['f', 6, false],
      ['h.png', 8, true],
    ])
  })

  it('keeps addresses with blanks and brackets whole', () => {
    expect(readAddresses('[a](b)').rewrite(() => '/x (1).png')).toBe('[a](</x (1).png>)')
  })

  it('is done soon, whatever it is given', () => {
    for (const piece of ['[', '](', '[a](', '> ', '- ', '<a ', '`', '![', '<pre>', '[a](b "', '| '])
      expect(found(piece.repeat(500)).length).toBeLessThanOrEqual(500)
  })
})

const word = fc.stringMatching(/^[a-z]{1,6}$/)
const link = fc.tuple(word, word).map(([text, target]) => `[${text}](${target}.md)`)
const codeSpan = fc.tuple(fc.constantFrom('`', '``'), link).map(([tick, text]) => `${tick} ${text} ${tick}`)
const line = fc.array(fc.oneof(word, link, codeSpan), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(' '))
const fence = fc
  .tuple(fc.constantFrom('```', '~~~~', '```md'), fc.array(line, { minLength: 1, maxLength: 3 }))
  .map(([opening, lines]) => `${opening}\n${lines.join('\n')}\n${opening.replace(/\w/g, '')}`)
const indented = line.map((text) => `    ${text}`)
const table = fc.tuple(line, line).map(([a, b]) => `| ${a} | b |\n|---|---|\n| ${b} | c |`)
const { block } = fc.letrec<{ block: string }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 3 },
    line,
    fence,
    indented,
    table,
    line.map((text) => `## ${text}`),
    fc.array(tie('block'), { minLength: 1, maxLength: 3 }).map((blocks) => inside('> ', '> ', blocks)),
    fc.array(tie('block'), { minLength: 1, maxLength: 3 }).map((blocks) => inside('- ', '  ', blocks)),
    fc.array(tie('block'), { minLength: 1, maxLength: 3 }).map((blocks) => inside('12. ', '    ', blocks)),
  ),
}))

function inside(first: string, next: string, blocks: readonly string[]): string {
  return blocks
    .join('\n\n')
    .split('\n')
    .map((text, n) => (n === 0 ? first : next) + text)
    .join('\n')
}

/** Code and link targets, as marked sees them. */
function seen(markdown: string): { code: string[]; targets: string[] } {
  const marked = new Marked({ gfm: true })
  const code: string[] = []
  const targets: string[] = []
  marked.walkTokens(marked.lexer(markdown), (token: Token) => {
    if (token.type === 'code' || token.type === 'codespan') code.push(token.text)
    if (token.type === 'link') targets.push(token.href)
  })
  return { code, targets }
}

describe('for any document', () => {
  const document = fc.array(block, { minLength: 1, maxLength: 5 }).map((blocks) => blocks.join('\n\n'))

  it('every link is rewritten, and no code', () => {
    fc.assert(
      fc.property(document, (markdown) => {
        const before = seen(markdown)
        const after = seen(readAddresses(markdown).rewrite(({ address }) => `/posts/${address.replace('.md', '')}`))
        expect(after.code).toEqual(before.code)
        expect(after.targets).toEqual(before.targets.map((target) => `/posts/${target.replace('.md', '')}`))
      }),
      { numRuns: 500 },
    )
  })

  it('what is said to be no code holds no code', () => {
    fc.assert(
      fc.property(document, (markdown) => {
        const text = readAddresses(markdown).withoutCode()
        expect(text.length).toBe(markdown.length)
        expect(text.match(/\]\(/g)?.length ?? 0).toBe(seen(markdown).targets.length)
      }),
      { numRuns: 300 },
    )
  })

  it('an address that is empty is none', () => {
    expect(readAddresses('[a](<>) ![b](<>) [c]() [d](<e>)\n\n[f]: <>').addresses.map(({ address }) => address)).toEqual(
      ['e'],
    )
  })

  it('any text at all survives being left alone', () => {
    const noise = fc.array(
      fc.constantFrom(
        '[',
        ']',
        '(',
        ')',
        '`',
        '\n',
        ' ',
        '>',
        '- ',
        '1. ',
        '\t',
        '|',
        '<',
        'a',
        '!',
        '\\',
        '*',
        '#',
        '~',
        '[^1]:',
        '"',
        'é',
        '😀',
      ),
    )
    fc.assert(
      fc.property(noise, (parts) => {
        const markdown = parts.join('')
        const { rewrite, addresses } = readAddresses(markdown)
        expect(rewrite(() => undefined)).toBe(markdown)
        for (const { address } of addresses) expect(address).not.toBe('')
      }),
      { numRuns: 1000 },
    )
  })
})
