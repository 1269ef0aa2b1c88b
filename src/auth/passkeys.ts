/** Signing in with a key pair that the device keeps (WebAuthn). */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { and, asc, eq } from 'drizzle-orm'
import type { Drizzle, WriteTransaction } from '../db/index.ts'
import { passkey } from '../db/schema.ts'
import { type Account, getAccount } from './accounts.ts'
import { createLink, useLink } from './one-time-links.ts'

export interface Passkey {
  readonly id: string
  readonly name: string
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
}

const CHALLENGE_MINUTES = 5
/** Three hundred modules: loaded when somebody uses a key, not at every start. */
const webAuthn = () => import('@simplewebauthn/server')
const COLUMNS = { id: passkey.id, name: passkey.name, createdAt: passkey.createdAt, lastUsedAt: passkey.lastUsedAt }

export function listPasskeys(db: Drizzle, accountId: number): Promise<Passkey[]> {
  return db.select(COLUMNS).from(passkey).where(eq(passkey.accountId, accountId)).orderBy(asc(passkey.createdAt))
}

export async function removePasskey(tx: WriteTransaction, accountId: number, id: string): Promise<boolean> {
  const rows = await tx
    .delete(passkey)
    .where(and(eq(passkey.id, id), eq(passkey.accountId, accountId)))
    .returning({ id: passkey.id })
  return rows.length > 0
}

/** What the browser needs for making a key. */
export async function passkeyRegistration(db: Drizzle, { id, email, name }: Account, siteUrl: string) {
  const known = await db
    .select({ id: passkey.id, transports: passkey.transports })
    .from(passkey)
    .where(eq(passkey.accountId, id))
  const { generateRegistrationOptions } = await webAuthn()
  const options = await generateRegistrationOptions({
    rpName: new URL(siteUrl).host,
    rpID: new URL(siteUrl).hostname,
    userName: email,
    userDisplayName: name,
    userID: new TextEncoder().encode(String(id)),
    excludeCredentials: known,
    authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
  })
  const { challenge } = options
  await createLink(db, {
    purpose: 'passkey-registration',
    minutes: CHALLENGE_MINUTES,
    token: challenge,
    details: { id },
  })
  return options
}

/** False when the answer is not to a challenge of ours for this account. */
export async function registerPasskey(
  tx: WriteTransaction,
  { id }: Account,
  siteUrl: string,
  name: string,
  response: unknown,
): Promise<boolean> {
  const isOurs = async (challenge: string) =>
    ((await useLink(tx, 'passkey-registration', challenge)) as { id?: number } | undefined)?.id === id
  const { verifyRegistrationResponse } = await webAuthn()
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: response as RegistrationResponseJSON,
    expectedChallenge: isOurs,
    expectedOrigin: siteUrl,
    expectedRPID: new URL(siteUrl).hostname,
    requireUserVerification: false,
  }).catch(refused)
  if (!verified || !registrationInfo) return false
  const { credential } = registrationInfo
  await tx.insert(passkey).values({
    id: credential.id,
    accountId: id,
    name,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: credential.transports ?? [],
  })
  return true
}

/** What the browser needs for using a key; which one, and so which account, is for it to say. */
export async function passkeySignIn(db: Drizzle, siteUrl: string) {
  const { generateAuthenticationOptions } = await webAuthn()
  const options = await generateAuthenticationOptions({
    rpID: new URL(siteUrl).hostname,
    userVerification: 'preferred',
  })
  const { challenge } = options
  await createLink(db, { purpose: 'passkey-sign-in', minutes: CHALLENGE_MINUTES, token: challenge })
  return options
}

export interface PasskeySignIn {
  readonly account: Account
  /** The device has checked who uses it (a fingerprint, a PIN): two factors in one. */
  readonly isVerified: boolean
}

/** Undefined when the key is none of ours, or the answer is not to a challenge of ours. */
export async function usePasskey(
  tx: WriteTransaction,
  siteUrl: string,
  response: unknown,
): Promise<PasskeySignIn | undefined> {
  const answer = response as AuthenticationResponseJSON
  if (typeof answer?.id !== 'string') return undefined
  const [key] = await tx.select().from(passkey).where(eq(passkey.id, answer.id))
  if (!key) return undefined
  const { verifyAuthenticationResponse } = await webAuthn()
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: answer,
    expectedChallenge: async (challenge) => (await useLink(tx, 'passkey-sign-in', challenge)) !== undefined,
    expectedOrigin: siteUrl,
    expectedRPID: new URL(siteUrl).hostname,
    requireUserVerification: false,
    credential: {
      id: key.id,
      publicKey: new Uint8Array(Buffer.from(key.publicKey, 'base64url')),
      counter: key.counter,
    },
  }).catch(refused)
  if (!verified || !authenticationInfo) return undefined
  await tx
    .update(passkey)
    .set({ counter: authenticationInfo.newCounter, lastUsedAt: new Date() })
    .where(eq(passkey.id, key.id))
  const account = await getAccount(tx, key.accountId)
  return account && { account, isVerified: authenticationInfo.userVerified }
}

/** The library throws for what does not fit; what it says is for developers. */
function refused(): { verified: false; registrationInfo?: undefined; authenticationInfo?: undefined } {
  return { verified: false }
}
