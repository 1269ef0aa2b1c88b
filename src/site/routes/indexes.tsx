/** The archive by months, and all tags. */
import { ArchiveIndexPage, TagIndexPage, type YearView } from '../../../templates/pages/list.tsx'
import { monthCounts, siteSettings, tagsWithCounts } from '../../content/index.ts'
import { type PageContext, pageMeta, siteView } from '../views.ts'
import type { SiteContext } from './index.ts'

export async function archiveIndex(c: SiteContext, context: PageContext) {
  const months = await monthCounts(context.reading)
  const { locale } = await siteSettings(context.reading)
  const monthName = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' })
  const years = new Map<string, YearView['months'][number][]>()
  for (const { yyyy, mm, count } of months) {
    const year = years.get(yyyy) ?? []
    year.push({ path: `/archive/${yyyy}/${mm}`, text: monthName.format(Date.UTC(2000, Number(mm) - 1, 15)), count })
    years.set(yyyy, year)
  }
  const view = [...years].map(([year, list]) => ({ year, months: list }))
  const meta = await pageMeta(context, '/archive', { title: 'Archive' })
  return c.html(<ArchiveIndexPage site={await siteView(context)} meta={meta} years={view} />)
}

export async function tagIndex(c: SiteContext, context: PageContext) {
  const tags = await tagsWithCounts(context.reading)
  const meta = await pageMeta(context, '/tags', { title: 'Tags' })
  const view = tags.map(({ path, name, count }) => ({ path, text: name, count }))
  return c.html(<TagIndexPage site={await siteView(context)} meta={meta} tags={view} />)
}
