import type { CardView, ImageView, PagerView } from '../../../templates/index.ts'
import type { ListPage, PostCard, PostDetail } from '../../content/index.ts'
import { wordsFor } from '../../words/index.ts'
import { type DateSettings, dateView } from './dates.ts'

export function cardView(post: PostCard, settings: DateSettings): CardView {
  return {
    path: post.path,
    title: post.title,
    excerpt: post.excerpt,
    date: dateView(post.publishedAt, settings),
    readingTime: wordsFor(settings.locale)('readingTime', { minutes: post.readingMinutes }),
    coverUrl: post.coverUrl,
    featured: post.featured,
    tags: post.tags.map(({ path, name }) => ({ path, text: name })),
  }
}

export function coverView({ coverUrl, coverAlt }: Pick<PostDetail, 'coverUrl' | 'coverAlt'>): ImageView | null {
  return coverUrl ? { url: coverUrl, alt: coverAlt ?? '' } : null
}

/** The ways on from a permanent page. Pages are numbered from the oldest post. */
export function pagerView({ number, hasNewer }: Pick<ListPage, 'number' | 'hasNewer'>, base: string): PagerView {
  return { older: number > 1 ? `${base}/${number - 1}` : null, newer: hasNewer ? `${base}/${number + 1}` : null }
}

/** The way on from the newest posts of a list; `olderPage` 0: they are all there is. */
export function frontPagerView(olderPage: number, base: string): PagerView {
  return { older: olderPage > 0 ? `${base}/${olderPage}` : null, newer: null }
}
