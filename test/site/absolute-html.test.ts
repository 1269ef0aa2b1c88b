import { describe, expect, it } from 'vitest'
import { absoluteHtml } from '../../src/site/feeds/absolute-html.ts'

const PAGE = 'https://blog.example/posts/one'

describe('HTML for feeds', () => {
  it.each([
    ['<a href="/x?a=1&amp;b=2">x</a>', '<a href="https://blog.example/x?a=1&amp;b=2">x</a>'],
    ['<a href="#note">x</a>', '<a href="https://blog.example/posts/one#note">x</a>'],
    [
      '<img src="//cdn.example/a.png" alt="a &quot;b&quot;" />',
      '<img src="https://cdn.example/a.png" alt="a &quot;b&quot;" />',
    ],
    ['<a href="mailto:a@b.example">x</a>', '<a href="mailto:a@b.example">x</a>'],
    ['<img src="data:image/png;base64,AA==">', '<img src="data:image/png;base64,AA==">'],
    [
      '<video poster="/p.jpg" src="/v.mp4" controls></video>',
      '<video poster="https://blog.example/p.jpg" src="https://blog.example/v.mp4" controls></video>',
    ],
    [
      '<img srcset="/a.png 1x, b.png 480w">',
      '<img srcset="https://blog.example/a.png 1x, https://blog.example/posts/b.png 480w">',
    ],
    ['<a href="http://[">x</a>', '<a href="http://[">x</a>'],
    ['<a title="src=" href="/y">x</a>', '<a title="src=" href="https://blog.example/y">x</a>'],
  ])('%s', (html, expected) => {
    expect(absoluteHtml(html, PAGE)).toBe(expected)
  })

  it('leaves text alone that only looks like an address', () => {
    const html = '<pre><code>&lt;a href=&quot;/x&quot;&gt; a href="/y" &lt;img src="/z"</code></pre>'
    expect(absoluteHtml(html, PAGE)).toBe(html)
  })
})
