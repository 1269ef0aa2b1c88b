import { Feed } from 'feed'
import type { FeedSource } from './source.ts'

/** https://www.jsonfeed.org/version/1.1/; `feed` writes version 1, which had one author for each item. */
export function jsonFeed(source: FeedSource): string {
  const feed = new Feed({
    title: source.title,
    ...(source.description && { description: source.description }),
    id: source.id,
    link: source.id,
    feedLinks: { json: source.links.json },
  })
  for (const item of source.items) {
    feed.addItem({
      id: item.id,
      title: item.title,
      link: item.url,
      description: item.summary,
      content: item.html,
      ...(item.image && { image: item.image }),
      date: item.updated,
      published: item.published,
      category: item.tags.map((name) => ({ name })),
    })
  }
  const { version: _, items, ...head } = JSON.parse(feed.json1()) as { version: string; items: object[] }
  return `${JSON.stringify(
    {
      version: 'https://jsonfeed.org/version/1.1',
      ...head,
      language: source.language,
      authors: [{ name: source.siteTitle, url: `${source.siteUrl}/` }],
      items: items.map((item, i) => {
        const authors = source.items[i]?.authors ?? []
        return authors.length > 0 ? { ...item, authors } : item
      }),
    },
    null,
    1,
  )}\n`
}
