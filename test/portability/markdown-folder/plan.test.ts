import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { MediaFinder } from '../../../src/portability/markdown-folder/media.ts'
import { type PlanContext, planImport } from '../../../src/portability/markdown-folder/plan.ts'
import { preparePost } from '../../../src/portability/markdown-folder/prepare.ts'

let site: string
beforeEach(() => {
  site = mkdtempSync(path.join(tmpdir(), 'hearth-plan-'))
  return () => rmSync(site, { recursive: true, force: true })
})

function file(name: string, text = ''): void {
  mkdirSync(path.dirname(path.join(site, name)), { recursive: true })
  writeFileSync(path.join(site, name), text)
}

const post = (head: string, body = 'Text\n') => `---\ntitle: T\ndate: 2024-01-02\n${head}\n---\n${body}`

function plan(folder = '', taken: PlanContext['taken'] = []) {
  return planImport(path.join(site, folder), {
    timeZone: 'UTC',
    taken,
    addressOf: (kind, { slug }) => (kind === 'page' ? `/${slug}` : `/posts/${slug}`),
  })
}

async function planned(folder = '') {
  const { posts } = await plan(folder)
  return Object.fromEntries(
    posts.map(({ file, kind, slug, title, oldPaths }) => [file, { kind, slug, title, oldPaths }]),
  )
}

/** The Markdown of a file as it would be stored, and what is said about it. */
async function prepared(name: string, folder = '') {
  const whole = await plan(folder)
  const item = whole.posts.find((candidate) => candidate.file === name)
  if (!item) throw new Error(`${name} is not in the plan`)
  const { withMedia, warnings, media } = await preparePost(whole, item, new MediaFinder(path.join(site, folder)))
  return { ...withMedia((found) => `/media/${path.basename(found.place)}`), warnings, media: media.length }
}

describe('slugs and titles', () => {
  it.each([
    ['hello-world.md', post(''), 'hello-world'],
    ['2021-05-06-Hello_World.md', post(''), 'hello-world'],
    ['blog/2021-05-06-bundle/index.md', post(''), 'bundle'],
    ['a.md', post('slug: My Slug'), 'my-slug'],
    ['a.md', post('path: 2015/05/15/Rust-1.0'), 'rust-1.0'],
    ['a.md', post('permalink: /2015/05/15/old.html'), 'old'],
    ['a.md', post('permalink: https://example.com/x/y/index.html'), 'y'],
    ['a.md', post('url: /x/\nslug: wins'), 'wins'],
    ['name@2.md', post(''), 'name'],
    ['hello.fr.md', post(''), 'hello-fr'],
    ['über-straße.md', post(''), 'uber-strasse'],
    ['日本.md', post(''), '日本'],
    ['!!!.md', post(''), 't'],
  ])('of %s', async (name, text, slug) => {
    file(name, text)
    expect((await planned())[name]?.slug).toBe(slug)
  })

  it('keep the whole path of a page', async () => {
    file('pages/team.md', post('permalink: /about/the-team/'))
    expect((await planned())['pages/team.md']).toMatchObject({ kind: 'page', slug: 'about/the-team', oldPaths: [] })
  })

  it.each([
    ['# First *heading*\n\nText', 'First heading', 'Text'],
    ['Setext `h`\n===\n\nText', 'Setext h', 'Text'],
    ['![p](p.png)\n\n# Later #\n\nText', 'Later', '![p](p.png)\n\nText'],
    ['```\n# no\n```\n## no', 'A file', '```\n# no\n```\n## no'],
  ])('come from the text when the head has none: %j', async (body, title, rest) => {
    file('a-file.md', body)
    const [first] = (await plan()).posts
    expect([first?.title, first?.body]).toEqual([title, rest])
  })

  it('settle clashes by date, then by number, the oldest keeping its name; and say so', async () => {
    for (const [name, date] of [
      ['a', '2016-01-01'],
      ['b', '2015-05-15'],
      ['c', '2016-01-01'],
      ['d', '2016-01-01'],
    ])
      file(`${name}/same.md`, `---\ndate: ${date}\n---\n`)
    expect(await planned()).toMatchObject({
      'b/same.md': { slug: 'same' },
      'a/same.md': { slug: 'same-2016-01-01' },
      'c/same.md': { slug: 'same-2016-01-01-2' },
      'd/same.md': { slug: 'same-2016-01-01-3' },
    })
    expect((await plan()).warnings).toContainEqual({
      file: 'a/same.md',
      message: 'the slug "same" is taken; it becomes "same-2016-01-01"',
    })
  })

  it('stay as they were given, though an older file comes with the same name', async () => {
    file('new.md', '---\ndate: 2010-01-01\nslug: same\n---\n')
    file('old.md', '---\ndate: 2020-01-01\nslug: same\n---\n')
    const taken = [
      { kind: 'post', slug: 'same', importKey: 'markdown:old.md' },
      { kind: 'post', slug: 'same-2010-01-01', importKey: null },
    ] as const
    const { posts } = await plan('', taken)
    expect(posts.map(({ file, slug }) => [file, slug])).toEqual([
      ['new.md', 'same-2010-01-01-2'],
      ['old.md', 'same'],
    ])
  })
})

describe('old addresses', () => {
  it.each([
    [
      'what the head says',
      'a.md',
      post('path: 2015/05/15/Rust-1.0\naliases: [old.html, /Older/]'),
      ['/2015/05/15/rust-1.0', '/old.html', '/older'],
    ],
    [
      'Jekyll’s',
      '_posts/2019-04-03-hi.md',
      post('categories: [News, Big]'),
      ['/news/big/2019/04/03/hi.html', '/news/big/2019/04/03/hi'],
    ],
    ['folders', 'content/blog/hi.md', post(''), ['/blog/hi']],
    ['folders of Astro', 'src/content/blog/2024-01-02-hi.md', post(''), ['/blog/hi', '/blog/2024-01-02-hi']],
    ['bundles', 'content/blog/hi/index.md', post(''), ['/blog/hi']],
    ['none where the address stays', 'content/posts/hi.md', post(''), []],
    ['none where nothing tells', 'hi.md', post(''), []],
  ])('are kept: %s', async (_, name, text, oldPaths) => {
    file(name, text)
    expect((await planned())[name]?.oldPaths).toEqual(oldPaths)
  })

  it('are known although the folder above is not imported', async () => {
    file('content/blog/hi.md', post(''))
    expect((await planned('content/blog'))['hi.md']?.oldPaths).toEqual(['/blog/hi'])
  })

  it('belong to one file; the other is told', async () => {
    file('a.md', post('aliases: [/both, /posts/b, "/%zz"]'))
    file('b.md', post('aliases: [/BOTH/]'))
    const { posts, warnings } = await plan()
    expect(posts.map(({ oldPaths }) => oldPaths)).toEqual([['/both'], []])
    expect(warnings.map(({ file, message }) => [file, message])).toEqual([
      ['a.md', 'the old address "/posts/b" is that of b.md, which keeps it'],
      ['a.md', 'the old address "/%zz" cannot be redirected'],
      ['b.md', 'the old address "/BOTH/" is that of a.md, which keeps it'],
    ])
  })
})

describe('files that are no posts', () => {
  it('are left out with the reason', async () => {
    for (const name of [
      '_index.md',
      'blog/_index.fr.md',
      'index.md',
      'README.md',
      'themes/x/a.md',
      '.git/a.md',
      'node_modules/a.md',
      'notes.txt',
    ])
      file(name, 'x')
    writeFileSync(path.join(site, 'latin1.md'), Buffer.from('caf\xe9', 'latin1'))
    writeFileSync(path.join(site, 'binary.md'), Buffer.from('a\0b'))
    const { posts, skipped } = await plan()
    expect(posts).toEqual([])
    expect(Object.fromEntries(skipped.map(({ file, reason }) => [file, reason]))).toEqual({
      'README.md': 'is about the folder, not a post',
      '_index.md': expect.stringContaining('section'),
      'blog/_index.fr.md': expect.stringContaining('section'),
      'index.md': expect.stringContaining('home page'),
      'themes/x/a.md': expect.stringContaining('theme'),
      'latin1.md': expect.stringContaining('UTF-8'),
      'binary.md': expect.stringContaining('no text'),
    })
  })
})

describe('links', () => {
  beforeEach(() => {
    file('content/blog/other.md', post('path: 2015/01/02/Other'))
    file('content/about.md', post('layout: page'))
  })

  it.each([
    ['@/blog/other.md#part', '/posts/other#part'],
    ['other.md', '/posts/other'],
    ['./other.md?x=1#y', '/posts/other?x=1#y'],
    ['../about.md', '/about'],
    ['/blog/other.md', '/posts/other'],
    ['/2015/01/02/Other/', '/posts/other'],
    ['https://example.com/x.md', 'https://example.com/x.md'],
    ['mailto:a@b.md', 'mailto:a@b.md'],
    ['#part', '#part'],
    ['/elsewhere', '/elsewhere'],
    ['//example.com/x.md', '//example.com/x.md'],
  ])('to %s lead to %s', async (address, expected) => {
    file('content/blog/from.md', post('', `[x](${address})\n`))
    const { markdown, warnings } = await prepared('blog/from.md', 'content')
    expect(markdown).toBe(`[x](${expected})\n`)
    expect(warnings).toEqual([])
  })

  it('that were relative to an old address lead to where that one goes', async () => {
    file('content/blog/from.md', post('path: 2015/01/03/From', '[a](../../02/Other) [b](pic) [c](#d)\n'))
    const { markdown, warnings } = await prepared('blog/from.md', 'content')
    expect(warnings.map(({ message }) => message)).toEqual(['the link to "pic" leads to nothing that is imported'])
    expect(markdown).toBe(
      '[a](/2015/01/02/Other) [b](/2015/01/03/From/pic) [c](#d)\n'.replace('/2015/01/02/Other', '/posts/other'),
    )
  })

  it.each([
    ['content/blog/from.md', 'content', post(''), '../other/', '/posts/other'],
    ['content/blog/from.md', 'content', post('path: blog/from.html'), 'other', '/posts/other'],
    ['content/blog/from.md', 'content', post('path: blog/from/index.html'), '../other', '/posts/other'],
  ])('are relative to where a post was: %s, %s, %j', async (name, folder, text, address, expected) => {
    file('content/blog/other.md', post(''))
    file(name, `${text}[x](${address})`)
    expect((await prepared(path.relative(folder, name), folder)).markdown).toContain(`[x](${expected})`)
  })

  it('to what is not there lead to where it was, and are told with their line', async () => {
    file('content/blog/from.md', post('', 'a\n\n[x](gone.md) ![y](gone.png)\n'))
    const { markdown, warnings } = await prepared('blog/from.md', 'content')
    expect(markdown).toBe('a\n\n[x](gone.md) ![y](/blog/from/gone.png)\n')
    expect(warnings).toEqual([
      { file: 'blog/from.md', line: 8, message: 'the file "gone.png" is missing' },
      { file: 'blog/from.md', line: 8, message: 'the link to "gone.md" leads to nothing that is imported' },
    ])
  })
})

describe('pictures', () => {
  it.each([
    ['beside it in the bundle', 'content/a/index.md', 'p.png', 'content/a/p.png'],
    ['in a folder', 'content/a.md', './img/p.png', 'content/img/p.png'],
    ['in a folder of its own name', 'content/a.md', 'p.png', 'content/a/p.png'],
    ['with blanks', 'content/a.md', 'my%20p.png', 'content/my p.png'],
    ['in static', 'content/a.md', '/img/p.png', 'static/img/p.png'],
    ['in public', 'src/content/blog/a.md', '/p.png', 'public/p.png'],
    ['in Astro’s assets', 'src/content/blog/a.md', '../../assets/p.png', 'src/assets/p.png'],
    ['in Jekyll’s assets', '_posts/2024-01-02-a.md', '/assets/p.png', 'assets/p.png'],
    ['in Jekyll’s images', '_posts/2024-01-02-a.md', '/images/p.png', 'images/p.png'],
  ])('are found %s', async (_, name, address, place) => {
    file(name, post('', `![p](${address})\n`))
    file(place, 'png')
    const folder = name.startsWith('_posts') ? '_posts' : name.startsWith('src/') ? 'src/content/blog' : 'content'
    const { markdown, warnings } = await prepared(path.relative(folder, name), folder)
    expect(warnings).toEqual([])
    expect(markdown).toMatch(/^!\[p\]\(<?\/media\/(?:my )?p\.png>?\)\n$/)
  })

  it('are found for the cover, and files that are linked to come along', async () => {
    file('a.md', post('image: cover.jpg', '[pdf](paper.pdf) <img src="p.png"> [page](https://example.com/p.png)\n'))
    for (const name of ['cover.jpg', 'paper.pdf', 'p.png']) file(name, name)
    expect(await prepared('a.md')).toMatchObject({
      markdown: '[pdf](/media/paper.pdf) <img src="/media/p.png"> [page](https://example.com/p.png)\n',
      coverUrl: '/media/cover.jpg',
      media: 3,
    })
  })

  it('are never taken from elsewhere on the disk', async () => {
    file('secret.png', 'x')
    file(
      'content/blog/posts/deep/a.md',
      post('', '![x](../../../../secret.png) ![y](/secret.png) ![z](link.png) ![w](/etc/hostname)\n'),
    )
    symlinkSync(path.join(site, 'secret.png'), path.join(site, 'content/blog/posts/deep/link.png'))
    const { media, warnings } = await prepared('deep/a.md', 'content/blog/posts')
    expect(media).toBe(0)
    expect(warnings).toHaveLength(4)
  })
})

describe('shortcodes', () => {
  it('are left, and told once for each kind; those in code are not', async () => {
    file(
      'a.md',
      post(
        '',
        'Text {{< figure src="a.png" >}}\n{{< figure >}}\n{% highlight js %}\nx\n{% endhighlight %}\n{{% note %}}b{{% /note %}}\n{{ site.url }}\n\n```\n{{< code >}}\n```\n`{% code %}`\n',
      ),
    )
    const { markdown, warnings } = await prepared('a.md')
    expect(markdown).toContain('{{< figure src="a.png" >}}')
    expect(warnings.map(({ line, message }) => [line, message])).toEqual([
      [6, 'the shortcode {{< figure >}} is left as it is (2 times)'],
      [8, 'the shortcode {% highlight %} is left as it is'],
      [11, 'the shortcode {{ note }} is left as it is'],
      [12, 'the shortcode {{ site.url }} is left as it is'],
    ])
  })
})
