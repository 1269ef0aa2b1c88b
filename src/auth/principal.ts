/** Who makes a request: a key, or somebody who is signed in. */
import type { Database } from '../db/index.ts'
import { authenticate } from './api-keys.ts'
import {
  ALL_MEDIA,
  ALL_POSTS,
  type MediaRights,
  mediaRightsOf,
  type PostRights,
  postRightsOf,
  scopesOf,
} from './roles.ts'
import { readSession, type SignedIn } from './sessions.ts'

export interface Principal {
  /** As events and the audit log name it. */
  readonly actor: string
  readonly scopes: readonly string[]
  readonly posts: PostRights
  readonly media: MediaRights
  /** Undefined for a key. */
  readonly signedIn: SignedIn | undefined
  /** Whose rights these are; undefined: those of whoever has the machine. */
  readonly accountId: number | undefined
}

export async function principalOfKey(db: Database, authorization: string | undefined): Promise<Principal | undefined> {
  const key = await authenticate(db, authorization)
  return (
    key && {
      ...{ actor: `key:${key.name}`, scopes: key.scopes, signedIn: undefined },
      posts: key.maker ? postRightsOf(key.maker) : ALL_POSTS,
      media:
        key.maker && key.accountId !== null ? mediaRightsOf({ id: key.accountId, role: key.maker.role }) : ALL_MEDIA,
      accountId: key.accountId ?? undefined,
    }
  )
}

export async function principalOfSession(db: Database, token: string): Promise<Principal | undefined> {
  const signedIn = await readSession(db.drizzle, token)
  if (!signedIn) return undefined
  const { account } = signedIn
  return {
    actor: `user:${account.email}`,
    scopes: scopesOf(account.role),
    posts: postRightsOf(account),
    media: mediaRightsOf(account),
    signedIn,
    accountId: account.id,
  }
}

/** The cookie that a session is carried by. Only over HTTPS can a browser be told that no other host may set it. */
export function sessionCookieName(siteUrl: string): string {
  return siteUrl.startsWith('https:') ? '__Host-hearth-session' : 'hearth-session'
}

/** Whether a page of this site made the request. A browser that says nothing about it is not believed. */
export function isSameOrigin(header: (name: string) => string | undefined): boolean {
  const site = header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = header('origin')
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === header('host')
}
