/** The second factor: codes of an authenticator app (TOTP, RFC 6238), and recovery codes for when it is lost. */
import { randomInt } from 'node:crypto'
import { and, arrayContains, eq, isNull, lt, or, sql } from 'drizzle-orm'
import { Secret, TOTP } from 'otpauth'
import type { Drizzle, WriteTransaction } from '../db/index.ts'
import { account } from '../db/schema.ts'
import { hashOf } from './tokens.ts'

const RECOVERY_CODES = 10
/** Without letters and digits that look alike. */
const RECOVERY_ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

export interface NewSecondFactor {
  /** Base32, for typing. */
  readonly secret: string
  /** `otpauth://…`, for a QR code. */
  readonly uri: string
}

/** A secret for an authenticator app; it is in use once `enableSecondFactor` has seen a code of it. */
export function newSecondFactor(siteTitle: string, email: string): NewSecondFactor {
  const secret = new Secret({ size: 20 })
  return { secret: secret.base32, uri: new TOTP({ issuer: siteTitle, label: email, secret }).toString() }
}

/** The recovery codes, shown this once; undefined when the code is not one of the secret's. */
export async function enableSecondFactor(
  tx: WriteTransaction,
  accountId: number,
  secret: string,
  code: string,
): Promise<string[] | undefined> {
  const step = stepOf(secret, code)
  if (step === undefined) return undefined
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
  await tx
    .update(account)
    .set({ totpSecret: secret, totpLastStep: step, recoveryHashes: codes.map(hashOf) })
    .where(eq(account.id, accountId))
  return codes
}

export async function disableSecondFactor(tx: WriteTransaction, accountId: number): Promise<void> {
  await tx
    .update(account)
    .set({ totpSecret: null, totpLastStep: null, recoveryHashes: [] })
    .where(eq(account.id, accountId))
}

/** Whether the code is right; then it is used up, be it of the app or a recovery code. */
export async function useSecondFactor(
  tx: WriteTransaction | Drizzle,
  accountId: number,
  code: string,
): Promise<boolean> {
  const [row] = await tx.select({ secret: account.totpSecret }).from(account).where(eq(account.id, accountId))
  if (!row?.secret) return false
  const typed = code.replace(/[\s-]/g, '').toLowerCase()
  const step = /^\d{6}$/.test(typed) ? stepOf(row.secret, typed) : undefined
  if (step !== undefined) {
    // Two at once: one of them finds the step used.
    const used = await tx
      .update(account)
      .set({ totpLastStep: step })
      .where(and(eq(account.id, accountId), or(isNull(account.totpLastStep), lt(account.totpLastStep, step))))
      .returning({ id: account.id })
    return used.length > 0
  }
  const hash = hashOf(typed)
  const used = await tx
    .update(account)
    .set({ recoveryHashes: sql`array_remove(${account.recoveryHashes}, ${hash})` })
    .where(and(eq(account.id, accountId), arrayContains(account.recoveryHashes, [hash])))
    .returning({ id: account.id })
  return used.length > 0
}

/** How many recovery codes have not been used. */
export async function recoveryCodesLeft(db: Drizzle, accountId: number): Promise<number> {
  const [row] = await db.select({ hashes: account.recoveryHashes }).from(account).where(eq(account.id, accountId))
  return row?.hashes.length ?? 0
}

/** The time step that a code is of: this one or, for clocks that differ, one beside it. */
function stepOf(secret: string, code: string): number | undefined {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  const now = Date.now()
  const delta = totp.validate({ token: code.replace(/\s/g, ''), window: 1, timestamp: now })
  return delta === null ? undefined : totp.counter({ timestamp: now }) + delta
}

function newRecoveryCode(): string {
  return Array.from({ length: 12 }, () => RECOVERY_ALPHABET[randomInt(RECOVERY_ALPHABET.length)]).join('')
}
