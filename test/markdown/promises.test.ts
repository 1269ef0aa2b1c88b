import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderMarkdown } from '../../src/markdown/index.ts'

const render = (markdown: string) =>
  renderMarkdown(markdown, {
    siteUrl: 'https://blog.example',
    imageSize: async (src) => (src === '/media/a.png' ? { width: 3, height: 4 } : undefined),
  })
const html = async (markdown: string) => (await render(markdown)).html

describe('Markdown', () => {
  it('keeps text before the first heading, and posts without any', async () => {
    expect(await html('Before\n\n## First\n\nAfter')).toMatch(/<p>Before<\/p>[\s\S]*<h2 id="first"/)
    expect(await html('Only text')).toBe('<p>Only text</p>\n')
  })

  it('gives headings ids of their own, and a table of contents', async () => {
    const { html, toc } = await render('# Title\n\n## One\n\n### Deep\n\n## One\n\n## Given {#mine}\n')
    expect([...html.matchAll(/<h\d id="([^"]+)"/g)].map((match) => match[1])).toEqual([
      'title',
      'one',
      'deep',
      'one-1',
      'mine',
    ])
    expect(toc.map(({ id, text, children }) => [id, text, children.length])).toEqual([
      ['one', 'One', 1],
      ['one-1', 'One', 0],
      ['mine', 'Given', 0],
    ])
  })

  it.each([
    [
      'tables that scroll',
      '| a |\n|---|\n| 1 |',
      /<div class="table" role="region"[^>]*tabindex="0">[\s\S]*<td>1<\/td>/,
    ],
    ['tasks', '- [x] done', /<input[^>]* checked[^>]*>/],
    ['strikethrough', '~~gone~~', /<del>gone<\/del>/],
    ['footnotes with a way back', 'a[^1]\n\n[^1]: note', /href="#footnote-1"[\s\S]*data-footnote-backref/],
    ['alerts', '> [!WARNING]\n> Careful', /markdown-alert-warning[\s\S]*Careful/],
    ['formulas', '$x^2$', /<math[\s\S]*<msup>/],
    ['formulas on their own', '$$\nx\n$$', /<div class="math">[\s\S]*display="block"/],
    ['prices that are no formulas', 'from $5 to $6', /^<p>from \$5 to \$6<\/p>/],
    [
      'highlighted code with its language',
      '```rust,ignore\nfn main() {}\n```',
      /<pre class="code" data-lang="rust"[^>]*>[\s\S]*<span class="k">fn/,
    ],
    ['code of unknown languages as it is', '```brainwave\n<b>\n```', /data-lang="brainwave"[^>]*><code>&lt;b&gt;/],
    [
      'figures',
      '![alt](/media/a.png "Caption")',
      /<figure><img[^>]* width="3" height="4" loading="lazy"[^>]*><figcaption>Caption/,
    ],
    ['external links as such', '[x](https://other.example)', /rel="noopener noreferrer"/],
    ['internal links as such', '[x](https://blog.example/a) [y](/b)', /^(?![\s\S]*noopener)/],
    ['anchors of old posts', '<a name="old"></a>', /<a name="old">/],
  ])('knows %s', async (_, markdown, expected) => expect(await html(markdown)).toMatch(expected))

  it('makes an excerpt and counts words from the prose', async () => {
    const { excerpt, wordCount, text } = await render(`# T\n\n${'word '.repeat(100)}\n\n\`\`\`\ncode here\n\`\`\``)
    expect(excerpt.length).toBeLessThanOrEqual(201)
    expect(excerpt).toMatch(/word…$/)
    expect(wordCount).toBe(103)
    expect(text).toContain('code here')
  })
})

/** What may not be in the output, whatever is in the input. */
function dangers(output: string): string[] {
  const found: string[] = []
  for (const [, tag = '', attributes = ''] of output.matchAll(
    /<([a-z][\w-]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*\/?>/gi,
  )) {
    if (/^(?:script|style|iframe|object|embed|form|svg|link|meta|base|template|textarea|noscript|xmp)$/i.test(tag))
      found.push(tag)
    for (const [, name = '', value = ''] of attributes.matchAll(/([^\s=]+)(?:="([^"]*)")?/g)) {
      if (/^on|^style$|^srcdoc$|^formaction$/i.test(name) && !(name === 'style' && /katex-error/.test(attributes)))
        found.push(`${tag} ${name}`)
      if (
        /^(?:href|src|action|poster|cite)$/i.test(name) &&
        /^\s*(?:javascript|vbscript|data:(?!image\/(?:png|jpe?g|gif|webp|avif);))/i.test(value.replace(/&#?\w+;/g, ''))
      )
        found.push(`${tag} ${name}=${value}`)
    }
  }
  return found
}

describe('hostile text', () => {
  it.each([
    '<script>alert(1)</script>',
    '<scr<script>ipt>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)>',
    '<svg><script>alert(1)</script></svg>',
    '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
    '<iframe src="javascript:alert(1)"></iframe>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="jAvAsCrIpT:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '![x](javascript:alert(1))',
    '![x](data:image/svg+xml,<svg onload=alert(1)>)',
    '![x" onerror="alert(1)](x)',
    '![x](x "t\\" onerror=\\"alert(1)")',
    '[x](https://a "\\" onclick=\\"alert(1)")',
    '<javascript:alert(1)>',
    '```"><script>alert(1)</script>\nx\n```',
    '```js" onmouseover="alert(1)\nx\n```',
    '[^"><script>alert(1)</script>]: x\n\na[^"><script>alert(1)</script>]',
    '> [!NOTE]<script>alert(1)</script>\n> x',
    '# <img src=x onerror=alert(1)>',
    '# x {#"><script>}',
    '$\\href{javascript:alert(1)}{x}$',
    '$\\htmlData{a=b}{x}$',
    '$</math><script>alert(1)</script>$',
    '<style>@import "x"</style>',
    '<div style="background:url(javascript:alert(1))">x</div>',
    '<form action="javascript:alert(1)"><button>x</button></form>',
    '<base href="//evil">',
    '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
    '<object data="javascript:alert(1)"></object>',
    '<embed src="javascript:alert(1)">',
    '<template><script>alert(1)</script></template>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<textarea><script>alert(1)</script>',
    '<!--><img src=x onerror=alert(1)>-->',
    '<![CDATA[<script>alert(1)</script>]]>',
    '<xmp><script>alert(1)</script></xmp>',
    '<video src=x onerror=alert(1)></video>',
    '<details open ontoggle=alert(1)>x</details>',
    '<hearth-slot n="0"></hearth-slot>',
    '<input type=image src=x onerror=alert(1)>',
    '<a href="vbscript:x">x</a>',
  ])('%s is harmless', async (markdown) => {
    expect(dangers(await html(`Text ${markdown} text\n\n${markdown}\n`))).toEqual([])
  })

  it('of any kind is harmless, and gives the same bytes every time', async () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '<',
        '>',
        '"',
        '`',
        '```',
        '$',
        '$$',
        '[',
        '](',
        ')',
        '<script>',
        '<a href="',
        'javascript:',
        'onerror=',
        '<!--',
        '|',
        '\n',
        '\n\n',
        '> [!NOTE]',
        '[^1]',
        '<svg>',
        '&#',
        ';',
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
        const markdown = pieces.join('')
        const first = await html(markdown)
        expect(dangers(first)).toEqual([])
        expect(await html(markdown)).toBe(first)
      }),
      { numRuns: 150 },
    )
  })
})

const corpus = path.resolve(import.meta.dirname, '../../../shared/data/rust-blog/content')

describe.skipIf(!existsSync(corpus))('a real blog', () => {
  it('renders whole, with all its code', async () => {
    const files = globSync('**/*.md', { cwd: corpus })
    expect(files.length).toBe(754)
    for (const file of files) {
      const markdown = readFileSync(path.join(corpus, file), 'utf8').replace(/^\+\+\+[\s\S]*?\n\+\+\+/, '')
      const { html } = await render(markdown)
      expect(dangers(html)).toEqual([])
      const fences = markdown.match(/^```\S/gm)?.length ?? 0
      const blocks = html.match(/<pre class="code"/g)?.length ?? 0
      expect([file, blocks >= fences]).toEqual([file, true])
    }
  })
})
