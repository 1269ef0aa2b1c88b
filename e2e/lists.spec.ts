/** The lists of the admin, by mouse, by touch and by keys. */
import { gif } from '../test/support/pictures.ts'
import { becomeOwner } from './owner.ts'
import { expect, test } from './support.ts'

/** A picture of one point as a browser takes it; each colour is another file. */
const picture = (name: string, red: number) => ({ name, mimeType: 'image/gif', buffer: gif(red) })

test('redirects: a file is looked at and imported, an address tried, several deleted', async ({ page, site }) => {
  await becomeOwner(page, site)
  await page.goto(`${site.siteUrl}/admin/redirects/import`)
  await page.getByLabel('Text').fill('/a /archive\n/b /a 302\n/c /x y z')
  await page.getByRole('button', { name: 'Look at it first' }).click()
  await expect(page.getByText('Conditions are not taken: y z.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Import' })).toHaveCount(0)
  await page.getByLabel('Text').fill('/a /archive\n/b /a 302')
  await page.getByRole('button', { name: 'Look again' }).click()
  await expect(page.getByText('2 pages will change.')).toBeVisible()
  await page.getByRole('button', { name: 'Import 2' }).click()
  await expect(page.getByText('Imported: 2 new, 0 changed.')).toBeVisible()

  await page.getByLabel('Where does an address lead?').fill('/b')
  await page.keyboard.press('Enter')
  await expect(page.locator('.steps li')).toHaveCount(3)
  await expect(page.getByText('A page is there.')).toBeVisible()
  await page.getByLabel('Where does an address lead?').fill('/nothing"><script>alert(1)</script>')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Make a redirect' }).click()
  await expect(page.getByLabel('From').first()).toHaveValue(/nothing/)

  await page.goto(`${site.siteUrl}/admin/redirects`)
  await expect(page.getByRole('button', { name: 'Delete', exact: true }).first()).toBeDisabled()
  await page.getByLabel('Select all').check()
  await expect(page.getByText('2 selected')).toBeVisible()
  await page.locator('#bulk').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('2 pages will change.')).toBeVisible()
  await page.getByRole('button', { name: 'Delete 2 redirects' }).click()
  await expect(page.getByText('No redirects.')).toBeVisible()
})

test('media: several are uploaded, found by keys, described, replaced with a look first, and deleted', async ({
  page,
  site,
}) => {
  await becomeOwner(page, site)
  await page.goto(`${site.siteUrl}/admin/media`)
  const refused = { name: 'program.exe', mimeType: 'application/octet-stream', buffer: Buffer.from([0, 1, 2, 3]) }
  await page.getByLabel('Upload files').setInputFiles([picture('boat.gif', 1), refused])
  await expect(page.locator('.uploads')).toContainText('"program.exe" is no picture')
  await page.getByLabel('Upload files').setInputFiles([picture('pier.gif', 2), picture('sea.gif', 3)])
  await expect(page.getByText('2 uploaded.')).toBeVisible()

  const tiles = page.locator('a.tile')
  await expect(tiles).toHaveCount(3)
  await tiles.first().focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(tiles.nth(2)).toBeFocused()
  await page.keyboard.press('Space')
  await expect(page.getByText('1 selected')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('boat.gif')
  await page.getByLabel('What it shows').fill('A boat "><img src=x onerror=alert(1)>')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  const address = new URL(await page.getByLabel('Address').inputValue()).pathname
  await page.getByRole('button', { name: 'Copy' }).click()
  await expect(page.getByRole('button', { name: /Copied|Ctrl/ })).toBeVisible()

  await site.api('POST', '/posts', { title: 'At sea', status: 'published', markdown: `![Boat](${address})` })
  await site.flush()
  await page.reload()
  await expect(page.getByRole('link', { name: 'At sea' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Delete' })).toHaveCount(0)
  await page.getByLabel('File', { exact: true }).setInputFiles(picture('ship.gif', 4))
  await expect(page.locator('[data-replace-preview]')).toContainText('/posts/at-sea')
  await page.getByRole('button', { name: 'Replace' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('ship.gif')
  await site.flush()
  expect((await site.get('/posts/at-sea')).text).not.toContain(address)

  await page.goto(`${site.siteUrl}/admin/media?used=false`)
  await expect(tiles).toHaveCount(2)
  await page.getByLabel('All', { exact: true }).check()
  await page.locator('#bulk').getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Delete 2 files' }).click()
  await expect(page.getByText('2 deleted.')).toBeVisible()
})

test('a menu is put in order by dragging, by finger and by keys, and entries are found rather than typed', async ({
  page,
  site,
}) => {
  await becomeOwner(page, site)
  await site.api('PUT', '/navigation/main', {
    items: ['One', 'Two', 'Three', 'Four'].map((label) => ({ label, url: `/${label.toLowerCase()}` })),
  })
  await site.api('POST', '/posts', {
    title: 'A walk "><script>alert(1)</script>',
    status: 'published',
    tags: ['Walks'],
  })
  await page.goto(`${site.siteUrl}/admin/navigation`)
  const menu = page.locator('#menu-main')
  const rows = menu.locator('[data-rows] [data-row]')
  const labels = () =>
    rows.locator('[data-label]').evaluateAll((fields) => fields.map((f) => (f as HTMLInputElement).value))
  const said = menu.locator('[data-said]')
  const middle = async (index: number) => {
    const box = await rows.nth(index).locator('[data-handle]').boundingBox()
    return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 }
  }

  // By mouse, from the first to the third place; Escape gives up.
  const [from, to] = [await middle(0), await middle(2)]
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x, to.y + 8, { steps: 12 })
  await page.mouse.up()
  await expect.poll(labels).toEqual(['Two', 'Three', 'One', 'Four'])
  await expect(said).toHaveText('One is now 3 of 4.')
  await expect(menu.getByText('Not saved yet.')).toBeVisible()
  const last = await middle(3)
  await page.mouse.move(last.x, last.y)
  await page.mouse.down()
  await page.mouse.move(last.x, (await middle(0)).y - 8, { steps: 12 })
  await expect.poll(async () => (await labels())[0]).toBe('Four')
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect.poll(labels).toEqual(['Two', 'Three', 'One', 'Four'])

  // By finger.
  const touch = await page.context().newCDPSession(page)
  const finger = (type: string, y?: number) =>
    touch.send('Input.dispatchTouchEvent', {
      type: type as 'touchStart',
      touchPoints: y === undefined ? [] : [{ x: from.x, y }],
    })
  const goal = (await middle(0)).y - 8
  const start = (await middle(2)).y
  await finger('touchStart', start)
  for (let step = 1; step <= 8; step++) await finger('touchMove', start + ((goal - start) * step) / 8)
  await finger('touchEnd')
  await expect.poll(labels).toEqual(['One', 'Two', 'Three', 'Four'])

  // By keys: the focus stays in the field.
  await rows.nth(3).locator('[data-label]').focus()
  await page.keyboard.press('Alt+ArrowUp')
  await page.keyboard.press('Alt+ArrowUp')
  await expect.poll(labels).toEqual(['One', 'Four', 'Two', 'Three'])
  await expect(rows.nth(1).locator('[data-label]')).toBeFocused()
  await expect(said).toHaveText('Four is now 2 of 4.')
  await page.getByRole('button', { name: 'Move One up' }).click()
  await expect(said).toHaveText('One is first already.')
  await page.getByRole('button', { name: 'Remove Three' }).click()
  await expect(rows).toHaveCount(3)

  // Found, and taken by keys.
  const find = menu.getByRole('searchbox')
  await find.fill('walk')
  await expect(menu.getByRole('button', { name: 'Walks tag' })).toBeVisible()
  await menu.getByRole('button', { name: /^A walk .* post$/ }).press('Enter')
  await expect(rows.nth(3).locator('[data-label]')).toBeFocused()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('A walk')
  await menu.getByRole('button', { name: 'What would change?' }).click()
  await expect(page.getByText(/\d+ pages will change/)).toBeVisible()
  await menu.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await site.flush()
  const links = (await site.get('/')).text.match(/>(?:One|Four|Two|Three|A walk)</g)
  expect(links?.slice(0, 4)).toEqual(['>One<', '>Four<', '>Two<', '>A walk<'])
})

test('posts are filtered, sorted, tagged and deleted several at once, and taken back; tags are merged', async ({
  page,
  site,
}) => {
  await becomeOwner(page, site)
  for (const title of ['Beta', 'Alpha', 'Gamma']) await site.api('POST', '/posts', { title, status: 'published' })
  await site.api('POST', '/tags', { name: 'Trips' })
  await site.flush()
  await page.goto(`${site.siteUrl}/admin/posts?status=published`)
  const titles = page.locator('tbody tr td:nth-child(2) a:first-child')
  await page.getByRole('link', { name: 'Title' }).click()
  await expect(titles.first()).toHaveText('Alpha')
  await page.getByLabel('Select Alpha').click()
  await page.getByLabel('Select Gamma').click({ modifiers: ['Shift'] })
  await expect(page.getByText('3 selected')).toBeVisible()
  await page.getByLabel('Tags').fill('Walks')
  await page.getByRole('button', { name: 'Add tags' }).click()
  await expect(page.getByText(/\d+ pages will change/)).toBeVisible()
  await page.getByRole('button', { name: 'Add tags to 3 posts: Walks' }).click()
  await expect(page.getByText('3 of 3 done.')).toBeVisible()
  await page.getByLabel('Tag', { exact: true }).selectOption('Walks')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(titles).toHaveCount(3)

  await page.getByLabel('Select Alpha').check()
  await page.getByLabel('Select Beta').check()
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Delete 2 posts' }).click()
  await expect(titles).toHaveText(['Gamma'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.goto(`${site.siteUrl}/admin/posts?tag=walks`)
  await expect(titles).toHaveCount(3)

  await page.goto(`${site.siteUrl}/admin/tags`)
  await page.getByRole('row', { name: 'Walks' }).getByRole('link', { name: 'Merge' }).click()
  await page.getByLabel('Into').selectOption('Trips')
  await page.getByRole('button', { name: 'What would change?' }).click()
  await page.getByText('Which pages').click()
  await expect(page.getByText('/tags/trips', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Merge' }).click()
  await expect(page.getByText('Merged into “Trips”.')).toBeVisible()
  expect((await site.get('/tags/walks')).headers.get('location')).toBe('/tags/trips')
})
