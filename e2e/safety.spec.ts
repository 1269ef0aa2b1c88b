/** What somebody wrote or uploaded runs nowhere: not in the site, not in the admin, in a real browser. */
import type { Page } from '@playwright/test'
import { createAccount } from '../src/auth/index.ts'
import { inWriteTransaction } from '../src/db/index.ts'
import type { Schema } from '../test/support/json-schema.ts'
import { formOf, gif } from '../test/support/pictures.ts'
import type { TestServer } from '../test/support/server.ts'
import { PASSWORD, signIn } from './owner.ts'
import { expect, test } from './support.ts'

const VECTORS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  `'"--></style></script><svg onload=alert(1)>`,
  'javascript:alert(1)',
  '[x](javascript:alert(1)) <a href="javascript:alert(1)">x</a> <iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--><img src=1 onerror=alert(1)>">',
  '</textarea><details open ontoggle=alert(1)>',
  '{{constructor.constructor("alert(1)")()}}',
]

/** Dialogs, and what a policy had to refuse: that too is something that got through. */
function listen(page: Page): string[] {
  const heard: string[] = []
  page.on('dialog', (dialog) => {
    heard.push(`dialog at ${page.url()}`)
    void dialog.dismiss()
  })
  page.on('console', (message) => {
    if (/Content Security Policy|violates|refused to/i.test(message.text()))
      heard.push(`${page.url()}: ${message.text()}`)
  })
  return heard
}

/** Fills each text of a schema with `vector`, one after the other where one is refused. */
async function writeEverywhere(site: TestServer, vector: string, number: number): Promise<number> {
  const { paths, components } = (await site.api('GET', '/openapi.json')).body
  const resolve = (schema: Schema): Schema =>
    schema.$ref ? components.schemas[schema.$ref.split('/').at(-1) ?? ''] : (schema.anyOf?.[0] ?? schema)
  const isText = (schema: Schema) => [resolve(schema).type].flat().includes('string') && !resolve(schema).enum
  const isList = (schema: Schema) => [resolve(schema).type].flat().includes('array')
  const filler = (schema: Schema, name: string): unknown =>
    resolve(schema).enum?.[0] ?? (isText(schema) ? `${name}-${number}` : isList(schema) ? ['posts:read'] : 1)
  let written = 0
  for (const [path, operations] of Object.entries<
    Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>
  >(paths)) {
    for (const [method, { requestBody }] of Object.entries(operations)) {
      const schema = requestBody?.content['application/json']?.schema
      if (!schema || /^\/(?:cache|jobs|users\/\{)/.test(path)) continue
      const { properties = {}, required = [] } = resolve(schema)
      const base = Object.fromEntries(required.map((name) => [name, filler(properties[name] ?? {}, name)]))
      const address = path.replaceAll('{menu}', 'main').replaceAll(/\{\w+\}/g, '1')
      for (const [name, property] of Object.entries(properties)) {
        if (!isText(property) && !(isList(property) && isText(resolve(property).items ?? {}))) continue
        const slug = 'slug' in properties && name !== 'slug' ? { slug: `v-${number}-${name.toLowerCase()}` } : {}
        const value = isText(property) ? vector : [vector]
        const { status } = await site.api(method.toUpperCase(), address, { ...base, ...slug, [name]: value })
        if (status < 300) written++
      }
    }
  }
  return written
}

test('what is written into any text runs nowhere', async ({ page, site }) => {
  const heard = listen(page)
  await site.api('POST', '/posts', { title: 'One', markdown: 'Text', status: 'published' })
  let written = 0
  for (const [number, vector] of VECTORS.entries()) {
    written += await writeEverywhere(site, vector, number)
    const all = { excerpt: vector, markdown: vector, seoTitle: vector, seoDescription: vector, coverAlt: vector }
    const shown = { ...all, coverUrl: vector, status: 'published', tags: [`tag ${vector}`.slice(0, 90)] }
    await site.api('POST', '/posts', { title: vector, slug: `vector-${number}`, ...shown })
    await site.api('POST', '/pages', { title: vector, slug: `page-${number}`, ...all, status: 'published' })
  }
  expect(written).toBeGreaterThan(100)
  await inWriteTransaction(site.db, 'test', (tx) =>
    createAccount(tx, { email: 'ann@example.com', name: VECTORS[1] ?? '', password: PASSWORD, role: 'owner' }),
  )
  await site.flush()

  const sitemaps = (await site.get('/sitemap.xml')).text.matchAll(/<loc>https?:\/\/[^/]+([^<]+)/g)
  const addresses = await Promise.all([...sitemaps].map(async ([, file]) => (await site.get(file ?? '')).text))
  const paths = addresses.flatMap((text) => [...text.matchAll(/<loc>https?:\/\/[^/]+([^<]+)/g)].map(([, p]) => p ?? ''))
  const visit = async (path: string) => {
    await page.goto(site.localUrl + path, { waitUntil: 'load' })
    // Two frames, in which whatever waits for a load or an error would have run.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  }
  expect(paths.length).toBeGreaterThan(15)
  for (const path of ['/', `/search?q=${encodeURIComponent(VECTORS[1] ?? '')}`, ...paths]) await visit(path)

  await signIn(page, site.localUrl)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Hello')
  const menu = await page.locator('a[href^="/admin"]').evaluateAll((links) => links.map((l) => l.getAttribute('href')))
  const posts = (await site.api('GET', '/posts?limit=100')).body.items
  const written3 = posts.filter(({ slug }: { slug: string }) => /^vector-/.test(slug))
  const editors = written3.map(({ id }: { id: number }) => `/admin/posts/${id}`)
  for (const path of new Set([...menu, ...editors])) if (path) await visit(path)
  expect(heard).toEqual([])
})

test('what is uploaded runs nowhere', async ({ page, site }) => {
  const heard = listen(page)
  const files: readonly [string, Buffer][] = [
    ['a.html', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>')],
    ['a.xhtml', Buffer.from('<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>')],
    ['both.gif', Buffer.concat([gif(0), Buffer.from('<!doctype html><script>alert(1)</script>')])],
    ['script.gif', Buffer.from('GIF89a=1;alert(1)//<script>alert(1)</script>')],
    ['text.txt', Buffer.from('<script>alert(1)</script>')],
    ['a.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ]
  let kept = 0
  for (const [name, bytes] of files) {
    const { status, body } = await site.api('POST', '/media', formOf(bytes, name))
    if (status === 415 || status === 422) continue
    expect([name, status]).toEqual([name, 201])
    kept++
    await page.goto(site.localUrl + body.url).catch((error: Error) => {
      // What the browser saves rather than shows.
      if (!/Download is starting|ERR_ABORTED/.test(error.message)) throw error
    })
    await page.goto(`${site.localUrl}/`)
    // As a script of the site's own pages.
    await page.evaluate(
      (url) =>
        new Promise((done) => {
          const script = document.createElement('script')
          script.src = url
          script.onload = script.onerror = done
          document.head.append(script)
        }),
      body.url,
    )
  }
  expect(kept).toBeGreaterThan(2)
  expect(heard.filter((line) => /^dialog/.test(line))).toEqual([])
})
