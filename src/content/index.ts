/** What a site is made of. Reads are for pages and record what they depend on; writes change rows and know no cache. */
export { authorBySlug, authorsWithCounts } from './author/reads.ts'
export { type Inventory, readInventory, readTouches, touchedRows } from './inventory.ts'
export { menu } from './navigation/reads.ts'
export { authorPath, calendarDate, isDated, matchPermalink, pagePath, postPath, tagPath } from './permalink.ts'
export {
  listFront,
  listPage,
  listSize,
  monthCounts,
  monthPosts,
  newestPosts,
  publicPages,
  sitemapPosts,
} from './post/list-reads.ts'
export { type Neighbours, neighbours, pageBySlug, postBySlug } from './post/reads.ts'
export { Reading, SharedReads } from './reading.ts'
export { type RedirectAnswer, redirectFor, successorOf } from './redirect/reads.ts'
export { searchPosts } from './search/reads.ts'
export { siteSettings } from './settings/reads.ts'
export { defaultSettings, type SettingKey, type Settings, settingsFromRows, settingsSchema } from './settings/schema.ts'
export { tagBySlug, tagsWithCounts } from './tag/reads.ts'
export type * from './types.ts'
