/** How often pages are read, where readers come from, and which addresses they do not find. Nothing of the readers themselves. */
import { sql } from 'drizzle-orm'
import { bigint, boolean, date, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'

/** Views of a page on a day, in the site's time zone. What is old is kept by month, on the month's first day. */
export const pageView = pgTable(
  'page_view',
  {
    day: date({ mode: 'string' }).notNull(),
    /** Canonical; empty: all those for which there was no room. */
    path: text().notNull(),
    /** The post or page that stood there, so that its views stay together when it gets another address. */
    postId: bigint({ mode: 'number' }),
    views: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.day, t.path] }),
    index('page_view_post').on(t.postId, t.day).where(sql`post_id is not null`),
  ],
)

/** Views on a day that were led to by a link on another site. */
export const referrerView = pgTable(
  'referrer_view',
  {
    day: date({ mode: 'string' }).notNull(),
    /** Empty: all those for which there was no room. */
    host: text().notNull(),
    views: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.host] })],
)

/** Addresses that were asked for, and at which there is nothing. One that redirects leaves by a trigger. */
export const notFound = pgTable('not_found', {
  id: id(),
  path: text().notNull().unique(),
  hits: integer().notNull(),
  firstSeen: instant().notNull().defaultNow(),
  lastSeen: instant().notNull().defaultNow(),
  /** The host of the last page that linked to it, the site's own among them. */
  referrer: text(),
  /** Looks like a machine in search of a weakness. */
  noise: boolean().notNull().default(false),
  /** Somebody does not want to see it any more. */
  ignored: boolean().notNull().default(false),
})
