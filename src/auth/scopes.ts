/** What a key may do: one scope a resource and verb. */
const RESOURCES = [
  'posts',
  'pages',
  'tags',
  'authors',
  'navigation',
  'redirects',
  'settings',
  'media',
  'keys',
  'users',
  'webhooks',
  'jobs',
  'cache',
] as const

/** What can only be looked at. */
const READ_ONLY = ['statistics', 'system'] as const

type Resource = (typeof RESOURCES)[number]
export type Scope = `${Resource}:read` | `${Resource}:write` | `${(typeof READ_ONLY)[number]}:read` | '*'

export const SCOPES: readonly Scope[] = [
  '*',
  ...RESOURCES.flatMap((resource): Scope[] => [`${resource}:read`, `${resource}:write`]),
  ...READ_ONLY.map((resource): Scope => `${resource}:read`),
]

/** A scope that does not exist was asked for. */
export class UnknownScopeError extends Error {
  readonly code = 'unknown-scope'
  readonly field = 'scopes'
  constructor(scope: string) {
    super(`"${scope}" is no scope. There are: ${SCOPES.join(', ')}.`)
  }
}

/** Throws `UnknownScopeError`. */
export function parseScopes(texts: readonly string[]): Scope[] {
  return [...new Set(texts.map((text) => text.trim()))].map((text) => {
    const scope = SCOPES.find((known) => known === text)
    if (!scope) throw new UnknownScopeError(text)
    return scope
  })
}

export function allows(scopes: readonly string[], wanted: Scope): boolean {
  return scopes.includes('*') || scopes.includes(wanted)
}
