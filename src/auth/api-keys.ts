/**
 * API keys: `hk_` + 8 characters to know it by + `_` + 43 characters of secret. The secret has 256 bits of chance, so a
 * plain SHA-256 of it serves as well as a slow hash.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { desc, eq, sql } from 'drizzle-orm'
import type { Database, WriteTransaction } from '../db/index.ts'
import { apiKey } from '../db/schema.ts'
import { allows, parseScopes, type Scope } from './scopes.ts'
import { hashOf } from './tokens.ts'

export interface ApiKey {
  readonly id: number
  readonly name: string
  readonly prefix: string
  readonly scopes: readonly string[]
  readonly expiresAt: Date | null
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
  readonly createdAt: Date
}

const COLUMNS = {
  id: apiKey.id,
  name: apiKey.name,
  prefix: apiKey.prefix,
  scopes: apiKey.scopes,
  expiresAt: apiKey.expiresAt,
  lastUsedAt: apiKey.lastUsedAt,
  revokedAt: apiKey.revokedAt,
  createdAt: apiKey.createdAt,
}

/** Makes a key; its text is shown this once. Throws `UnknownScopeError`. */
export async function createApiKey(
  tx: WriteTransaction,
  { name, scopes, expiresAt = null }: { name: string; scopes: readonly string[]; expiresAt?: Date | null },
): Promise<{ key: string; record: ApiKey }> {
  const known = parseScopes(scopes)
  const prefix = `hk_${randomBytes(6).toString('base64url').replace(/[-_]/g, 'x')}`
  const secret = randomBytes(32).toString('base64url')
  const values = { name, prefix, secretHash: hashOf(secret), scopes: known, expiresAt }
  const [record] = await tx.insert(apiKey).values(values).returning(COLUMNS)
  if (!record) throw new Error('PostgreSQL returned no row.')
  return { key: `${prefix}_${secret}`, record }
}

export function listApiKeys(db: Database): Promise<ApiKey[]> {
  return db.drizzle.select(COLUMNS).from(apiKey).orderBy(desc(apiKey.id))
}

/** By id or prefix. Undefined when there is none. */
export async function revokeApiKey(tx: WriteTransaction, which: number | string): Promise<ApiKey | undefined> {
  const where = typeof which === 'number' ? eq(apiKey.id, which) : eq(apiKey.prefix, which)
  const [record] = await tx
    .update(apiKey)
    .set({ revokedAt: sql`coalesce(revoked_at, now())` })
    .where(where)
    .returning(COLUMNS)
  return record
}

/** The valid key of an `Authorization: Bearer hk_…` header. */
export async function authenticate(db: Database, authorization: string | undefined): Promise<ApiKey | undefined> {
  const [, prefix, secret] = /^Bearer (hk_[\w]{8})_([\w-]{43})$/i.exec(authorization ?? '') ?? []
  if (!prefix || !secret) return undefined
  const [row] = await db.drizzle
    .select({ ...COLUMNS, secretHash: apiKey.secretHash })
    .from(apiKey)
    .where(eq(apiKey.prefix, prefix))
  if (!row || !timingSafeEqual(Buffer.from(row.secretHash), Buffer.from(hashOf(secret)))) return undefined
  if (row.revokedAt || (row.expiresAt && row.expiresAt.getTime() <= Date.now())) return undefined
  // To the minute is enough, and spares a write on every request.
  if (!row.lastUsedAt || Date.now() - row.lastUsedAt.getTime() > 60_000) {
    await db.drizzle.update(apiKey).set({ lastUsedAt: new Date() }).where(eq(apiKey.id, row.id))
  }
  const { secretHash: _, ...record } = row
  return record
}

export async function keyAllows(db: Database, authorization: string | undefined, scope: Scope): Promise<boolean> {
  const key = await authenticate(db, authorization)
  return key !== undefined && allows(key.scopes, scope)
}
