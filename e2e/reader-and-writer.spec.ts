import { barriersOf } from './everyone.ts'
import { expect, test } from './support.ts'

test('a reader reads on, while a writer writes', async ({ page, site }) => {
  const problems: string[] = []
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  page.on(
    'request',
    (request) =>
      request.url().startsWith(site.localUrl) || request.url().startsWith(site.siteUrl) || problems.push(request.url()),
  )

  await page.goto(`${site.localUrl}/`)
  await page.getByRole('link', { name: 'Welcome to Hearth' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Welcome to Hearth')
  await expect(page.locator('math').first()).toBeVisible()

  // The writer publishes; the reader sees it at the next look, on every page that lists it.
  const created = await site.api('POST', '/posts', {
    title: 'Fresh news',
    markdown: 'First words.',
    status: 'published',
    tags: ['News'],
  })
  const epoch = created.headers.get('hearth-epoch') ?? ''
  await page.setExtraHTTPHeaders({ 'Hearth-Epoch': epoch })
  await page.goto(`${site.localUrl}/`)
  await page.getByRole('link', { name: 'Fresh news' }).first().click()
  await expect(page.getByText('First words.')).toBeVisible()
  await page.getByRole('link', { name: 'News' }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('News')

  const edited = await site.api('PATCH', `/posts/${created.body.id}`, {
    title: 'Better news',
    markdown: 'Second words.',
    slug: 'better-news',
  })
  await page.setExtraHTTPHeaders({ 'Hearth-Epoch': edited.headers.get('hearth-epoch') ?? '' })
  await page.goto(`${site.localUrl}/posts/fresh-news`)
  await expect(page).toHaveURL(/\/posts\/better-news$/)
  await expect(page.getByText('Second words.')).toBeVisible()

  // The feed is found from the page, and carries the text.
  const feed = await page.locator('link[type="application/rss+xml"]').first().getAttribute('href')
  const text = await (await page.request.get(site.localUrl + feed)).text()
  expect(text).toContain('Better news')
  expect(text).toContain('Second words.')

  await page.goto(`${site.localUrl}/search`)
  await page.getByRole('searchbox').fill('second words')
  await page.getByRole('searchbox').press('Enter')
  await expect(page.getByRole('link', { name: 'Better news' }).first()).toBeVisible()

  await site.api('DELETE', `/posts/${created.body.id}`)
  const response = await page.goto(`${site.localUrl}/posts/better-news`)
  expect(response?.status()).toBe(410)
  expect(problems.filter((problem) => !problem.includes('410'))).toEqual([])
})

test('everything can be read without scripts, by everyone, on a phone and in the dark', async ({
  page,
  browser,
  site,
}) => {
  await site.api('POST', '/posts', {
    title: 'Everything at once',
    status: 'published',
    tags: ['One', 'Two'],
    authors: ['Ann'],
    markdown:
      '## Part\n\nText[^1] with `code`, a [link](https://example.com) and a table:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] done\n- [ ] open\n\n> [!WARNING]\n> Careful.\n\n```rust\nfn main() {}\n```\n\n### Deeper\n\n## Last\n\n[^1]: A note.\n',
  })
  await site.flush()
  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
  const addresses = ['/', '/posts/everything-at-once', '/archive', '/archive/1', '/tags', '/tags/one', '/authors/ann']
  for (const address of [...addresses, '/about', '/search?q=text', '/no-such-page']) {
    await page.goto(site.localUrl + address)
    expect([address, await barriersOf(page)]).toEqual([address, []])
    await plain.goto(site.localUrl + address)
    expect([address, await plain.locator('main').innerText()]).toEqual([
      address,
      await page.locator('main').innerText(),
    ])
  }
})
