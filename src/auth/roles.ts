/** What each role may do: the one place that says so. */
import type { Role } from '../db/schema.ts'
import type { Account } from './accounts.ts'
import type { Scope } from './scopes.ts'

const WRITING: readonly Scope[] = [
  'posts:read',
  'posts:write',
  'media:read',
  'media:write',
  'tags:read',
  'authors:read',
  'statistics:read',
]

const SCOPES_OF: Readonly<Record<Role, readonly Scope[]>> = {
  owner: ['*'],
  admin: ['*'],
  editor: [
    ...WRITING,
    ...(['tags:write', 'authors:write', 'pages:read', 'pages:write', 'navigation:read', 'navigation:write'] as const),
    ...(['redirects:read', 'redirects:write', 'settings:read', 'cache:read'] as const),
  ],
  author: WRITING,
  contributor: WRITING,
}

export function scopesOf(role: Role): readonly Scope[] {
  return SCOPES_OF[role]
}

/** What of the posts somebody may touch. */
export interface PostRights {
  /** Only posts of this author; undefined: all. Null: none, as the account has no author. */
  readonly onlyOf: number | null | undefined
  /** Otherwise only drafts. */
  readonly mayPublish: boolean
}

export const ALL_POSTS: PostRights = { onlyOf: undefined, mayPublish: true }

export function postRightsOf({ role, authorId }: Pick<Account, 'role' | 'authorId'>): PostRights {
  if (role === 'author') return { onlyOf: authorId, mayPublish: true }
  if (role === 'contributor') return { onlyOf: authorId, mayPublish: false }
  return ALL_POSTS
}

/** What of the library somebody may change; everybody who writes may see and use all of it. */
export interface MediaRights {
  /** Only what this account uploaded; undefined: all. */
  readonly onlyOf: number | undefined
}

export const ALL_MEDIA: MediaRights = { onlyOf: undefined }

export function mediaRightsOf({ id, role }: Pick<Account, 'id' | 'role'>): MediaRights {
  return role === 'author' || role === 'contributor' ? { onlyOf: id } : ALL_MEDIA
}

/**
 * Whether somebody of this role may give or take the other: owners are made by owners only, and never by a key, which an
 * admin may have made.
 */
export function mayGrant(own: Role | undefined, other: Role): boolean {
  return own === 'owner' || other !== 'owner'
}
