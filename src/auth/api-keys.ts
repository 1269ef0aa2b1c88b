/**
 * API keys: `hk_` + 8 characters to know it by + `_` + 43 characters of secret. The secret has 256 bits of chance, so a
 * plain SHA-256 of it serves as well as a slow hash.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { desc, eq, sql } from 'drizzle-orm'
import type { Database, WriteTransaction } from '../db/index.ts'
import { account, apiKey, type Role } from '../db/schema.ts'
import { scopesOf } from './roles.ts'
import { allows, parseScopes, type Scope } from './scopes.ts'
import { hashOf } from './tokens.ts'

export interface ApiKey {
  readonly id: number
  readonly name: string
  readonly prefix: string
  readonly scopes: readonly string[]
  /** Who made it; null: it was made on the command line, or with a key that was. */
  readonly accountId: number | null
  readonly madeBy: string | null
  readonly expiresAt: Date | null
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
  readonly createdAt: Date
}

/** A key that counts now, with what it may do now. */
export interface ValidKey extends ApiKey {
  /** Its maker's role and author, as they are now. */
  readonly maker: { readonly role: Role; readonly authorId: number | null } | undefined
}

const COLUMNS = {
  id: apiKey.id,
  name: apiKey.name,
  prefix: apiKey.prefix,
  scopes: apiKey.scopes,
  accountId: apiKey.accountId,
  madeBy: sql<string | null>`(select name from account where account.id = api_key.account_id)`,
  expiresAt: apiKey.expiresAt,
  lastUsedAt: apiKey.lastUsedAt,
  revokedAt: apiKey.revokedAt,
  createdAt: apiKey.createdAt,
}

export interface ApiKeyInput {
  readonly name: string
  readonly scopes: readonly string[]
  readonly expiresAt?: Date | null | undefined
  readonly accountId?: number | null | undefined
}

/** Makes a key; its text is shown this once. Throws `UnknownScopeError`. */
export async function createApiKey(
  tx: WriteTransaction,
  { name, scopes, expiresAt = null, accountId = null }: ApiKeyInput,
): Promise<{ key: string; record: ApiKey }> {
  const known = parseScopes(scopes)
  const prefix = `hk_${randomBytes(6).toString('base64url').replace(/[-_]/g, 'x')}`
  const secret = randomBytes(32).toString('base64url')
  const values = { name, prefix, secretHash: hashOf(secret), scopes: known, expiresAt, accountId }
  const [record] = await tx.insert(apiKey).values(values).returning(COLUMNS)
  if (!record) throw new Error('PostgreSQL returned no row.')
  return { key: `${prefix}_${secret}`, record }
}

/** By id or prefix. Undefined when there is none, or it counts no more. */
export async function findApiKey(tx: WriteTransaction, which: number | string): Promise<ApiKey | undefined> {
  const [record] = await tx.select(COLUMNS).from(apiKey).where(isKey(which)).for('update')
  return record && isOver(record) ? undefined : record
}

/**
 * Makes a key that takes the place of another: the same name, scopes and length of life. The old one counts for
 * `graceMs` more, so that whatever uses it can be given the new one.
 */
export async function rotateApiKey(
  tx: WriteTransaction,
  old: ApiKey,
  graceMs: number,
): Promise<{ key: string; record: ApiKey }> {
  const now = Date.now()
  const lifeMs = old.expiresAt && old.expiresAt.getTime() - old.createdAt.getTime()
  const made = await createApiKey(tx, { ...old, expiresAt: lifeMs === null ? null : new Date(now + lifeMs) })
  if (graceMs === 0) await revokeApiKey(tx, old.id)
  else {
    const end = new Date(Math.min(now + graceMs, old.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY))
    await tx.update(apiKey).set({ expiresAt: end }).where(isKey(old.id))
  }
  return made
}

export function listApiKeys(db: Database): Promise<ApiKey[]> {
  return db.drizzle.select(COLUMNS).from(apiKey).orderBy(desc(apiKey.id))
}

/** By id or prefix. Undefined when there is none. */
export async function revokeApiKey(tx: WriteTransaction, which: number | string): Promise<ApiKey | undefined> {
  const [record] = await tx
    .update(apiKey)
    .set({ revokedAt: sql`coalesce(revoked_at, now())` })
    .where(isKey(which))
    .returning(COLUMNS)
  return record
}

/** The valid key of an `Authorization: Bearer hk_…` header. */
export async function authenticate(db: Database, authorization: string | undefined): Promise<ValidKey | undefined> {
  const [, prefix, secret] = /^Bearer (hk_[\w]{8})_([\w-]{43})$/i.exec(authorization ?? '') ?? []
  if (!prefix || !secret) return undefined
  const [row] = await db.drizzle
    .select({ ...COLUMNS, secretHash: apiKey.secretHash, role: account.role, authorId: account.authorId })
    .from(apiKey)
    .leftJoin(account, eq(account.id, apiKey.accountId))
    .where(eq(apiKey.prefix, prefix))
  if (!row || !timingSafeEqual(Buffer.from(row.secretHash), Buffer.from(hashOf(secret)))) return undefined
  if (isOver(row)) return undefined
  // To the minute is enough, and spares a write on every request.
  if (!row.lastUsedAt || Date.now() - row.lastUsedAt.getTime() > 60_000) {
    await db.drizzle.update(apiKey).set({ lastUsedAt: new Date() }).where(eq(apiKey.id, row.id))
  }
  const { secretHash: _, role, authorId, ...record } = row
  const maker = role === null ? undefined : { role, authorId }
  return { ...record, scopes: maker ? common(record.scopes, scopesOf(maker.role)) : record.scopes, maker }
}

/** What both allow: whoever made a key may do less by now than when they made it. */
function common(scopes: readonly string[], makers: readonly string[]): readonly string[] {
  if (scopes.includes('*')) return makers
  return scopes.filter((scope) => makers.includes('*') || makers.includes(scope))
}

function isOver({ revokedAt, expiresAt }: Pick<ApiKey, 'revokedAt' | 'expiresAt'>): boolean {
  return revokedAt !== null || (expiresAt !== null && expiresAt.getTime() <= Date.now())
}

function isKey(which: number | string) {
  return typeof which === 'number' ? eq(apiKey.id, which) : eq(apiKey.prefix, which)
}

export async function keyAllows(db: Database, authorization: string | undefined, scope: Scope): Promise<boolean> {
  const key = await authenticate(db, authorization)
  return key !== undefined && allows(key.scopes, scope)
}
