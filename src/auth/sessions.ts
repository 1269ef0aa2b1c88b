/**
 * Who is signed in, in which browser. The cookie holds a token of 256 bits, the database its SHA-256. A session ends
 * when it is idle for two weeks, when it is ninety days old, when its account changes its password or role, or when
 * somebody ends it.
 */
import { and, desc, eq, gt, lt, or } from 'drizzle-orm'
import type { Drizzle, WriteTransaction } from '../db/index.ts'
import { session } from '../db/schema.ts'
import { type Account, getAccount } from './accounts.ts'
import { hashOf, newToken } from './tokens.ts'

export const SESSION_IDLE_MS = 14 * 86_400_000
export const SESSION_MAX_MS = 90 * 86_400_000
/** For typing a code. */
const SECOND_FACTOR_MS = 10 * 60_000

export interface Session {
  readonly id: number
  readonly userAgent: string
  readonly createdAt: Date
  readonly seenAt: Date
  readonly expiresAt: Date
}

export interface SignedIn {
  readonly session: Session
  readonly account: Account
}

const COLUMNS = {
  id: session.id,
  userAgent: session.userAgent,
  createdAt: session.createdAt,
  seenAt: session.seenAt,
  expiresAt: session.expiresAt,
}

interface NewSession {
  readonly accountId: number
  readonly userAgent: string
  readonly owesSecondFactor: boolean
}

/** Always a new token, so that one that somebody planted in the browser is worth nothing afterwards. */
export async function startSession(
  tx: WriteTransaction,
  { accountId, userAgent, owesSecondFactor }: NewSession,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken()
  const expiresAt = new Date(Date.now() + (owesSecondFactor ? SECOND_FACTOR_MS : SESSION_MAX_MS))
  await tx.insert(session).values({
    ...{ tokenHash: hashOf(token), accountId, owesSecondFactor, expiresAt },
    userAgent: userAgent.slice(0, 300),
  })
  return { token, expiresAt }
}

/** The session of a cookie's token. */
export function readSession(db: Drizzle, token: string): Promise<SignedIn | undefined> {
  return read(db, token, false)
}

/** As `readSession`, for one that still owes the second factor. */
export function readHalfSession(db: Drizzle, token: string): Promise<SignedIn | undefined> {
  return read(db, token, true)
}

async function read(db: Drizzle, token: string, owesSecondFactor: boolean): Promise<SignedIn | undefined> {
  const now = Date.now()
  const [row] = await db
    .select({ ...COLUMNS, accountId: session.accountId })
    .from(session)
    .where(
      and(
        eq(session.tokenHash, hashOf(token)),
        eq(session.owesSecondFactor, owesSecondFactor),
        gt(session.expiresAt, new Date(now)),
        gt(session.seenAt, new Date(now - SESSION_IDLE_MS)),
      ),
    )
  const account = row && (await getAccount(db, row.accountId))
  if (!row || !account) return undefined
  // To the minute is enough, and spares a write on every request.
  if (now - row.seenAt.getTime() > 60_000) {
    await db
      .update(session)
      .set({ seenAt: new Date(now) })
      .where(eq(session.id, row.id))
  }
  const { accountId: _, ...record } = row
  return { session: record, account }
}

/** Of one account, the newest first. */
export function listSessions(db: Drizzle, accountId: number): Promise<Session[]> {
  return db
    .select(COLUMNS)
    .from(session)
    .where(
      and(
        eq(session.accountId, accountId),
        eq(session.owesSecondFactor, false),
        gt(session.expiresAt, new Date()),
        gt(session.seenAt, new Date(Date.now() - SESSION_IDLE_MS)),
      ),
    )
    .orderBy(desc(session.seenAt))
}

/** Only one of the account's own. */
export async function endSession(db: Drizzle | WriteTransaction, accountId: number, id: number): Promise<boolean> {
  const rows = await db
    .delete(session)
    .where(and(eq(session.id, id), eq(session.accountId, accountId)))
    .returning({ id: session.id })
  return rows.length > 0
}

/** Removes what is over. */
export async function pruneSessions(db: Drizzle): Promise<void> {
  const idle = new Date(Date.now() - SESSION_IDLE_MS)
  await db.delete(session).where(or(lt(session.expiresAt, new Date()), lt(session.seenAt, idle)))
}
