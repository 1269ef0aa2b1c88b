/** Whether a page is for everyone. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** What keeps somebody from using the page that is open: what axe finds in the light and in the dark, and what sticks out on a phone. */
export async function barriersOf(page: Page): Promise<string[]> {
  await page.setViewportSize({ width: 390, height: 844 })
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    // Colours are judged as they stay, not on their way.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // What is inside a frame is a page of the site, looked at elsewhere; so axe needs no page of its own to join frames on.
    const axe = new AxeBuilder({ page }).exclude('iframe').setLegacyMode()
    // In the dark only colours are others.
    if (colorScheme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block'])
    const { violations, passes } = await axe.analyze()
    if (passes.length === 0) throw new Error(`axe looked at nothing on ${page.url()}`)
    found.push(...violations.map(({ id, nodes }) => `${colorScheme}: ${id}: ${nodes[0]?.html}`))
  }
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  if (overflow > 0) found.push(`${overflow} pixels stick out on a phone`)
  return found
}
