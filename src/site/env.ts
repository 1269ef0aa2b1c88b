import type { Reading } from '../content/index.ts'

/** What a public route is given: a view of one snapshot, and where the site is. Nothing of the reader. */
export interface SiteEnv {
  Bindings: {
    readonly reading: Reading
    /** The site's origin, without a trailing slash. */
    readonly siteUrl: string
  }
}
