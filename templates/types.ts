/** What templates are given: plain data with everything already decided and formatted. No template reads a clock. */
import type { PostTemplate, TableOfContentsItem } from '../src/content/types.ts'
import type { Words } from '../src/words/index.ts'

export type { PostTemplate, TableOfContentsItem, Words }

export interface LinkView {
  readonly path: string
  readonly text: string
}

export interface MenuItemView extends LinkView {
  /** `page`: it leads to this very page; `true`: to the section this page is in. */
  readonly current: 'page' | 'true' | undefined
}

/** The same on every page. */
export interface SiteView {
  readonly title: string
  readonly locale: string
  readonly direction: 'ltr' | 'rtl'
  /** What the pages say of their own, in the site's language. */
  readonly words: Words
  /** The accent colour as it is readable on light and on dark paper. */
  readonly accent: { readonly light: string; readonly dark: string }
  readonly footer: string
  readonly logoUrl: string | null
  readonly stylesheet: string
  /** What the owner has added to it. */
  readonly ownStylesheet: string | null
  /** Classes of the body: what differs from the theme's own look. */
  readonly look: string
  /** HTML of the owner's own. */
  readonly headCode: string
  readonly footCode: string
  readonly touchIcon: string
  readonly menu: readonly MenuItemView[]
  readonly footerMenu: readonly LinkView[]
}

export interface FeedLink {
  readonly type: string
  readonly title: string
  readonly path: string
}

export interface ImageView {
  readonly url: string
  readonly alt: string
}

/** What only the heads of posts say. */
export interface ArticleMeta {
  readonly published: string
  readonly modified: string
  readonly authors: readonly string[]
  readonly tags: readonly string[]
}

/** The head of one page. */
export interface PageMeta {
  readonly path: string
  /** Without the site's title; empty on the home page. */
  readonly title: string
  readonly description: string
  /** Absolute; null for answers that are no page of their own, such as a 404. */
  readonly canonical: string | null
  /** Absolute. */
  readonly image: ImageView | null
  /** For cards in social media, where they differ from the page's own. */
  readonly socialTitle: string
  readonly socialDescription: string
  readonly noIndex: boolean
  readonly feeds: readonly FeedLink[]
  /** JSON-LD, already serialised so that it cannot end its script element. */
  readonly jsonLd: readonly string[]
  readonly article: ArticleMeta | null
}

/** What the layout needs; every page's props contain it. */
export interface FrameProps {
  readonly site: SiteView
  readonly meta: PageMeta
}

export interface DateView {
  /** For machines. */
  readonly iso: string
  /** For people, in the site's language and time zone. */
  readonly text: string
}

export interface CardView {
  readonly path: string
  readonly title: string
  readonly excerpt: string
  readonly date: DateView
  readonly readingTime: string
  /** Shown without its description: the title beside it says what it is of. */
  readonly coverUrl: string | null
  readonly featured: boolean
  readonly tags: readonly LinkView[]
}

export interface PagerView {
  readonly older: string | null
  readonly newer: string | null
}

export interface CountedLink extends LinkView {
  readonly count: number
}

export interface YearView {
  readonly year: string
  readonly count: number
  readonly months: readonly CountedLink[]
}

/** A list of posts, and where it goes on. */
export interface ListView {
  readonly cards: readonly CardView[]
  readonly pager: PagerView
}

export interface AuthorView {
  readonly name: string
  readonly bio: string
  readonly avatarUrl: string | null
  readonly website: LinkView | null
}

export interface PostView extends Omit<CardView, 'coverUrl' | 'excerpt'> {
  readonly template: PostTemplate
  readonly cover: ImageView | null
  readonly authors: readonly LinkView[]
  /** Sanitised when it was written. */
  readonly html: string
  readonly contents: readonly TableOfContentsItem[]
  readonly older: LinkView | null
  readonly newer: LinkView | null
}

export interface StandaloneView {
  readonly template: PostTemplate
  readonly title: string
  readonly cover: ImageView | null
  /** Sanitised when it was written. */
  readonly html: string
}
