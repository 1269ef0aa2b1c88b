/** What a site is made of. Which columns a public page may read is decided in the triggers: one they leave out makes no event. */
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { id, instant, tsvector } from './columns.ts'
import { account } from './people.ts'

export type PostKind = 'post' | 'page'

export type PostStatus = 'draft' | 'scheduled' | 'published' | 'unpublished'

/** How a post or page is laid out: see `templates/post-templates.ts`. */
export type PostTemplate = 'default' | 'wide' | 'cover' | 'plain'

/** Posts and pages: both are written, published and renamed the same way; lists and feeds show only `kind = 'post'`. */
export const post = pgTable(
  'post',
  {
    id: id(),
    kind: text().$type<PostKind>().notNull().default('post'),
    slug: text().notNull(),
    status: text().$type<PostStatus>().notNull().default('draft'),
    title: text().notNull(),
    markdown: text().notNull().default(''),
    /** Made from `markdown`: current only while `renderedFrom` is its MD5 and `rendererVersion` the renderer's. */
    html: text().notNull().default(''),
    toc: jsonb().$type<unknown>().notNull().default([]),
    plainText: text().notNull().default(''),
    wordCount: integer().notNull().default(0),
    readingMinutes: integer().notNull().default(1),
    rendererVersion: integer().notNull().default(0),
    /** MD5 of the Markdown that `html` was made from; plain SQL may change `markdown` alone, a job then catches up. */
    renderedFrom: text(),
    /** Written by hand; null = the automatic one. */
    excerpt: text(),
    autoExcerpt: text().notNull().default(''),
    coverUrl: text(),
    coverAlt: text(),
    canonicalUrl: text(),
    seoTitle: text(),
    seoDescription: text(),
    featured: boolean().notNull().default(false),
    template: text().$type<PostTemplate>().notNull().default('default'),
    /** Search engines are asked to leave it out, and it is in no sitemap. */
    noIndex: boolean().notNull().default(false),
    /** For cards in social media; null = the cover, the title and description for search engines. */
    socialImageUrl: text(),
    socialTitle: text(),
    socialDescription: text(),
    /** When it was, or for a scheduled post will be, published. */
    publishedAt: instant(),
    version: integer().notNull().default(1),
    /** Where an importer found it, so that a second run updates instead of adding. */
    importKey: text().unique(),
    importHash: text(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
    /** In the bin: its URL answers 410. */
    deletedAt: instant(),
    search: tsvector().generatedAlwaysAs(
      sql`setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('simple', coalesce(excerpt, '')), 'B') || setweight(to_tsvector('english', left(plain_text, 500000)), 'D')`,
    ),
  },
  (t) => [
    // What is in the bin lets go of its slug.
    uniqueIndex('post_kind_slug_key').on(t.kind, t.slug).where(sql`deleted_at is null`),
    // An address leads to what is in the bin, too.
    index('post_slug').on(t.kind, t.slug),
    index('post_public_order').on(t.kind, t.publishedAt, t.id).where(sql`status = 'published' and deleted_at is null`),
    index('post_search').using('gin', t.search),
    index('post_updated').on(t.updatedAt),
    check('post_kind_check', sql`kind in ('post', 'page')`),
    check('post_status_check', sql`status in ('draft', 'scheduled', 'published', 'unpublished')`),
    check('post_published_at_check', sql`status not in ('scheduled', 'published') or published_at is not null`),
    check('post_published_at_finite', sql`published_at is null or isfinite(published_at)`),
    check('post_template_check', sql`template in ('default', 'wide', 'cover', 'plain')`),
    check('post_slug_check', sql`slug <> '' and slug = lower(slug)`),
  ],
)

export const tag = pgTable(
  'tag',
  {
    id: id(),
    slug: text().notNull().unique(),
    name: text().notNull(),
    description: text().notNull().default(''),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
  },
  () => [check('tag_slug_check', sql`slug <> '' and slug = lower(slug)`)],
)

export const author = pgTable(
  'author',
  {
    id: id(),
    slug: text().notNull().unique(),
    name: text().notNull(),
    bio: text().notNull().default(''),
    avatarUrl: text(),
    websiteUrl: text(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
  },
  () => [check('author_slug_check', sql`slug <> '' and slug = lower(slug)`)],
)

export const postTag = pgTable(
  'post_tag',
  {
    postId: bigint({ mode: 'number' })
      .notNull()
      .references(() => post.id, { onDelete: 'cascade' }),
    tagId: bigint({ mode: 'number' })
      .notNull()
      .references(() => tag.id, { onDelete: 'cascade' }),
    position: smallint().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.postId, t.tagId] }), index('post_tag_tag').on(t.tagId)],
)

export const postAuthor = pgTable(
  'post_author',
  {
    postId: bigint({ mode: 'number' })
      .notNull()
      .references(() => post.id, { onDelete: 'cascade' }),
    authorId: bigint({ mode: 'number' })
      .notNull()
      .references(() => author.id, { onDelete: 'cascade' }),
    position: smallint().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.postId, t.authorId] }), index('post_author_author').on(t.authorId)],
)

export type SlugOwner = PostKind | 'tag' | 'author'

/** Slugs that something public once had; kept by a trigger, so that plain SQL renames redirect too. */
export const slugHistory = pgTable(
  'slug_history',
  {
    kind: text().$type<SlugOwner>().notNull(),
    slug: text().notNull(),
    ownerId: bigint({ mode: 'number' }).notNull(),
    /** True once its owner was deleted for good: the address answers 410. */
    gone: boolean().notNull().default(false),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.slug] }), index('slug_history_owner').on(t.kind, t.ownerId)],
)

/** Redirects by path. One that points at a post follows it through renames; status 410 has no target. */
export const redirect = pgTable(
  'redirect',
  {
    id: id(),
    /** Canonical path, as the site's canonicaliser makes it: lower case, no trailing slash. */
    source: text().notNull().unique(),
    target: text(),
    postId: bigint({ mode: 'number' }).references(() => post.id, { onDelete: 'cascade' }),
    status: smallint().notNull().default(301),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    index('redirect_post').on(t.postId),
    check('redirect_status_check', sql`status in (301, 302, 307, 308, 410)`),
    check('redirect_target_check', sql`(status = 410) = (target is null and post_id is null)`),
    check('redirect_source_check', sql`source like '/%'`),
  ],
)

export const navigationItem = pgTable(
  'navigation_item',
  {
    id: id(),
    menu: text().notNull().default('main'),
    position: smallint().notNull().default(0),
    label: text().notNull(),
    /** Either a URL or path, or a post or page by reference (hidden while that is not public). */
    url: text(),
    postId: bigint({ mode: 'number' }).references(() => post.id, { onDelete: 'cascade' }),
  },
  (t) => [
    index('navigation_item_menu').on(t.menu, t.position),
    index('navigation_item_post').on(t.postId),
    check('navigation_item_target_check', sql`(url is null) <> (post_id is null)`),
  ],
)

/** Files; the bytes lie in DATA_DIR/media under their SHA-256. */
export const media = pgTable('media', {
  id: id(),
  hash: text().notNull().unique(),
  /** File extension without the dot, from the sniffed type: the URL is /media/{hash}.{extension} */
  extension: text().notNull(),
  contentType: text().notNull(),
  fileName: text().notNull(),
  byteSize: bigint({ mode: 'number' }).notNull(),
  width: integer(),
  height: integer(),
  alt: text().notNull().default(''),
  /** Whose it is; null when it came by a key, an import, or somebody whose account is gone. */
  uploadedBy: bigint({ mode: 'number' }).references(() => account.id, { onDelete: 'set null' }),
  /** The actor of the upload, as the audit log names it. */
  uploader: text().notNull().default(''),
  createdAt: instant().notNull().defaultNow(),
  updatedAt: instant().notNull().defaultNow(),
})

/** Where addresses of files stand, kept by triggers on the tables they stand in, whoever writes those. */
export const mediaUse = pgTable(
  'media_use',
  {
    hash: text().notNull(),
    /** The table. */
    relation: text().notNull(),
    /** Its row: by id, or by key where it has none. */
    rowId: bigint({ mode: 'number' }).notNull().default(0),
    rowKey: text().notNull().default(''),
    field: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.hash, t.relation, t.rowId, t.rowKey, t.field] }),
    index('media_use_row').on(t.relation, t.rowId, t.rowKey),
  ],
)

/** Addresses of files that others took the place of: they lead to those. */
export const mediaFormer = pgTable(
  'media_former',
  {
    hash: text().primaryKey(),
    mediaId: bigint({ mode: 'number' })
      .notNull()
      .references(() => media.id, { onDelete: 'cascade' }),
    replacedAt: instant().notNull().defaultNow(),
  },
  (t) => [index('media_former_media').on(t.mediaId)],
)

export const setting = pgTable('setting', {
  key: text().primaryKey(),
  value: jsonb().$type<unknown>().notNull(),
  updatedAt: instant().notNull().defaultNow(),
})

export const revision = pgTable(
  'revision',
  {
    id: id(),
    postId: bigint({ mode: 'number' })
      .notNull()
      .references(() => post.id, { onDelete: 'cascade' }),
    version: integer().notNull(),
    title: text().notNull(),
    markdown: text().notNull(),
    excerpt: text(),
    actor: text().notNull().default(''),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [unique('revision_post_version_key').on(t.postId, t.version)],
)

/** What a writer has typed and not saved, for when the browser or the connection dies. */
export const autosave = pgTable('autosave', {
  postId: bigint({ mode: 'number' })
    .primaryKey()
    .references(() => post.id, { onDelete: 'cascade' }),
  /** The version that the writing began from. */
  baseVersion: integer().notNull(),
  fields: jsonb().$type<unknown>().notNull(),
  actor: text().notNull(),
  savedAt: instant().notNull(),
})
