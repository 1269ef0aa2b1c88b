import { becomeOwner, hear } from './owner.ts'
import { expect, test } from './support.ts'

test('tables, code, outline, keys: what a writer reaches for', async ({ page, site }) => {
  const heard = hear(page)
  await becomeOwner(page, site)
  await page.setViewportSize({ width: 1500, height: 900 })
  await page.goto(`${site.siteUrl}/admin/posts/new`)
  const text = page.locator('.cm-content')
  await text.click()
  await page.keyboard.type('## First\n\nSome text\n\n## Second\n\nMore')

  // The outline leads to headings, by mouse and keys, and says where the cursor is.
  await page.keyboard.press('Control+Shift+O')
  const outline = page.getByRole('navigation', { name: 'Outline' })
  await expect(outline.getByRole('button', { name: 'Second' })).toHaveAttribute('aria-current', 'true')
  await outline.getByRole('button', { name: 'Second' }).focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(outline.getByRole('button', { name: 'First' })).toHaveAttribute('aria-current', 'true')
  await expect(text).toBeFocused()

  // A table: made, filled by Tab, widened, aligned.
  await page.keyboard.press('Control+End')
  await page.getByRole('button', { name: /^Table/ }).click()
  await page.keyboard.type('Name')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Count')
  await page.getByRole('button', { name: 'Delete the column' }).click()
  await page.getByRole('button', { name: 'Align the column right' }).click()
  await page.keyboard.press('Tab')
  await page.keyboard.type('walks')
  const preview = page.frameLocator('iframe[title=Preview]')
  await expect(preview.locator('.prose td').first()).toHaveText('walks')
  await expect(preview.locator('.prose th').nth(1)).toHaveText('Third')
  await expect(preview.locator('.prose th').nth(1)).toHaveAttribute('align', 'right')

  // Code in a language.
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Control+Alt+c')
  await page.keyboard.type('let x = 1')
  await page.getByLabel('Language').fill('rust')
  await page.keyboard.press('Enter')
  await expect(preview.locator('.prose pre.code')).toHaveAttribute('data-lang', 'rust')

  // Find and replace, and what keys there are.
  await page.keyboard.press('Control+f')
  await page.getByRole('textbox', { name: 'Find' }).fill('Some text')
  await page.getByRole('textbox', { name: 'Replace' }).fill('Other words')
  await page.getByRole('button', { name: 'Replace all' }).click()
  await page.keyboard.press('Escape')
  await expect(text).toContainText('Other words')
  await page.keyboard.press('Control+/')
  await expect(page.getByRole('dialog')).toContainText('Find and replace')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+s')
  await expect(page.locator('[data-save-state]')).toContainText('Saved at')
  expect(heard).toEqual([])
})

test('tags and authors are chosen or made, pictures chosen, and cards follow what is typed', async ({ page, site }) => {
  const heard = hear(page)
  await becomeOwner(page, site)
  await site.api('POST', '/tags', { name: 'Long Walks' })
  await site.api('POST', '/authors', { name: 'Bob Guest' })
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  )
  const form = new FormData()
  form.append('file', new File([png], 'point.png', { type: 'image/png' }))
  form.append('alt', 'A red point')
  const { body: picture } = await site.api('POST', '/media', form)
  const { body: post } = await site.api('POST', '/posts', { title: 'A walk', markdown: 'We went far.' })
  await page.goto(`${site.siteUrl}/admin/posts/${post.id}`)
  await page.locator('.cm-content').waitFor()
  await page.getByRole('button', { name: 'Settings' }).click()

  const tags = page.getByRole('combobox', { name: 'Tags' })
  await tags.pressSequentially('wal')
  await expect(page.getByRole('option', { name: 'Long Walks' })).toHaveAttribute('aria-selected', 'true')
  await tags.press('Enter')
  await tags.pressSequentially('Hills')
  await page.getByRole('option', { name: 'Create “Hills”' }).click()
  await tags.pressSequentially('Wrong,')
  await tags.press('Backspace')
  const authors = page.getByRole('combobox', { name: 'Authors' })
  await authors.fill('Bob')
  await authors.press('Enter')

  await page.getByRole('button', { name: 'Choose a picture' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'A red point' }).click()
  await expect(page.getByLabel('What the cover shows')).toHaveValue('A red point')
  await page.getByLabel('Layout').selectOption('cover')

  await page.getByText('Search engines', { exact: true }).click()
  await expect(page.locator('.search-title')).toHaveText('A walk – Hearth')
  await expect(page.locator('.search-text')).toHaveText('We went far.')
  await page.getByLabel('Title in results').fill('A very long walk')
  await expect(page.locator('.search-title')).toHaveText('A very long walk – Hearth')
  await page.getByText('Social media', { exact: true }).click()
  await expect(page.locator('.social-title')).toHaveText('A very long walk')
  await expect(page.locator('.social-card img')).toHaveAttribute('src', picture.url)
  await page.getByLabel('Title on the card').fill('Come along')
  await expect(page.locator('.social-title')).toHaveText('Come along')
  await page.getByLabel('Leave it out of search engines').check()

  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await expect(page.locator('[data-save-state]')).toContainText(/Live at/)
  // The preview is made anew with what stands around the text.
  await expect(page.frameLocator('iframe[title=Preview]').locator('article.post-cover')).toBeAttached()
  const { body: saved } = await site.api('GET', `/posts/${post.id}`)
  expect(saved).toMatchObject({
    ...{ tags: ['long-walks', 'hills'], authors: ['bob-guest'], coverUrl: picture.url, coverAlt: 'A red point' },
    ...{ template: 'cover', noIndex: true, seoTitle: 'A very long walk', socialTitle: 'Come along' },
  })
  await page.goto(`${site.siteUrl}/posts/a-walk`)
  await expect(page.locator('article.post-cover > .cover')).toBeVisible()
  await expect(page.locator('meta[property="og:title"]')).toHaveAttribute('content', 'Come along')
  await expect(page.locator('meta[name=robots]')).toHaveAttribute('content', 'noindex')
  expect((await site.get('/sitemap-posts-1.xml')).text).not.toContain('/posts/a-walk')
  expect(heard).toEqual([])
})
