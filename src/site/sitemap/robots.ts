/** robots.txt (RFC 9309). */
import { ANSWERING_CRAWLERS, type Reading, siteSettings, TRAINING_CRAWLERS } from '../../content/index.ts'

export async function robotsText(reading: Reading, siteUrl: string): Promise<string> {
  const settings = await siteSettings(reading)
  const own = settings.robotsLines.trim()
  const further = own ? [own.replace(/\r\n?/g, '\n')] : []
  if (!settings.searchEngines) return groups(['User-agent: *\nDisallow: /', ...further])
  const shutOut = [...(settings.aiTraining ? [] : TRAINING_CRAWLERS), ...(settings.aiAnswers ? [] : ANSWERING_CRAWLERS)]
  return groups([
    'User-agent: *\nDisallow: /admin\nDisallow: /api/\nDisallow: /search',
    ...(shutOut.length > 0 ? [`${shutOut.map((name) => `User-agent: ${name}`).join('\n')}\nDisallow: /`] : []),
    ...further,
    `Sitemap: ${siteUrl}/sitemap.xml`,
  ])
}

function groups(texts: readonly string[]): string {
  return `${texts.join('\n\n')}\n`
}
