/** What templates are given: plain data with everything already decided and formatted. */
import type { MenuItem } from '../src/content/types.ts'

/** The same on every page. */
export interface SiteView {
  readonly title: string
  readonly description: string
  readonly url: string
  readonly locale: string
  readonly direction: 'ltr' | 'rtl'
  readonly accent: string
  readonly footer: string
  readonly logoUrl: string | null
  readonly stylesheet: string
  readonly menu: readonly MenuItem[]
  readonly footerMenu: readonly MenuItem[]
}

export interface FeedLink {
  readonly type: string
  readonly title: string
  readonly path: string
}

/** The head of one page. */
export interface PageMeta {
  readonly path: string
  /** Without the site's title. */
  readonly title: string
  readonly description: string
  readonly canonical: string
  readonly type: 'website' | 'article'
  readonly image: string | null
  readonly noIndex: boolean
  readonly feeds: readonly FeedLink[]
  /** JSON-LD objects. */
  readonly jsonLd: readonly object[]
  readonly published?: string
  readonly modified?: string
}

export interface DateView {
  /** For machines. */
  readonly iso: string
  /** For people, in the site's language and time zone. */
  readonly text: string
}

export interface LinkView {
  readonly path: string
  readonly text: string
}

export interface CardView {
  readonly path: string
  readonly title: string
  readonly excerpt: string
  readonly date: DateView
  readonly readingMinutes: number
  readonly coverUrl: string | null
  readonly coverAlt: string
  readonly featured: boolean
  readonly tags: readonly LinkView[]
  readonly authors: readonly LinkView[]
}

export interface PagerView {
  readonly older: string | null
  readonly newer: string | null
}
