/** People who write here. */
import { createHash, randomBytes } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Database, WriteTransaction } from '../db/index.ts'
import { account, oneTimeLink, type Role } from '../db/schema.ts'

export const ROLES: readonly Role[] = ['owner', 'admin', 'editor', 'author', 'contributor']
export const MIN_PASSWORD_LENGTH = 12

/** Something about an account that its maker can put right. */
export class AccountError extends Error {
  readonly code = 'invalid-account'
  readonly field: string
  constructor(field: string, message: string) {
    super(message)
    this.field = field
  }
}

export interface AccountInput {
  readonly email: string
  readonly name: string
  readonly password: string
  readonly role: Role
}

/** Throws `AccountError` naming the field. The password is kept as argon2id. */
export async function createAccount(
  tx: WriteTransaction,
  { email, name, password, role }: AccountInput,
): Promise<{ id: number }> {
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())) throw new AccountError('email', 'This is no e-mail address.')
  if (!name.trim()) throw new AccountError('name', 'A name is needed.')
  if (password.length < MIN_PASSWORD_LENGTH)
    throw new AccountError('password', `The password needs at least ${MIN_PASSWORD_LENGTH} characters.`)
  if (password.length > 1000) throw new AccountError('password', 'The password is too long.')
  const known = await tx
    .select({ id: account.id })
    .from(account)
    .where(eq(sql`lower(${account.email})`, email.trim().toLowerCase()))
  if (known.length > 0) throw new AccountError('email', 'There is an account with this e-mail address already.')
  const [row] = await tx
    .insert(account)
    .values({ email: email.trim(), name: name.trim(), role, passwordHash: await hash(password) })
    .returning({ id: account.id })
  if (!row) throw new Error('PostgreSQL returned no row.')
  return row
}

const SETUP_HOURS = 24

/** A new one-time link for making the owner's account; the earlier ones end. Undefined when there is an owner. */
export async function createSetupLink(db: Database, siteUrl: string): Promise<string | undefined> {
  if (await hasOwner(db)) return undefined
  const token = randomBytes(32).toString('base64url')
  await db.drizzle.transaction(async (tx) => {
    await tx.delete(oneTimeLink).where(eq(oneTimeLink.purpose, 'setup'))
    const expiresAt = new Date(Date.now() + SETUP_HOURS * 3_600_000)
    await tx.insert(oneTimeLink).values({ tokenHash: hashOf(token), purpose: 'setup', expiresAt })
  })
  return `${siteUrl}/admin/setup?token=${token}`
}

export async function hasOwner(db: Database): Promise<boolean> {
  const owners = await db.drizzle.select({ id: account.id }).from(account).where(eq(account.role, 'owner')).limit(1)
  return owners.length > 0
}

/** Whether a set-up link's token may still be used. */
export async function isSetupToken(db: Database, token: string): Promise<boolean> {
  const rows = await db.drizzle.select({ at: oneTimeLink.createdAt }).from(oneTimeLink).where(isValid(token))
  return rows.length > 0
}

/** Uses the token up; false when it was no longer valid. */
export async function useSetupToken(tx: WriteTransaction, token: string): Promise<boolean> {
  const rows = await tx
    .update(oneTimeLink)
    .set({ usedAt: new Date() })
    .where(isValid(token))
    .returning({ at: oneTimeLink.usedAt })
  return rows.length > 0
}

function isValid(token: string) {
  return and(
    eq(oneTimeLink.tokenHash, hashOf(token)),
    eq(oneTimeLink.purpose, 'setup'),
    isNull(oneTimeLink.usedAt),
    gt(oneTimeLink.expiresAt, new Date()),
  )
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
