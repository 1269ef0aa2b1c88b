/** How often pages are read and what is not found: counted without anything of the readers, written behind, looked at by writers. */
export { MAX_LAG_MS, VisitCounter, type VisitCounterOptions } from './counter.ts'
export { dayAfter, dayOf } from './days.ts'
export {
  clearNotFound,
  deleteNotFound,
  ignoreNotFound,
  listNotFound,
  type NotFoundFilter,
  type NotFoundRecord,
} from './not-found.ts'
export { pruneVisits } from './prune.ts'
export {
  type PageViews,
  type StatisticsFilter,
  topPages,
  topReferrers,
  viewsByDay,
  viewsOfPosts,
} from './statistics.ts'
export { type Suggestion, suggestPages } from './suggestions.ts'
