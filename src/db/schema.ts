/**
 * The tables of a Hearth site. `drizzle/` holds the migrations made from this file, and beside them the triggers
 * that make every change an event (`drizzle/*_events.sql`). Which columns a public page may read is decided in those
 * triggers: a column they leave out makes no event.
 */
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'

const id = () => bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity()
/** Milliseconds, as JavaScript has them: a sort key made from the row and one made in a query are then the same. */
const instant = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' })
const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })

export type PostKind = 'post' | 'page'
export type PostStatus = 'draft' | 'scheduled' | 'published' | 'unpublished'

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
  createdAt: instant().notNull().defaultNow(),
  updatedAt: instant().notNull().defaultNow(),
})

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

export type Role = 'owner' | 'admin' | 'editor' | 'author' | 'contributor'

export const account = pgTable(
  'account',
  {
    id: id(),
    email: text().notNull(),
    name: text().notNull(),
    passwordHash: text(),
    role: text().$type<Role>().notNull(),
    authorId: bigint({ mode: 'number' }).references(() => author.id, { onDelete: 'set null' }),
    /** Base32, once the second factor is set up. */
    totpSecret: text(),
    /** The last time step whose code was used, so that no code works twice. */
    totpLastStep: bigint({ mode: 'number' }),
    /** SHA-256 of the recovery codes that have not been used. */
    recoveryHashes: text().array().notNull().default([]),
    createdAt: instant().notNull().defaultNow(),
  },
  () => [
    uniqueIndex('account_email_key').on(sql`lower(email)`),
    check('account_role_check', sql`role in ('owner', 'admin', 'editor', 'author', 'contributor')`),
  ],
)

/** A browser that is signed in, or has given the password and still owes the second factor. */
export const session = pgTable(
  'session',
  {
    id: id(),
    /** SHA-256 of what the cookie holds. */
    tokenHash: text().notNull().unique(),
    accountId: bigint({ mode: 'number' })
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    owesSecondFactor: boolean().notNull().default(false),
    userAgent: text().notNull().default(''),
    createdAt: instant().notNull().defaultNow(),
    seenAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
  },
  (t) => [index('session_account').on(t.accountId), index('session_expires').on(t.expiresAt)],
)

/** A public key that signs in without a password (WebAuthn). */
export const passkey = pgTable(
  'passkey',
  {
    /** Base64url, as the authenticator gave it. */
    id: text().primaryKey(),
    accountId: bigint({ mode: 'number' })
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    /** COSE, base64url. */
    publicKey: text().notNull(),
    counter: bigint({ mode: 'number' }).notNull(),
    transports: text().array().notNull().default([]),
    createdAt: instant().notNull().defaultNow(),
    lastUsedAt: instant(),
  },
  (t) => [index('passkey_account').on(t.accountId)],
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

/** Creates that may be sent again, because their sender did not get the answer. */
export const idempotencyKey = pgTable(
  'idempotency_key',
  {
    actor: text().notNull(),
    key: text().notNull(),
    /** SHA-256 of what was asked for: the same key is for the same request only. */
    requestHash: text().notNull(),
    /** Null until it is sent: the write is committed before. */
    response: jsonb().$type<unknown>(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.actor, t.key] }), index('idempotency_key_created').on(t.createdAt)],
)

/** One-time links: owner set-up, invitations, previews. Only the token's SHA-256 is kept. */
export const oneTimeLink = pgTable('one_time_link', {
  tokenHash: text().primaryKey(),
  purpose: text().notNull(),
  /** What it is for: of an invitation the role, of a preview the post. */
  details: jsonb().$type<unknown>().notNull().default({}),
  expiresAt: instant().notNull(),
  usedAt: instant(),
  createdAt: instant().notNull().defaultNow(),
})

export const apiKey = pgTable('api_key', {
  id: id(),
  name: text().notNull(),
  /** The first characters, to recognise it by: hk_ab12cd34 */
  prefix: text().notNull().unique(),
  secretHash: text().notNull(),
  scopes: text().array().notNull(),
  expiresAt: instant(),
  lastUsedAt: instant(),
  revokedAt: instant(),
  createdAt: instant().notNull().defaultNow(),
})

export const auditLog = pgTable(
  'audit_log',
  {
    id: id(),
    at: instant().notNull().defaultNow(),
    actor: text().notNull(),
    action: text().notNull(),
    subject: text().notNull(),
    details: jsonb().$type<unknown>().notNull().default({}),
  },
  (t) => [index('audit_log_at').on(t.at)],
)

/** The outbox: one row per writing statement, inserted by triggers in the writer's transaction. */
export const cacheEvent = pgTable(
  'cache_event',
  {
    id: id(),
    /** Top-level transaction id (xid8): the event's place in commit order, see "epoch". */
    xid: text().notNull(),
    at: instant().notNull(),
    actor: text().notNull(),
    relation: text().notNull(),
    /** Row images before and after, only of the columns that pages read; long ones as their MD5. Null = whole table (truncate). */
    changes: jsonb().$type<unknown>(),
    consumedAt: instant(),
  },
  (t) => [
    index('cache_event_pending').on(t.id).where(sql`consumed_at is null`),
    index('cache_event_consumed').on(t.consumedAt).where(sql`consumed_at is not null`),
  ],
)

/** What the cache decided for a batch of events, and what came of it. Its id is that of its newest event. */
export const cachePlan = pgTable(
  'cache_plan',
  {
    id: bigint({ mode: 'number' }).primaryKey(),
    at: instant().notNull(),
    actors: text().array().notNull(),
    eventIds: bigint({ mode: 'number' }).array().notNull(),
    withdrawn: text().array().notNull(),
    /** `[{ url, why, outcome }]`: the first few hundred of a wide plan. */
    renders: jsonb().$type<unknown>().notNull(),
    rendered: integer().notNull(),
    changed: integer().notNull(),
    unchanged: integer().notNull(),
    failed: integer().notNull(),
    /** From the oldest event's statement to the last swap. */
    ms: integer().notNull(),
  },
  (t) => [index('cache_plan_at').on(t.at)],
)

/** Pages that the auditor found to differ from a fresh render. */
export const cacheFinding = pgTable(
  'cache_finding',
  {
    id: id(),
    at: instant().notNull().defaultNow(),
    url: text().notNull(),
    /** The first place where the bytes differ, with what stands around it. */
    difference: text().notNull(),
    /** Why the wrong bytes were rendered. */
    cause: jsonb().$type<unknown>().notNull(),
    dependencies: text().array().notNull(),
    /** What events since that render touched and the page did not depend on: the forgotten one is among them. */
    suspects: text().array().notNull(),
  },
  (t) => [index('cache_finding_at').on(t.at)],
)

/** Processes that are alive, so that survivors can release the jobs of those that are not. */
export const node = pgTable('node', {
  id: text().primaryKey(),
  workerIds: text().array().notNull().default([]),
  startedAt: instant().notNull().defaultNow(),
  seenAt: instant().notNull().defaultNow(),
})
