/** People who write here. */
import { hash, verify } from '@node-rs/argon2'
import { and, asc, count, eq, ne, sql } from 'drizzle-orm'
import type { Database, Drizzle, WriteTransaction } from '../db/index.ts'
import { account, type Role, session } from '../db/schema.ts'
import { createLink, endLinks, readLink, useLink } from './one-time-links.ts'

export const ROLES: readonly Role[] = ['owner', 'admin', 'editor', 'author', 'contributor']
export const MIN_PASSWORD_LENGTH = 12
const MAX_PASSWORD_LENGTH = 1000

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
  readonly authorId?: number | null
}

export interface Account {
  readonly id: number
  readonly email: string
  readonly name: string
  readonly role: Role
  /** Whose posts are theirs. */
  readonly authorId: number | null
  readonly hasSecondFactor: boolean
  readonly createdAt: Date
}

const COLUMNS = {
  id: account.id,
  email: account.email,
  name: account.name,
  role: account.role,
  authorId: account.authorId,
  hasSecondFactor: sql<boolean>`totp_secret is not null`,
  createdAt: account.createdAt,
}

/** Throws `AccountError` naming the field. The password is kept as argon2id. */
export async function createAccount(
  tx: WriteTransaction,
  { email, name, password, role, authorId = null }: AccountInput,
): Promise<Account> {
  await checkEmail(tx, email)
  if (!name.trim()) throw new AccountError('name', 'A name is needed.')
  checkPasswordLength(password)
  const [row] = await tx
    .insert(account)
    .values({ email: email.trim(), name: name.trim(), role, authorId, passwordHash: await hash(password) })
    .returning(COLUMNS)
  if (!row) throw new Error('PostgreSQL returned no row.')
  return row
}

async function checkEmail(tx: WriteTransaction, email: string): Promise<void> {
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())) throw new AccountError('email', 'This is no e-mail address.')
  if (await accountByEmail(tx, email))
    throw new AccountError('email', 'There is an account with this e-mail address already.')
}

function checkPasswordLength(password: string): void {
  if (password.length < MIN_PASSWORD_LENGTH)
    throw new AccountError('password', `The password needs at least ${MIN_PASSWORD_LENGTH} characters.`)
  if (password.length > MAX_PASSWORD_LENGTH) throw new AccountError('password', 'The password is too long.')
}

export function listAccounts(db: Drizzle): Promise<Account[]> {
  return db.select(COLUMNS).from(account).orderBy(asc(account.id))
}

export async function getAccount(db: Drizzle | WriteTransaction, id: number): Promise<Account | undefined> {
  const [row] = await db.select(COLUMNS).from(account).where(eq(account.id, id))
  return row
}

/** By address, in whatever case. */
export async function findAccount(db: Drizzle | WriteTransaction, email: string): Promise<Account | undefined> {
  const found = await accountByEmail(db, email)
  return found && getAccount(db, found.id)
}

async function accountByEmail(db: Drizzle | WriteTransaction, email: string) {
  const [row] = await db
    .select({ ...COLUMNS, passwordHash: account.passwordHash })
    .from(account)
    .where(eq(sql`lower(${account.email})`, email.trim().toLowerCase()))
  return row
}

/** Of nobody's password: checked where there is no account, so that an answer takes as long as where there is one. */
const nobodysHash = hash(crypto.randomUUID())

/** The account that the password is right for. Takes the same time whether or not there is one. */
export async function checkPassword(
  db: Drizzle | WriteTransaction,
  email: string,
  password: string,
): Promise<Account | undefined> {
  const found = await accountByEmail(db, email)
  const isRight = await verify(found?.passwordHash ?? (await nobodysHash), password.slice(0, MAX_PASSWORD_LENGTH))
  if (!found?.passwordHash || !isRight) return undefined
  const { passwordHash: _, ...record } = found
  return record
}

/** Throws `AccountError`. Every session of the account but one ends. */
export async function changePassword(
  tx: WriteTransaction,
  id: number,
  password: string,
  keepSession?: number,
): Promise<void> {
  checkPasswordLength(password)
  await tx
    .update(account)
    .set({ passwordHash: await hash(password) })
    .where(eq(account.id, id))
  const others = keepSession === undefined ? undefined : ne(session.id, keepSession)
  await tx.delete(session).where(and(eq(session.accountId, id), others))
}

/** Throws `AccountError` where the site would be left without an owner. A change of role ends the account's sessions. */
export async function updateAccount(
  tx: WriteTransaction,
  id: number,
  patch: { readonly name?: string | undefined; readonly role?: Role | undefined },
): Promise<Account | undefined> {
  const current = await getAccount(tx, id)
  if (!current) return undefined
  if (patch.name !== undefined && !patch.name.trim()) throw new AccountError('name', 'A name is needed.')
  if (patch.role && patch.role !== current.role) {
    await keepAnOwner(tx, current)
    await tx.delete(session).where(eq(session.accountId, id))
  }
  const changes = { ...(patch.name && { name: patch.name.trim() }), ...(patch.role && { role: patch.role }) }
  if (Object.keys(changes).length > 0) await tx.update(account).set(changes).where(eq(account.id, id))
  return getAccount(tx, id)
}

/** Throws `AccountError` for the last owner. What they wrote stays. */
export async function deleteAccount(tx: WriteTransaction, id: number): Promise<Account | undefined> {
  const current = await getAccount(tx, id)
  if (!current) return undefined
  await keepAnOwner(tx, current)
  await tx.delete(account).where(eq(account.id, id))
  return current
}

async function keepAnOwner(tx: WriteTransaction, { role }: Account): Promise<void> {
  if (role !== 'owner') return
  // Two owners who remove each other at the same moment take turns.
  await tx.select({ id: account.id }).from(account).where(eq(account.role, 'owner')).for('update')
  const [row] = await tx.select({ owners: count() }).from(account).where(eq(account.role, 'owner'))
  if ((row?.owners ?? 0) <= 1) throw new AccountError('role', 'This is the only owner; make somebody else one first.')
}

const SETUP_MINUTES = 24 * 60

/** A new one-time link for making the owner's account; the earlier ones end. Undefined when there is an owner. */
export async function createSetupLink(db: Database, siteUrl: string): Promise<string | undefined> {
  if (await hasOwner(db)) return undefined
  const token = await db.drizzle.transaction(async (tx) => {
    await endLinks(tx, 'setup')
    return createLink(tx, { purpose: 'setup', minutes: SETUP_MINUTES })
  })
  return `${siteUrl}/admin/setup?token=${token}`
}

export async function hasOwner(db: Database): Promise<boolean> {
  const owners = await db.drizzle.select({ id: account.id }).from(account).where(eq(account.role, 'owner')).limit(1)
  return owners.length > 0
}

const INVITATION_MINUTES = 7 * 24 * 60

export interface Invitation {
  readonly email: string
  readonly role: Role
}

/** The path of a link by which somebody makes their account within a week. */
export async function createInvitation(tx: WriteTransaction, { email, role }: Invitation): Promise<string> {
  await checkEmail(tx, email)
  const details = { email: email.trim(), role }
  const token = await createLink(tx, { purpose: 'invitation', minutes: INVITATION_MINUTES, details })
  return `/admin/invitation?token=${token}`
}

export async function readInvitation(db: Drizzle, token: string): Promise<Invitation | undefined> {
  return (await readLink(db, 'invitation', token)) as Invitation | undefined
}

/** Makes the account; undefined when the link does not work any more. Throws `AccountError`. */
export async function acceptInvitation(
  tx: WriteTransaction,
  token: string,
  { name, password, authorId }: { name: string; password: string; authorId: number | null },
): Promise<Account | undefined> {
  const invitation = (await useLink(tx, 'invitation', token)) as Invitation | undefined
  return invitation && createAccount(tx, { ...invitation, name, password, authorId })
}
