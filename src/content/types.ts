/** What pages are made of. Plain data; paths are canonical and without the site's origin. */
import type { PostKind, PostTemplate, SlugOwner } from '../db/schema.ts'

export type { PostKind, PostTemplate, SlugOwner }

export interface TagLink {
  readonly id: number
  readonly slug: string
  readonly name: string
  readonly path: string
}

export interface AuthorLink {
  readonly id: number
  readonly slug: string
  readonly name: string
  readonly path: string
}

/** Enough to link to a post or page. */
export interface PostLink {
  readonly id: number
  readonly kind: PostKind
  readonly slug: string
  readonly title: string
  readonly path: string
  readonly publishedAt: Date
}

/** A post as lists show it. */
export interface PostCard extends PostLink {
  readonly excerpt: string
  readonly coverUrl: string | null
  readonly featured: boolean
  readonly readingMinutes: number
  readonly tags: readonly TagLink[]
}

export interface TableOfContentsItem {
  readonly depth: number
  readonly id: string
  readonly text: string
  readonly children: readonly TableOfContentsItem[]
}

/** A post or page with its text. */
export interface PostDetail extends PostCard {
  readonly coverAlt: string | null
  readonly wordCount: number
  readonly authors: readonly AuthorLink[]
  readonly html: string
  readonly toc: readonly TableOfContentsItem[]
  /** The last change, or the publication when that came later. */
  readonly modifiedAt: Date
  readonly canonicalUrl: string | null
  readonly seoTitle: string | null
  readonly seoDescription: string | null
  readonly template: PostTemplate
  readonly noIndex: boolean
  readonly socialImageUrl: string | null
  readonly socialTitle: string | null
  readonly socialDescription: string | null
}

/** What stands at an address: a post, one that was deleted, or nothing public. */
export type Found<T> =
  | { readonly state: 'public'; readonly value: T }
  | { readonly state: 'gone' }
  | { readonly state: 'absent' }

/** Where a former address leads now. */
export type Successor =
  | { readonly state: 'moved'; readonly path: string }
  | { readonly state: 'gone' }
  | { readonly state: 'absent' }

/** An ordered list of posts, oldest first by (publishedAt, id). */
export type PostList =
  | { readonly of: 'posts' }
  | { readonly of: 'tag'; readonly id: number }
  | { readonly of: 'author'; readonly id: number }

/** One permanent page of a list; its posts newest first. */
export interface ListPage {
  readonly number: number
  readonly posts: readonly PostCard[]
  /** Whether page `number + 1` exists. */
  readonly hasNewer: boolean
}

/** The newest posts of a list, and the permanent page on which the next older ones are (0: there are none). */
export interface ListFront {
  readonly posts: readonly PostCard[]
  readonly olderPage: number
}

export interface MonthCount {
  readonly yyyy: string
  readonly mm: string
  readonly count: number
}

export interface TagDetail extends TagLink {
  readonly description: string
}

export interface AuthorDetail extends AuthorLink {
  readonly bio: string
  readonly avatarUrl: string | null
  readonly websiteUrl: string | null
}

export interface MenuItem {
  readonly label: string
  readonly url: string
}

export interface SitemapItem {
  readonly path: string
  readonly modifiedAt: Date
  readonly noIndex: boolean
}

export interface SearchHit {
  readonly post: PostCard
  /** Plain text around the words found. */
  readonly snippet: string
}
