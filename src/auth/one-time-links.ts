/** Tokens that work once, or until they end: set-up and invitation links, previews, and the challenges of passkeys. */
import { and, eq, gt, isNull, lt } from 'drizzle-orm'
import type { Drizzle, WriteTransaction } from '../db/index.ts'
import { oneTimeLink } from '../db/schema.ts'
import { hashOf, newToken } from './tokens.ts'

export type LinkPurpose = 'setup' | 'invitation' | 'password' | 'preview' | 'passkey-sign-in' | 'passkey-registration'

interface NewLink {
  readonly purpose: LinkPurpose
  readonly minutes: number
  readonly details?: object
  /** When the other side chooses it; otherwise chosen by chance. */
  readonly token?: string
}

/** Returns the token, which nobody can read again. */
export async function createLink(
  tx: WriteTransaction | Drizzle,
  { purpose, minutes, details = {}, token = newToken() }: NewLink,
): Promise<string> {
  const expiresAt = new Date(Date.now() + minutes * 60_000)
  await tx.insert(oneTimeLink).values({ tokenHash: hashOf(token), purpose, details, expiresAt })
  return token
}

/** What a valid token is for; undefined when it was used, is over or never was. */
export async function readLink(
  db: WriteTransaction | Drizzle,
  purpose: LinkPurpose,
  token: string,
): Promise<unknown | undefined> {
  const [row] = await db.select({ details: oneTimeLink.details }).from(oneTimeLink).where(isValid(purpose, token))
  return row?.details
}

/** As `readLink`, and from now on it is used. */
export async function useLink(
  tx: WriteTransaction | Drizzle,
  purpose: LinkPurpose,
  token: string,
): Promise<unknown | undefined> {
  const [row] = await tx
    .update(oneTimeLink)
    .set({ usedAt: new Date() })
    .where(isValid(purpose, token))
    .returning({ details: oneTimeLink.details })
  return row?.details
}

/** Ends all links of a purpose. */
export async function endLinks(tx: WriteTransaction, purpose: LinkPurpose): Promise<void> {
  await tx.delete(oneTimeLink).where(eq(oneTimeLink.purpose, purpose))
}

/** Removes what ended long ago. */
export async function pruneLinks(db: Drizzle): Promise<void> {
  await db.delete(oneTimeLink).where(lt(oneTimeLink.expiresAt, new Date(Date.now() - 86_400_000)))
}

function isValid(purpose: LinkPurpose, token: string) {
  return and(
    eq(oneTimeLink.tokenHash, hashOf(token)),
    eq(oneTimeLink.purpose, purpose),
    isNull(oneTimeLink.usedAt),
    gt(oneTimeLink.expiresAt, new Date()),
  )
}
