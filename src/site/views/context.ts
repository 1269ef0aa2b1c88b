import { canonicalPath } from '../../cache/index.ts'
import type { Reading } from '../../content/index.ts'
import type { SiteEnv } from '../env.ts'

/** Where the theme's files are. */
export interface ThemeFiles {
  readonly stylesheet: string
  readonly touchIcon: string
}

/** What every view is made from. */
export interface PageContext extends ThemeFiles {
  readonly reading: Reading
  /** The site's origin, without a trailing slash. */
  readonly siteUrl: string
  /** The canonical path that was asked for. */
  readonly path: string
}

/** Reads nothing of a request but its path: not the query, no header, no cookie. */
export function pageContext(c: { req: { url: string }; env: SiteEnv['Bindings'] }, files: ThemeFiles): PageContext {
  const { pathname } = new URL(c.req.url)
  return { ...files, ...c.env, path: canonicalPath(pathname) ?? '/' }
}
