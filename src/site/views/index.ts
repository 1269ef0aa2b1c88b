/** From what was read to what templates show: plain data, formatted. Pure but for the reads, which are recorded. */
export { readableAccent } from './accent.ts'
export { cardView, coverView, frontPagerView, pagerView } from './cards.ts'
export { type PageContext, pageContext, type ThemeFiles } from './context.ts'
export { dateView, monthAndYear, monthName } from './dates.ts'
export { articleMeta, feedLinks, messageMeta, pageMeta } from './meta.ts'
export { siteView } from './site.ts'
