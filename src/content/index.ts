/** What a site is made of. Reads are for pages and record what they depend on; writes change rows and know no cache. */

export { type AuditEntry, audit, listAudit } from './audit.ts'
export { authorBySlug, authorsInUse } from './author/reads.ts'
export { createAuthor, createAuthorNamed, deleteAuthor, getAuthor, updateAuthor } from './author/writes.ts'
export { ChangeReader, type ContentChanges } from './changes.ts'
export { ContentError, type ContentErrorCode } from './errors.ts'
export { type Inventory, type ListAddresses, readInventory, type Span } from './inventory.ts'
export type { Place } from './keyset.ts'
export { CONTENT_TYPES } from './media/file-type.ts'
export { MediaFiles } from './media/files.ts'
export {
  getMedia,
  listMedia,
  lockMedia,
  MEDIA_KINDS,
  MEDIA_ORDERS,
  type MediaRecord,
  mediaAt,
  mediaKind,
  mediaUrl,
  successorOfMedia,
} from './media/record.ts'
export { replaceMedia } from './media/replacement.ts'
export { keepBytes, lookAtUpload, removeBytes, type Upload } from './media/upload.ts'
export { mediaUsage } from './media/usage.ts'
export { type MediaUse, mediaUses } from './media/uses.ts'
export { deleteMedia, storeMedia, updateMedia } from './media/writes.ts'
export { listAuthors, listTags, NAMED_ORDERS } from './named-list.ts'
export { menu } from './navigation/reads.ts'
export { listMenuItems, replaceMenu } from './navigation/writes.ts'
export { authorPath, calendarDate, isDated, matchPermalink, pagePath, postPath, tagPath } from './permalink.ts'
export { deletePost, emptyBin, restorePost } from './post/bin.ts'
export { type CalendarPost, postsOfMonth } from './post/calendar.ts'
export {
  listFiles,
  listFront,
  listPage,
  monthCounts,
  monthPosts,
  newestPosts,
  publicPages,
  sitemapPosts,
} from './post/list-reads.ts'
export { lockPost } from './post/lock.ts'
export { publishIfDue, scheduledAt } from './post/publication.ts'
export { type Neighbours, neighbours, pageBySlug, postBySlug } from './post/reads.ts'
export { getPost, listPosts, POST_ORDERS, type PostFilter, type PostRecord } from './post/record.ts'
export { renderColumns, rerenderPost } from './post/rendering.ts'
export {
  type Autosave,
  dropAutosave,
  getAutosave,
  getRevision,
  keepAutosave,
  listRevisions,
  type Revision,
  type RevisionHead,
} from './post/revisions.ts'
export { createPost, type PostInput, updatePost, type WriteContext } from './post/writes.ts'
export { countedRanks } from './ranks.ts'
export { Reading, SharedReads, UnrecordedRead } from './reading.ts'
export type { LineRemark } from './redirect/file.ts'
export { exportRedirects, importRedirects, type RedirectImport } from './redirect/import.ts'
export { type RedirectAnswer, redirectFor, successorOf } from './redirect/reads.ts'
export {
  createRedirect,
  deleteRedirect,
  deleteRedirects,
  getRedirect,
  listRedirects,
  type RedirectFilter,
  type RedirectRecord,
  redirectAt,
  updateRedirect,
} from './redirect/writes.ts'
export { searchPosts } from './search/reads.ts'
export { ANSWERING_CRAWLERS, TRAINING_CRAWLERS } from './settings/ai-crawlers.ts'
export { ownStylesheetPath, POLICY_OF_ALL_PAGES, policyWithCode } from './settings/own-code.ts'
export { movedByPermalink } from './settings/permalink-move.ts'
export { siteSettings } from './settings/reads.ts'
export {
  defaultSettings,
  OWNER_SETTINGS,
  type SettingKey,
  type Settings,
  settingsFromRows,
  settingsSchema,
} from './settings/schema.ts'
export { readSettings, writeSettings } from './settings/writes.ts'
export { slugify } from './slug.ts'
export { tagBySlug, tagsInUse, tagsWithCounts } from './tag/reads.ts'
export { createTag, deleteTag, getTag, mergeTag, updateTag } from './tag/writes.ts'
export { touchedNames } from './touches.ts'
export type * from './types.ts'
export { WEB_ADDRESS, WEB_ADDRESS_RULE } from './web-address.ts'
export { writeWelcome } from './welcome.ts'
