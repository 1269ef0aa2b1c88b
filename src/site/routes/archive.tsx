/** The archive: by year and month, as permanent pages, and one month. */
import { ArchiveIndexPage, ListPage, toHtml, type YearView } from '../../../templates/index.ts'
import { listPage, type MonthCount, monthCounts, monthPosts, siteSettings } from '../../content/index.ts'
import type { Words } from '../../words/index.ts'
import { cardView, monthAndYear, monthName, type PageContext, pageMeta, pagerView, siteView } from '../views/index.ts'
import { answerAbsent } from './absent.tsx'
import type { ContextOf, SiteContext, SiteRoutes } from './index.ts'

const archiveLink = (words: Words) => ({ path: '/archive', text: words('archive') })

export function archiveRoutes(routes: SiteRoutes, contextOf: ContextOf): void {
  routes.get('/archive', (c) => archiveIndex(c, contextOf(c)))
  routes.get('/archive/:number{[1-9]\\d{0,6}}', (c) => archivePage(c, contextOf(c), Number(c.req.param('number'))))
  routes.get('/archive/:yyyy{\\d{4}}/:mm{\\d{2}}', (c) =>
    month(c, contextOf(c), Number(c.req.param('yyyy')), Number(c.req.param('mm'))),
  )
}

async function archiveIndex(c: SiteContext, context: PageContext): Promise<Response> {
  const { locale } = await siteSettings(context.reading)
  const years = yearViews(await monthCounts(context.reading), locale)
  const site = await siteView(context)
  const description = site.words('archiveDescription')
  const meta = await pageMeta(context, { title: site.words('archive'), description, parents: [] })
  return c.html(toHtml(<ArchiveIndexPage site={site} meta={meta} years={years} />))
}

/** Months, newest first, as years. */
export function yearViews(months: readonly MonthCount[], locale: string): YearView[] {
  return [...Map.groupBy(months, ({ yyyy }) => yyyy)].map(([year, ofYear]) => ({
    year,
    count: ofYear.reduce((sum, { count }) => sum + count, 0),
    months: ofYear.map(({ mm, count }) => ({
      path: `/archive/${year}/${mm}`,
      text: monthName(Number(mm), locale),
      count,
    })),
  }))
}

async function archivePage(c: SiteContext, context: PageContext, number: number): Promise<Response> {
  const page = await listPage(context.reading, { of: 'posts' }, number)
  if (page.posts.length === 0) return answerAbsent(c, context)
  const settings = await siteSettings(context.reading)
  // No "of 75": a page that is full never changes again.
  const site = await siteView(context)
  const parent = archiveLink(site.words)
  const heading = site.words('pageOf', { name: parent.text, number })
  const meta = await pageMeta(context, { title: heading, parents: [parent] })
  const list = { cards: page.posts.map((post) => cardView(post, settings)), pager: pagerView(page, '/archive') }
  return c.html(toHtml(<ListPage site={site} meta={meta} heading={heading} parent={parent} list={list} />))
}

async function month(c: SiteContext, context: PageContext, yyyy: number, mm: number): Promise<Response> {
  const posts = yyyy >= 1 && mm >= 1 && mm <= 12 ? await monthPosts(context.reading, yyyy, mm) : []
  if (posts.length === 0) return answerAbsent(c, context)
  const settings = await siteSettings(context.reading)
  const heading = monthAndYear(yyyy, mm, settings.locale)
  const site = await siteView(context)
  const parent = archiveLink(site.words)
  const meta = await pageMeta(context, { title: heading, parents: [parent] })
  const list = { cards: posts.map((post) => cardView(post, settings)), pager: { older: null, newer: null } }
  return c.html(toHtml(<ListPage site={site} meta={meta} heading={heading} parent={parent} list={list} />))
}
