/** Who works on a site, how they get in, and what they did. */
import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'
import { author } from './content.ts'

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
  /** Who made it: it may never do more than they may, and ends with them. Null: whoever has the machine. */
  accountId: bigint({ mode: 'number' }).references(() => account.id, { onDelete: 'cascade' }),
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
